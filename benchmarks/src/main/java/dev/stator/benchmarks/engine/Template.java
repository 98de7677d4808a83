package dev.stator.benchmarks.engine;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;

/**
 * A request body whose numbers are filled in at next to no cost, so that the load is cheap and no request is like the last one. Each
 * row of {@code ~} in its text is the place of one number, which is filled up with zeros: so all bodies are equally long.
 */
final class Template {
    private final byte[] text;
    /** The place after the last digit of each number, and how many digits it has. */
    private final int[] ends;

    private final int[] widths;

    Template(String text) {
        this.text = text.getBytes(UTF_8);
        int[] ends = new int[this.text.length];
        int[] widths = new int[this.text.length];
        int count = 0;
        for (int i = 0; i < this.text.length; i++) {
            if (this.text[i] == '~') {
                widths[count]++;
                if (i + 1 == this.text.length || this.text[i + 1] != '~') {
                    ends[count++] = i + 1;
                }
            }
        }
        this.ends = Arrays.copyOf(ends, count);
        this.widths = Arrays.copyOf(widths, count);
    }

    /** A body with these numbers in its places, in their order; of a number that is too long, the last digits. */
    byte[] fill(long... numbers) {
        if (numbers.length != ends.length) {
            throw new IllegalArgumentException(ends.length + " places are not for " + numbers.length + " numbers");
        }
        byte[] body = text.clone();
        for (int place = 0; place < numbers.length; place++) {
            long rest = numbers[place];
            for (int digit = 1; digit <= widths[place]; digit++) {
                body[ends[place] - digit] = (byte) ('0' + rest % 10);
                rest /= 10;
            }
        }
        return body;
    }
}
