package dev.stator;

import dev.stator.error.StatorException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A batch could not be finished: the service left entries undone however often they were sent again, or an error ended
 * it. What is not in {@link #unprocessed} was done.
 */
public class BatchIncompleteException extends StatorException {
    private static final long serialVersionUID = 1;

    private final transient List<? extends Call<?>> unprocessed;
    private final boolean mayHaveApplied;

    BatchIncompleteException(String message, List<? extends Call<?>> unprocessed, @Nullable StatorException cause) {
        super(message, cause);
        this.unprocessed = List.copyOf(unprocessed);
        this.mayHaveApplied = cause != null && cause.mayHaveApplied();
    }

    /** The caller's own requests that are not known to be done, in their order; send them again as they are. */
    public List<? extends Call<?>> unprocessed() {
        return unprocessed;
    }

    @Override
    public boolean mayHaveApplied() {
        return mayHaveApplied;
    }
}
