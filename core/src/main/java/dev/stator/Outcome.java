package dev.stator;

import dev.stator.error.ConditionFailedException;
import java.util.Optional;

/**
 * What came of a conditional write, as a value: it was done, or its condition refused it. Other failures stay exceptions.
 *
 * @param <T> the table's record
 * @param <R> what the write gives
 */
public sealed interface Outcome<T, R> {
    /**
     * The condition held, and the write was done.
     *
     * @param result what the write gives
     */
    record Applied<T, R>(R result) implements Outcome<T, R> {
        @Override
        public R orElseThrow() {
            return result;
        }
    }

    /**
     * The condition did not hold, and nothing was changed.
     *
     * @param existing the item in place; empty if there is none
     * @param failure the exception that {@link Call#execute} of the write itself would have thrown; a {@link
     *     dev.stator.error.StaleVersionException} if it was the version
     */
    record Refused<T, R>(Optional<T> existing, ConditionFailedException failure) implements Outcome<T, R> {
        @Override
        public R orElseThrow() {
            throw failure;
        }
    }

    /** Whether the write was done. */
    default boolean isApplied() {
        return this instanceof Applied;
    }

    /**
     * What the write gives.
     *
     * @throws ConditionFailedException if it was refused
     */
    R orElseThrow();
}
