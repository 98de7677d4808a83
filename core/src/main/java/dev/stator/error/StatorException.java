package dev.stator.error;

import org.jspecify.annotations.Nullable;

/** The root of all exceptions of Stator. */
public class StatorException extends RuntimeException {
    private static final long serialVersionUID = 1;

    /** An exception with a message that says what was attempted, what was found and what to do. */
    public StatorException(String message) {
        super(message);
    }

    /** The same with the exception that led to it. */
    public StatorException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }

    /**
     * Whether a write may have taken effect although this was thrown: its outcome is not known, so read before you
     * repeat it. Always {@code false} for reads, and for writes that the service refused.
     */
    public boolean mayHaveApplied() {
        return false;
    }
}
