package dev.stator.internal.dump;

import dev.stator.error.StatorException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/**
 * Takes a file of JSON apart, one value after the other, so that never more than one is in memory: values with white space
 * between them, a line each or not, or the elements of one array.
 */
final class JsonValues implements AutoCloseable {
    /** More than any item needs, with every character of it escaped. */
    private static final int LONGEST = 16 << 20;

    private static final int END = -1;

    private final InputStream in;
    private final byte[] buffer = new byte[1 << 16];
    private int position;
    private int limit;
    private long line = 1;
    private boolean begun;
    private boolean array;

    JsonValues(InputStream in) {
        this.in = in;
    }

    /** The line that is being read, from 1. */
    long line() {
        return line;
    }

    /** The next value, which may be no sound JSON within; empty at the end. */
    Optional<byte[]> next() throws IOException {
        int c = skipSpace();
        if (!begun) {
            begun = true;
            array = c == '[';
            c = array ? skipSpaceBehind() : c;
        } else if (array && c == ',') {
            c = skipSpaceBehind();
        } else if (array && c != ']') {
            throw cutOffOr(c, "the elements of the array have no comma between them");
        }
        if (array && c == ']') {
            array = false;
            c = skipSpaceBehind();
        }
        if (c == END) {
            if (array) {
                throw cutOff();
            }
            return Optional.empty();
        } else if (c != '{' && c != '[') {
            throw new StatorException("there is something that is neither a JSON object nor an array");
        }
        return Optional.of(value());
    }

    private byte[] value() throws IOException {
        ByteArrayOutputStream value = new ByteArrayOutputStream();
        int depth = 0;
        boolean text = false;
        do {
            int c = read();
            if (c == END) {
                throw cutOff();
            } else if (value.size() == LONGEST) {
                throw new StatorException("there is a value of more than " + LONGEST + " bytes, which is no item");
            }
            value.write(c);
            if (text && c == '\\') {
                value.write(Math.max(0, read()));
            } else if (c == '"') {
                text = !text;
            } else if (!text && (c == '{' || c == '[')) {
                depth++;
            } else if (!text && (c == '}' || c == ']')) {
                depth--;
            }
        } while (depth > 0);
        return value.toByteArray();
    }

    private static StatorException cutOffOr(int c, String problem) {
        return c == END ? cutOff() : new StatorException(problem);
    }

    private static StatorException cutOff() {
        return new StatorException("the file ends within a value: it is cut off");
    }

    private int skipSpaceBehind() throws IOException {
        read();
        return skipSpace();
    }

    private int skipSpace() throws IOException {
        int c = peek();
        while (c == ' ' || c == '\n' || c == '\r' || c == '\t') {
            read();
            c = peek();
        }
        return c;
    }

    private int peek() throws IOException {
        if (position == limit) {
            position = 0;
            limit = Math.max(0, in.read(buffer));
        }
        return limit == 0 ? END : buffer[position] & 0xFF;
    }

    private int read() throws IOException {
        int c = peek();
        if (c != END) {
            position++;
        }
        if (c == '\n') {
            line++;
        }
        return c;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
