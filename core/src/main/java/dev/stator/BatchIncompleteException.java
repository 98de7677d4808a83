package dev.stator;

import dev.stator.error.StatorException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A batch could not be finished: the service left entries undone however often they were sent again, or an error ended
 * it. What is not in {@link #unprocessed} was done.
 */
public class BatchIncompleteException extends StatorException {
    private static final long serialVersionUID = 1;

    private final transient @Nullable List<Call<?>> unprocessed;
    private final transient @Nullable FoundItems found;
    private final int left;
    private final boolean mayHaveApplied;

    BatchIncompleteException(
            String message,
            List<? extends Call<?>> unprocessed,
            FoundItems found,
            boolean mayHaveApplied,
            @Nullable StatorException cause) {
        super(message, cause);
        this.unprocessed = List.copyOf(unprocessed);
        this.left = unprocessed.size();
        this.found = found;
        this.mayHaveApplied = mayHaveApplied;
    }

    @Override
    public String code() {
        return "BatchIncomplete";
    }

    @Override
    protected void describeTo(Map<String, Object> map) {
        map.put("unprocessed", left);
    }

    /** The caller's own requests that are not known to be done, in their order; send them again as they are. */
    public List<Call<?>> unprocessed() {
        return kept(unprocessed);
    }

    /** What a batch get had found by then; of a batch write, nothing. */
    public FoundItems found() {
        return kept(found);
    }

    private static <P> P kept(@Nullable P part) {
        if (part == null) {
            throw new IllegalStateException("The requests and items of the batch were lost when this was serialized");
        }
        return part;
    }

    /** Whether a batch write did some of its writes, or may have. */
    @Override
    public boolean mayHaveApplied() {
        return mayHaveApplied;
    }
}
