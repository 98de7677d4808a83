package dev.stator.internal.json;

import java.io.OutputStream;
import java.util.Arrays;

/** Collects bytes. A document that comes in one piece, as most requests do, is copied exactly once. */
final class Sink extends OutputStream {
    private byte[] bytes = {};
    private int size;

    @Override
    public void write(int b) {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] source, int offset, int length) {
        if (size + length > bytes.length) {
            bytes = Arrays.copyOf(bytes, size == 0 ? length : Math.max(size + length, size * 2));
        }
        System.arraycopy(source, offset, bytes, size, length);
        size += length;
    }

    int size() {
        return size;
    }

    byte[] toByteArray() {
        return size == bytes.length ? bytes : Arrays.copyOf(bytes, size);
    }
}
