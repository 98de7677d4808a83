package dev.stator.error;

import dev.stator.value.Item;
import java.io.Serializable;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A transaction was cancelled as a whole; nothing of it was done. */
public class TransactionCanceledException extends ServiceException {
    private static final long serialVersionUID = 1;
    private static final Set<String> CONFLICTS =
            Set.of("ConditionalCheckFailed", "TransactionConflict", "DuplicateItem");

    /**
     * Why one action of the transaction did not go through.
     *
     * @param code {@code None} for an action that was not at fault, else {@code ConditionalCheckFailed}, {@code
     *     TransactionConflict}, {@code ValidationError}, {@code ItemCollectionSizeLimitExceeded}, {@code
     *     ProvisionedThroughputExceeded}, {@code ThrottlingError}, {@code DuplicateItem}, or what the service says
     * @param message the service's words; empty if it has none
     * @param existing the item that failed the condition, if there is one and it was asked for
     */
    public record Reason(String code, String message, Optional<Item> existing) implements Serializable {
        /** Whether this action was at fault. */
        public boolean isFailure() {
            return !code.equals("None");
        }

        /** Whether the item did not meet the action's condition. */
        public boolean isConditionFailed() {
            return code.equals("ConditionalCheckFailed");
        }

        /** Whether another request held the item at that moment. */
        public boolean isConflict() {
            return code.equals("TransactionConflict");
        }

        /** Whether the service asked to slow down. */
        public boolean isThrottled() {
            return code.equals("ThrottlingError") || code.equals("ProvisionedThroughputExceeded");
        }

        /** Items are not kept. */
        private Object writeReplace() {
            return new Stored(code, message);
        }

        private record Stored(String code, String message) implements Serializable {
            private Object readResolve() {
                return new Reason(code, message, Optional.empty());
            }
        }
    }

    @SuppressWarnings("serial") // Lists of List.copyOf can be serialized.
    private final List<Reason> reasons;

    /** An exception for this failure, with one reason for each action of the transaction. */
    public TransactionCanceledException(ServiceFailure failure, List<Reason> reasons) {
        super(failure);
        this.reasons = List.copyOf(reasons);
    }

    /** The same with a message that says more. */
    protected TransactionCanceledException(ServiceFailure failure, List<Reason> reasons, String message) {
        super(failure, message);
        this.reasons = List.copyOf(reasons);
    }

    /** Whether a condition, or another transaction on the same items, was among the reasons. */
    @Override
    public boolean isConflict() {
        return reasons.stream().map(Reason::code).anyMatch(CONFLICTS::contains);
    }

    @Override
    protected void describeTo(Map<String, Object> map) {
        super.describeTo(map);
        map.put(
                "reasons",
                reasons.stream()
                        .map(reason -> Map.of("code", reason.code(), "message", reason.message()))
                        .toList());
    }

    /** One reason for each action, in the order in which the transaction had them. */
    public List<Reason> reasons() {
        return reasons;
    }
}
