package dev.stator.internal.parse;

import dev.stator.error.StatorException;
import java.util.OptionalInt;

/**
 * An expression that the service refuses. The message is the service's, without the words that name the parameter
 * ({@code "Invalid ConditionExpression: "}).
 */
public final class ExpressionException extends StatorException {
    private static final long serialVersionUID = 1;

    private final int position;

    ExpressionException(String message) {
        this(message, -1);
    }

    ExpressionException(String message, int position) {
        super(message);
        this.position = position;
    }

    /** Where in the text the word stands that does not fit, counted from 0; empty if it is not about one word. */
    public OptionalInt position() {
        return position < 0 ? OptionalInt.empty() : OptionalInt.of(position);
    }
}
