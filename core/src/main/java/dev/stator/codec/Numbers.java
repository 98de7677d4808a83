package dev.stator.codec;

import dev.stator.value.AttributeValue;
import dev.stator.value.ItemWriter;
import java.math.BigDecimal;
import java.math.BigInteger;

/** Java numbers to the numbers of the wire and back, without a loss that nobody is told of. */
final class Numbers {
    /** Whole doubles up to here print the same as longs. */
    private static final double EXACT = 1L << 53;

    private Numbers() {}

    /**
     * Writes the shortest decimal number that reads back as the same double. There is no negative zero on the wire.
     *
     * @throws IllegalArgumentException if it is NaN or infinite, or out of DynamoDB's range
     */
    static void write(double value, ItemWriter out) {
        if (Math.rint(value) == value && Math.abs(value) <= EXACT) {
            out.number((long) value);
        } else {
            checkFinite(value);
            out.number(new BigDecimal(Double.toString(value)));
        }
    }

    /** The same for a float. */
    static void write(float value, ItemWriter out) {
        checkFinite(value);
        out.number(new BigDecimal(Float.toString(value)));
    }

    private static void checkFinite(double value) {
        if (!Double.isFinite(value)) {
            throw new IllegalArgumentException(
                    "DynamoDB has no " + value + "; store a finite number, or use an Optional and leave it out");
        }
    }

    /** A whole number of the range of a long, however it is written. */
    static long parseLong(String text) {
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException e) {
            return new BigDecimal(text).longValueExact();
        }
    }

    /** A whole number within bounds. */
    static long parseLong(String text, long min, long max) {
        long value = parseLong(text);
        if (value < min || value > max) {
            throw new ArithmeticException("out of range");
        }
        return value;
    }

    static double parseDouble(String text) {
        double value = Double.parseDouble(text);
        if (!Double.isFinite(value)) {
            throw new ArithmeticException("out of range");
        }
        return value;
    }

    static float parseFloat(String text) {
        float value = Float.parseFloat(text);
        if (!Float.isFinite(value)) {
            throw new ArithmeticException("out of range");
        }
        return value;
    }

    /** A whole number of any size; the range is checked first, as an exponent could ask for any amount of memory. */
    static BigInteger parseBigInteger(String text) {
        return AttributeValue.N.parse(text).value().toBigIntegerExact();
    }
}
