package dev.stator.codec;

import java.util.Locale;
import java.util.regex.Pattern;

/** A way to write a Java name as a stored one. */
public enum NameStyle {
    /** As it stands in Java: {@code zipCode}. */
    JAVA,
    /** With a small letter first: {@code zipCode}; only of use under a class of another style, and for capital names. */
    CAMEL,
    /** With a capital first: {@code ZipCode}. */
    PASCAL,
    /** With underscores: {@code zip_code}; {@code userID} is {@code user_id}, {@code httpURL2} is {@code http_url2}. */
    SNAKE,
    /** With underscores and capitals: {@code ZIP_CODE}. */
    UPPER_SNAKE,
    /** With hyphens: {@code zip-code}. */
    KEBAB;

    private static final Pattern WORD_START = Pattern.compile("(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])");

    /** The stored name for a Java name. */
    public String of(String name) {
        return switch (this) {
            case JAVA -> name;
            case CAMEL -> name.substring(0, 1).toLowerCase(Locale.ROOT) + name.substring(1);
            case PASCAL -> name.substring(0, 1).toUpperCase(Locale.ROOT) + name.substring(1);
            case SNAKE -> parted(name, "_").toLowerCase(Locale.ROOT);
            case UPPER_SNAKE -> parted(name, "_").toUpperCase(Locale.ROOT);
            case KEBAB -> parted(name, "-").toLowerCase(Locale.ROOT);
        };
    }

    private static String parted(String name, String separator) {
        return WORD_START.matcher(name).replaceAll(separator);
    }
}
