package dev.stator.internal.parse;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The functions of the expression language. Their names are case-sensitive there, and in small letters. */
public enum Function {
    /** Whether there is a value at a path. */
    ATTRIBUTE_EXISTS(1, false),
    /** Whether there is none. */
    ATTRIBUTE_NOT_EXISTS(1, false),
    /** Whether a value has a type. */
    ATTRIBUTE_TYPE(2, false),
    /** Whether a string or binary begins with another. */
    BEGINS_WITH(2, false),
    /** Whether a string, set or list has a part. */
    CONTAINS(2, false),
    /** How large a value is. */
    SIZE(1, false),
    /** What is at a path, or something else. */
    IF_NOT_EXISTS(2, true),
    /** Two lists as one. */
    LIST_APPEND(2, true);

    final int operands;
    final boolean ofUpdates;

    Function(int operands, boolean ofUpdates) {
        this.operands = operands;
        this.ofUpdates = ofUpdates;
    }

    /** The name in the language. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Whether this belongs into updates, and not into conditions. */
    public boolean isOfUpdates() {
        return ofUpdates;
    }

    /** The function of that name, in small letters. */
    public static @Nullable Function find(String text) {
        for (Function function : values()) {
            if (function.text().equals(text)) {
                return function;
            }
        }
        return null;
    }

    /** A function that is known to exist. */
    static Function of(String text) {
        return valueOf(text.toUpperCase(Locale.ROOT));
    }
}
