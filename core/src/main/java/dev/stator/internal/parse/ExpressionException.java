package dev.stator.internal.parse;

import dev.stator.error.StatorException;

/**
 * An expression that the service refuses. The message is the service's, without the words that name the parameter
 * ({@code "Invalid ConditionExpression: "}).
 */
public final class ExpressionException extends StatorException {
    private static final long serialVersionUID = 1;

    ExpressionException(String message) {
        super(message);
    }
}
