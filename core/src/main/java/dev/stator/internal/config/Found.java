package dev.stator.internal.config;

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

    /** The complaint that the value is not what it should be. */
    public IllegalStateException misfit(String what) {
        return new IllegalStateException(source + " is \"" + value + "\"; it should be " + what);
    }
}
