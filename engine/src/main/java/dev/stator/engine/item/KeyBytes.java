package dev.stator.engine.item;

import dev.stator.value.AttributeValue;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;

/**
 * Builds the keys of the store: bytes whose unsigned order is the order of the values, of which none is a prefix of
 * another.
 *
 * <p>A part is a string in UTF-8, a binary, or a number as sign, exponent and pairs of digits. A string or binary ends
 * with two zero bytes, and a zero byte within it becomes {@code 00 FF}, so that an end sorts before every continuation; a
 * number ends with one zero byte, which no pair of digits is.
 *
 * <p>A key begins with a hash of its partition, as the service's does: a scan then comes in the service's order, and its
 * segments are ranges of about the same size whatever the partition keys are, while the items of one partition still
 * lie together.
 */
public final class KeyBytes {
    /** MD5 that has been given the salt; copies go on from there, which spares each of them the search for a provider. */
    private static final MessageDigest SALTED = salted();

    private static final BigInteger HUNDRED = BigInteger.valueOf(100);

    /** The length of a hash at the beginning of a key. */
    public static final int HASH_LENGTH = 4;

    /** The most pairs that 38 digits fill, when the first stands alone. */
    private static final int MAX_PAIRS = 20;

    private static final int NEGATIVE_END = 102;

    private byte[] bytes;
    private int length;

    /** An empty key. */
    public KeyBytes() {
        bytes = new byte[64];
    }

    /** A key that goes on behind these bytes. */
    public KeyBytes(byte[] prefix) {
        bytes = Arrays.copyOf(prefix, prefix.length + 64);
        length = prefix.length;
    }

    /** Appends the hash of one or more key values. */
    public KeyBytes hash(byte[]... plain) {
        MessageDigest md5 = copyOfSalted();
        for (byte[] value : plain) {
            md5.update(value);
        }
        byte[] digest = md5.digest();
        ensure(HASH_LENGTH);
        System.arraycopy(digest, 0, bytes, length, HASH_LENGTH);
        length += HASH_LENGTH;
        return this;
    }

    /** Appends a whole part: a value with its end. */
    public KeyBytes part(AttributeValue value, byte[] plain) {
        if (value instanceof AttributeValue.N) {
            ensure(plain.length + 1);
            System.arraycopy(plain, 0, bytes, length, plain.length);
            length += plain.length;
        } else {
            beginning(plain);
            add(0);
        }
        add(0);
        return this;
    }

    /** Appends the beginning of a string or binary, to which more may come. */
    public KeyBytes beginning(byte[] plain) {
        ensure(2 * plain.length + 2);
        for (byte b : plain) {
            bytes[length++] = b;
            if (b == 0) {
                bytes[length++] = (byte) 0xFF;
            }
        }
        return this;
    }

    /** The key. */
    public byte[] toByteArray() {
        return Arrays.copyOf(bytes, length);
    }

    /** The least bytes behind all keys that begin with whole parts: their last end, a zero byte, becomes a one. */
    public static byte[] behind(byte[] parts) {
        byte[] behind = parts.clone();
        behind[behind.length - 1]++;
        return behind;
    }

    /**
     * A key value as bytes, without an end.
     *
     * @throws IllegalArgumentException if it is no string, number or binary
     */
    public static byte[] plain(AttributeValue value) {
        if (value instanceof AttributeValue.S string) {
            return string.value().getBytes(StandardCharsets.UTF_8);
        } else if (value instanceof AttributeValue.B binary) {
            return binary.value().toByteArray();
        } else if (value instanceof AttributeValue.N number) {
            return plain(number.value());
        }
        throw new IllegalArgumentException("A value of type " + value.type() + " cannot be a key");
    }

    /**
     * A byte for sign and exponent to the base 100, then the digits in pairs; for negative numbers all of it reversed, with
     * an end mark above every pair.
     */
    private static byte[] plain(BigDecimal number) {
        if (number.signum() == 0) {
            return new byte[] {(byte) 0x80};
        }
        boolean negative = number.signum() < 0;
        int scale = number.scale();
        BigInteger digits = number.unscaledValue().abs();
        if (scale % 2 != 0) {
            digits = digits.multiply(BigInteger.TEN);
            scale++;
        }
        byte[] pairs = pairs(digits);
        int exponent = pairs.length - scale / 2;
        int used = pairs.length;
        while (pairs[used - 1] == 0) {
            used--;
        }
        byte[] plain = new byte[1 + used + (negative && used < MAX_PAIRS ? 1 : 0)];
        plain[0] = (byte) (negative ? ~(exponent - 64) : exponent - 64);
        for (int i = 0; i < used; i++) {
            plain[1 + i] = (byte) (negative ? 101 - pairs[i] : 1 + pairs[i]);
        }
        if (plain.length > 1 + used) {
            plain[1 + used] = NEGATIVE_END;
        }
        return plain;
    }

    /** The digits of a positive number to the base 100, the highest first. */
    private static byte[] pairs(BigInteger digits) {
        byte[] reversed = new byte[MAX_PAIRS + 2 + digits.bitLength() / 6];
        int count = 0;
        BigInteger rest = digits;
        while (rest.bitLength() > 63) {
            BigInteger[] division = rest.divideAndRemainder(HUNDRED);
            reversed[count++] = division[1].byteValue();
            rest = division[0];
        }
        for (long small = rest.longValue(); small > 0; small /= 100) {
            reversed[count++] = (byte) (small % 100);
        }
        byte[] pairs = new byte[count];
        for (int i = 0; i < count; i++) {
            pairs[i] = reversed[count - 1 - i];
        }
        return pairs;
    }

    private static MessageDigest salted() {
        try {
            MessageDigest md5 = MessageDigest.getInstance("MD5");
            md5.update("Outliers".getBytes(StandardCharsets.US_ASCII));
            return md5;
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JDK has MD5", e);
        }
    }

    private static MessageDigest copyOfSalted() {
        try {
            return (MessageDigest) SALTED.clone();
        } catch (CloneNotSupportedException e) {
            // Another provider's, such as one of hardware.
            return salted();
        }
    }

    private void add(int b) {
        ensure(1);
        bytes[length++] = (byte) b;
    }

    private void ensure(int more) {
        if (length + more > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, length + more));
        }
    }
}
