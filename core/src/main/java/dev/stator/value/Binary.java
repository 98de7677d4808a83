package dev.stator.value;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Base64;

/**
 * An immutable sequence of bytes with value equality, ordered as DynamoDB orders binaries: byte by byte, unsigned.
 *
 * <p>Exists because arrays have no equality and can change; every way in and out copies.
 */
public final class Binary implements Comparable<Binary> {
    private final byte[] bytes;

    private Binary(byte[] bytes) {
        this.bytes = bytes;
    }

    /** A copy of these bytes. */
    public static Binary of(byte[] bytes) {
        return new Binary(bytes.clone());
    }

    /** A copy of the buffer's remaining bytes; the buffer's position does not move. */
    public static Binary of(ByteBuffer buffer) {
        byte[] bytes = new byte[buffer.remaining()];
        buffer.duplicate().get(bytes);
        return new Binary(bytes);
    }

    /**
     * The bytes behind a base64 text (RFC 4648, with padding), which is how binaries travel in DynamoDB JSON.
     *
     * @throws IllegalArgumentException if the text is not base64
     */
    public static Binary fromBase64(String text) {
        return new Binary(Base64.getDecoder().decode(text));
    }

    /** The number of bytes. */
    public int length() {
        return bytes.length;
    }

    /** A fresh array with these bytes. */
    public byte[] toByteArray() {
        return bytes.clone();
    }

    /** A read-only view, without a copy. */
    public ByteBuffer asByteBuffer() {
        return ByteBuffer.wrap(bytes).asReadOnlyBuffer();
    }

    /** The base64 text of these bytes. */
    public String toBase64() {
        return Base64.getEncoder().encodeToString(bytes);
    }

    /** Whether these bytes begin with those of {@code prefix}. */
    public boolean startsWith(Binary prefix) {
        return bytes.length >= prefix.bytes.length
                && Arrays.equals(bytes, 0, prefix.bytes.length, prefix.bytes, 0, prefix.bytes.length);
    }

    @Override
    public int compareTo(Binary other) {
        return Arrays.compareUnsigned(bytes, other.bytes);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Binary that && Arrays.equals(bytes, that.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    /** The length only: bytes may be secrets. */
    @Override
    public String toString() {
        return "Binary[" + bytes.length + " bytes]";
    }
}
