package dev.stator.internal.config;

import java.math.BigDecimal;
import java.time.Duration;

/**
 * A value of a setting and where it was found.
 *
 * @param value the text, never blank
 * @param source the place, such as {@code environment AWS_REGION}
 */
public record Found(String value, String source) {
    /** The value as {@code true} or {@code false}. */
    public boolean flag() {
        if (!value.equalsIgnoreCase("true") && !value.equalsIgnoreCase("false")) {
            throw misfit("true or false");
        }
        return Boolean.parseBoolean(value);
    }

    /** The value as a whole number of at least 1. */
    public int count() {
        try {
            int count = Integer.parseInt(value);
            if (count >= 1) {
                return count;
            }
        } catch (NumberFormatException e) {
            // The same is wrong with it.
        }
        throw misfit("a whole number of at least 1");
    }

    /** The value as a number of seconds, with or without a fraction. */
    public Duration seconds() {
        try {
            long millis = new BigDecimal(value).movePointRight(3).longValueExact();
            if (millis >= 1) {
                return Duration.ofMillis(millis);
            }
        } catch (ArithmeticException | NumberFormatException e) {
            // The same is wrong with it.
        }
        throw misfit("a number of seconds, such as 1.5");
    }

    /** The complaint that the value is not what it should be. */
    public IllegalStateException misfit(String what) {
        return new IllegalStateException(source + " is \"" + value + "\"; it should be " + what);
    }
}
