package dev.stator.error;

import dev.stator.value.Item;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The condition of a write does not hold for the item as it is. This attempt changed nothing; but when an attempt before it
 * got no reply, that one may have been done, and made the condition fail itself: {@link #mayHaveApplied} says so, and {@link
 * #existing} shows what is there.
 */
public class ConditionFailedException extends ServiceException {
    private static final long serialVersionUID = 1;

    private final transient @Nullable Item existing;

    /** An exception for this failure, with the item that failed the condition, if there is one and it was asked for. */
    public ConditionFailedException(ServiceFailure failure, Optional<Item> existing) {
        this(
                failure,
                existing,
                failure.describe()
                        + (failure.mayHaveApplied()
                                ? ". An attempt before this one got no reply and may have been done: then the condition met"
                                        + " what that one wrote. Compare existing() with it before you decide"
                                : ""));
    }

    /** The same with a message that says more. */
    ConditionFailedException(ServiceFailure failure, Optional<Item> existing, String message) {
        super(failure, message);
        this.existing = existing.orElse(null);
    }

    /** Always {@code true}. */
    @Override
    public boolean isConflict() {
        return true;
    }

    /** The item that failed the condition; empty if no item has that key, or after Java serialization, which keeps no items. */
    public Optional<Item> existing() {
        return Optional.ofNullable(existing);
    }
}
