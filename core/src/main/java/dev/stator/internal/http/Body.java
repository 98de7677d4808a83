package dev.stator.internal.http;

import dev.stator.error.TransportException;
import dev.stator.error.TransportException.Kind;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;

/** Collects the bytes of a reply's body. */
final class Body {
    // The longest reply is that of a batch get: 16 MB of items, of which JSON may make six times as much.
    private static final int LONGEST = 128 << 20;
    private static final int TRUSTED = 1 << 20;

    private final String action;
    private byte[] bytes;
    private int size;

    /** For a body of the announced length, negative if it is not known; no more than 1 MB is taken on trust. */
    Body(String action, long announced) {
        this.action = action;
        if (announced > LONGEST) {
            throw tooLong();
        }
        this.bytes = new byte[announced < 0 ? 4096 : (int) Math.min(announced, TRUSTED)];
    }

    void append(ByteBuffer more) {
        int length = more.remaining();
        reserve(length);
        more.get(bytes, size, length);
        size += length;
    }

    void append(InputStream stream) throws IOException {
        for (; ; ) {
            if (size == bytes.length) {
                // Most bodies fill the array exactly; only what has more to come needs a larger one.
                int next = stream.read();
                if (next < 0) {
                    return;
                }
                reserve(1);
                bytes[size++] = (byte) next;
            }
            int count = stream.read(bytes, size, bytes.length - size);
            if (count < 0) {
                return;
            }
            size += count;
        }
    }

    byte[] bytes() {
        return size == bytes.length ? bytes : Arrays.copyOf(bytes, size);
    }

    private void reserve(int more) {
        if (more > LONGEST - size) {
            throw tooLong();
        }
        if (size + more > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(size + more, Math.min(LONGEST, 2 * bytes.length)));
        }
    }

    private TransportException tooLong() {
        return new TransportException(
                Kind.DAMAGED_REPLY,
                "The reply to " + action + " is longer than " + LONGEST + " bytes; the service sends no such reply",
                null);
    }
}
