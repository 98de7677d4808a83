package dev.stator.internal.parse;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The functions of the expression language. Their names are case-sensitive. */
enum Function {
    ATTRIBUTE_EXISTS(1, false),
    ATTRIBUTE_NOT_EXISTS(1, false),
    ATTRIBUTE_TYPE(2, false),
    BEGINS_WITH(2, false),
    CONTAINS(2, false),
    SIZE(1, false),
    IF_NOT_EXISTS(2, true),
    LIST_APPEND(2, true);

    final int operands;
    final boolean ofUpdates;

    Function(int operands, boolean ofUpdates) {
        this.operands = operands;
        this.ofUpdates = ofUpdates;
    }

    String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    static @Nullable Function find(String text) {
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
