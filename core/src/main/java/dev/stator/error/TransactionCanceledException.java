package dev.stator.error;

import dev.stator.value.Item;
import java.util.List;
import java.util.Optional;

/** A transaction was cancelled as a whole; nothing of it was done. */
public class TransactionCanceledException extends ServiceException {
    private static final long serialVersionUID = 1;

    /**
     * Why one action of the transaction did not go through.
     *
     * @param code {@code None} for an action that was not at fault, else {@code ConditionalCheckFailed}, {@code
     *     TransactionConflict}, {@code ValidationError}, {@code ItemCollectionSizeLimitExceeded}, {@code
     *     ProvisionedThroughputExceeded}, {@code ThrottlingError}, {@code DuplicateItem}, or what the service says
     * @param message the service's words; empty if it has none
     * @param existing the item that failed the condition, if there is one and it was asked for
     */
    public record Reason(String code, String message, Optional<Item> existing) {
        /** Whether this action was at fault. */
        public boolean isFailure() {
            return !code.equals("None");
        }
    }

    private final transient List<Reason> reasons;

    /** An exception for this failure, with one reason for each action of the transaction. */
    public TransactionCanceledException(ServiceFailure failure, List<Reason> reasons) {
        super(failure);
        this.reasons = List.copyOf(reasons);
    }

    /** One reason for each action, in the order in which the transaction had them. */
    public List<Reason> reasons() {
        return reasons;
    }
}
