package dev.stator;

import dev.stator.error.StatorException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A batch could not be finished: the service left entries undone however often they were sent again, or an error ended
 * it, which is the cause. What is not in {@link #unprocessed} was done.
 *
 * <pre>{@code
 * } catch (BatchIncompleteException e) {
 *     for (Call<?> left : e.unprocessed()) {
 *         e.failureOf(left).ifPresentOrElse(why -> refused.put(left, why), () -> again.add(left));
 *     }
 * }
 * }</pre>
 */
public class BatchIncompleteException extends StatorException {
    private static final long serialVersionUID = 1;

    private final transient @Nullable List<Call<?>> unprocessed;
    private final transient @Nullable FoundItems found;
    private final transient @Nullable Map<Call<?>, StatorException> failures;
    private final transient @Nullable List<? extends Deleted<?>> deleted;
    private final int left;
    private final boolean mayHaveApplied;

    BatchIncompleteException(
            String message,
            List<? extends Call<?>> unprocessed,
            FoundItems found,
            boolean mayHaveApplied,
            @Nullable StatorException cause) {
        this(message, unprocessed, found, Map.of(), List.of(), mayHaveApplied, cause);
    }

    /** Of calls that have a request of their own for each. */
    BatchIncompleteException(
            String message,
            List<? extends Call<?>> unprocessed,
            Map<Call<?>, StatorException> failures,
            List<? extends Deleted<?>> deleted,
            boolean mayHaveApplied,
            StatorException cause) {
        this(message, unprocessed, FoundItems.none(), failures, deleted, mayHaveApplied, cause);
    }

    private BatchIncompleteException(
            String message,
            List<? extends Call<?>> unprocessed,
            FoundItems found,
            Map<Call<?>, StatorException> failures,
            List<? extends Deleted<?>> deleted,
            boolean mayHaveApplied,
            @Nullable StatorException cause) {
        super(message, cause);
        this.unprocessed = List.copyOf(unprocessed);
        this.left = unprocessed.size();
        this.found = found;
        this.failures = failures;
        this.deleted = deleted;
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

    /**
     * The caller's own requests that are not known to be done, in their order. They can be sent again as they are; what was refused for
     * its own sake, see {@link #failureOf}, would be refused again.
     */
    public List<Call<?>> unprocessed() {
        return kept(unprocessed);
    }

    /** What a batch get had found by then; of a batch write, nothing. */
    public FoundItems found() {
        return kept(found);
    }

    /**
     * Why one of {@link #unprocessed} is not known to be done, where each had a request of its own: in {@code upsertAll} and
     * {@code deleteAll}. One that was refused has a failure, whose class says how, such as {@link
     * dev.stator.error.ConditionFailedException}, and which would come again; one that may be done has a failure that says so by {@link
     * StatorException#mayHaveApplied}; one that was not sent has none. Of requests that hold many it is not known which was to blame:
     * in the other batches none has a failure.
     */
    public Optional<StatorException> failureOf(Call<?> unprocessed) {
        return Optional.ofNullable(kept(failures).get(unprocessed));
    }

    /**
     * What came of each delete of a {@code deleteAll(…)}, in the order of its keys, with the items that were removed by then; of
     * other batches, nothing.
     *
     * @param type the class of the table's records
     * @throws ClassCastException if a record that was removed is of another class
     */
    public <T> List<Deleted<T>> deleted(Class<T> type) {
        return kept(deleted).stream()
                .map(one -> new Deleted<>(one.key(), one.old().map(type::cast), one.failure()))
                .toList();
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
