package dev.stator.conformance;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/** What random texts of expressions and of statements have in common. */
final class RandomText {
    private final Random random;
    private final List<String> words;

    /**
     * Texts.
     *
     * @param words what may stand in a text where it should not
     */
    RandomText(Random random, List<String> words) {
        this.random = random;
        this.words = words;
    }

    /** Comparisons joined by words and parentheses, this deep at most. */
    String logic(int depth, Supplier<String> comparison) {
        return switch (depth == 0 ? 9 : random.nextInt(8)) {
            case 0 -> logic(depth - 1, comparison) + " AND " + logic(depth - 1, comparison);
            case 1 -> logic(depth - 1, comparison) + " OR " + logic(depth - 1, comparison);
            case 2 -> "NOT " + logic(depth - 1, comparison);
            case 3 -> "( " + logic(depth - 1, comparison) + " )";
            default -> comparison.get();
        };
    }

    /** A text of words parted by spaces: now and then with one too many, too few or out of place. */
    String disturbed(String text) {
        if (random.nextInt(8) > 0) {
            return text;
        }
        List<String> disturbed =
                new ArrayList<>(Pattern.compile(" ").splitAsStream(text).toList());
        int at = random.nextInt(disturbed.size());
        switch (random.nextInt(6)) {
            case 0 -> disturbed.remove(at);
            case 1 -> disturbed.add(at, disturbed.get(at));
            case 2 -> disturbed.add(at, words.get(random.nextInt(words.size())));
            case 3 -> disturbed.set(at, disturbed.get(random.nextInt(disturbed.size())));
            case 4 -> disturbed.set(at, words.get(random.nextInt(words.size())));
            default -> disturbed.subList(at, disturbed.size()).clear();
        }
        return String.join(" ", disturbed);
    }
}
