package dev.stator.internal.json;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A JSON text in the making, in UTF-8: puts the commas and colons, and refuses tokens that make no JSON.
 *
 * <p>It does what a generator of Jackson does, and stands here because every item that is sent, stored or answered comes this
 * way, and without that one's options, contexts and buffers; {@code CodecBenchmark} times it.
 */
final class JsonText {
    /**
     * How many objects and arrays may be open. A value of DynamoDB is one within another one that {@link #startWithin} does not
     * count; the service's 32 levels and the deepest envelope fit in 40, and what lies above ends long before the stack.
     */
    private static final int MAX_DEPTH = 100;

    private static final byte[] HEX = "0123456789ABCDEF".getBytes(StandardCharsets.US_ASCII);

    /** For each character of ASCII the letter that stands for it behind a backslash, 'u' for its number, 0 for itself. */
    private static final byte[] ESCAPES = escapes();

    private byte[] bytes;
    private int size;

    /** Whether what is open at each depth is an object; what lies outside of everything is none. */
    private final boolean[] isObject = new boolean[MAX_DEPTH + 1];

    private int depth;

    /** Whether nothing stands yet in what is open. */
    private boolean first = true;

    /** Whether a name was written whose value comes next. */
    private boolean named;

    /** A text for which there is so much room to begin with. */
    JsonText(int room) {
        bytes = new byte[room];
    }

    private static byte[] escapes() {
        byte[] escapes = new byte[0x80];
        Arrays.fill(escapes, 0, ' ', (byte) 'u');
        escapes['\b'] = 'b';
        escapes['\t'] = 't';
        escapes['\n'] = 'n';
        escapes['\f'] = 'f';
        escapes['\r'] = 'r';
        escapes['"'] = '"';
        escapes['\\'] = '\\';
        return escapes;
    }

    void startObject() {
        value();
        open('{');
    }

    void startArray() {
        value();
        open('[');
    }

    void endObject() {
        close(true, '}');
    }

    void endArray() {
        close(false, ']');
    }

    /** Begins an object or array as the only field of another object, of which this is all up to that. */
    void startWithin(byte[] wrapper, char bracket) {
        value();
        append(wrapper, 0, wrapper.length);
        open(bracket);
    }

    /** Ends what {@link #startWithin} began, and the object around it. */
    void endWithin(char bracket) {
        close(bracket == '}', bracket);
        append('}');
    }

    void name(String name) {
        if (!isObject[depth] || named) {
            throw outOfOrder("a name where a value belongs");
        }
        if (!first) {
            append(',');
        }
        quoted(name);
        append(':');
        first = false;
        named = true;
    }

    /** A string. */
    void text(String text) {
        value();
        quoted(text);
    }

    /** A string as the only field of an object, of which this is all up to that. */
    void textWithin(byte[] wrapper, String text) {
        value();
        append(wrapper, 0, wrapper.length);
        quoted(text);
        append('}');
    }

    /** A value that is JSON already; nobody checks it. */
    void raw(byte[] json, int offset, int length) {
        value();
        append(json, offset, length);
    }

    /** What comes before each value. */
    private void value() {
        if (isObject[depth]) {
            if (!named) {
                throw outOfOrder("a value without a name in an object");
            }
            named = false;
        } else if (!first) {
            if (depth == 0) {
                throw outOfOrder("a second value behind the first");
            }
            append(',');
        }
        first = false;
    }

    private void open(char bracket) {
        if (depth == MAX_DEPTH) {
            throw new IllegalArgumentException("A value is nested too deeply; DynamoDB takes at most 32 levels");
        }
        append(bracket);
        depth++;
        isObject[depth] = bracket == '{';
        first = true;
    }

    private void close(boolean object, char bracket) {
        if (depth == 0 || isObject[depth] != object || named) {
            throw outOfOrder("the end of what is not open, or a name without a value");
        }
        depth--;
        first = false;
        append(bracket);
    }

    private static IllegalStateException outOfOrder(String found) {
        return new IllegalStateException("Tokens out of order: " + found);
    }

    @SuppressWarnings("deprecation") // The one way to copy the characters of ASCII without a look at each of them.
    private void quoted(String text) {
        int length = text.length();
        ensure(length + 2);
        bytes[size++] = '"';
        int plain = plainLength(text);
        text.getBytes(0, plain, bytes, size);
        size += plain;
        if (plain < length) {
            quotedRest(text, plain);
        }
        append('"');
    }

    /** How many characters at the beginning stand for themselves, in one byte each. */
    private static int plainLength(String text) {
        int length = text.length();
        for (int i = 0; i < length; i++) {
            char c = text.charAt(i);
            if (c >= 0x80 || ESCAPES[c] != 0) {
                return i;
            }
        }
        return length;
    }

    private void quotedRest(String text, int from) {
        for (int i = from; i < text.length(); i++) {
            char c = text.charAt(i);
            ensure(6);
            if (c < 0x80) {
                ascii(c);
            } else if (c < 0x800) {
                utf8(0xC0 | (c >> 6), c, 1);
            } else if (!Character.isSurrogate(c)) {
                utf8(0xE0 | (c >> 12), c, 2);
            } else if (Character.isHighSurrogate(c)
                    && i + 1 < text.length()
                    && Character.isLowSurrogate(text.charAt(i + 1))) {
                int point = Character.toCodePoint(c, text.charAt(++i));
                utf8(0xF0 | (point >> 18), point, 3);
            } else {
                // Half a pair has no form in UTF-8.
                escape(c);
            }
        }
    }

    private void ascii(char c) {
        byte letter = ESCAPES[c];
        if (letter == 0) {
            bytes[size++] = (byte) c;
        } else if (letter == 'u') {
            escape(c);
        } else {
            bytes[size++] = '\\';
            bytes[size++] = letter;
        }
    }

    private void escape(char c) {
        bytes[size++] = '\\';
        bytes[size++] = 'u';
        for (int shift = 12; shift >= 0; shift -= 4) {
            bytes[size++] = HEX[(c >> shift) & 0xF];
        }
    }

    /** The first byte of a character, and those that have six bits each of it. */
    private void utf8(int head, int point, int tail) {
        bytes[size++] = (byte) head;
        for (int shift = 6 * (tail - 1); shift >= 0; shift -= 6) {
            bytes[size++] = (byte) (0x80 | ((point >> shift) & 0x3F));
        }
    }

    private void append(char ascii) {
        ensure(1);
        bytes[size++] = (byte) ascii;
    }

    private void append(byte[] source, int offset, int length) {
        ensure(length);
        System.arraycopy(source, offset, bytes, size, length);
        size += length;
    }

    private void ensure(int more) {
        if (more > bytes.length - size) {
            bytes = Arrays.copyOf(bytes, Math.max(size + more, 2 * size));
        }
    }

    int size() {
        return size;
    }

    /** The text, if it is one whole value, with room in front of it. */
    byte[] toByteArray(int room) {
        if (depth > 0 || first) {
            throw new IllegalStateException(
                    "The JSON document is not complete: an object or array was not ended, or" + " there is no value");
        }
        byte[] whole = new byte[room + size];
        System.arraycopy(bytes, 0, whole, room, size);
        return whole;
    }
}
