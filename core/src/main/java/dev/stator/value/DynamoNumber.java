package dev.stator.value;

import java.math.BigDecimal;

/** DynamoDB's number rules, in the one place that both sides of the wire use. */
final class DynamoNumber {
    static final int MAX_DIGITS = 38;
    /** So many digits always fit into a long. */
    private static final int LONG_DIGITS = 18;

    /** The decimal exponent of the first digit lies between -130 and 125: 1E-130 to 9.99…E+125, and zero. */
    private static final int MIN_EXPONENT = -130;

    private static final int MAX_EXPONENT = 125;

    private DynamoNumber() {}

    /** The number without trailing zeros, so that equal numbers are equal values. */
    static BigDecimal canonical(BigDecimal number) {
        if (number.signum() == 0) {
            return BigDecimal.ZERO;
        }
        if (isPlain(number)) {
            return number;
        }
        BigDecimal stripped = number.stripTrailingZeros();
        if (stripped.precision() > MAX_DIGITS) {
            throw new IllegalArgumentException(
                    "A number has " + stripped.precision() + " significant digits; DynamoDB keeps at most " + MAX_DIGITS
                            + ". Round it or store it as a string");
        }
        long exponent = (long) stripped.precision() - stripped.scale() - 1;
        if (exponent < MIN_EXPONENT || exponent > MAX_EXPONENT) {
            throw new IllegalArgumentException("A number has the magnitude 1E" + exponent + "; DynamoDB holds 1E"
                    + MIN_EXPONENT + " to 9.99E" + MAX_EXPONENT);
        }
        return stripped;
    }

    /** Whether it is a whole number of a long without trailing zeros, as most are that have been through here before. */
    private static boolean isPlain(BigDecimal number) {
        return number.scale() == 0 && number.precision() <= LONG_DIGITS && number.longValue() % 10 != 0;
    }
}
