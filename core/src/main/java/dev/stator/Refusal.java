package dev.stator;

import dev.stator.error.ConditionFailedException;
import dev.stator.error.DuplicateValueException;
import dev.stator.error.ServiceFailure;
import dev.stator.error.StatorException;
import dev.stator.error.TransactionCanceledException.Reason;
import dev.stator.error.TransactionConflictException;
import dev.stator.expression.Condition;
import dev.stator.value.Item;
import java.util.Optional;

/**
 * Why one action of a transaction did not go through, or that it was not at fault: what {@link
 * TransactionRefusedException#reasonOf} gives.
 *
 * @param <T> the table's record
 */
public final class Refusal<T> {
    private final TransactAction<T> action;
    private final Guard<T> guard;
    private final Reason reason;
    private final Optional<String> taken;
    private final Optional<Item> holder;

    private Refusal(
            TransactAction<T> action, Guard<T> guard, Reason reason, Optional<String> taken, Optional<Item> holder) {
        this.action = action;
        this.guard = guard;
        this.reason = reason;
        this.taken = taken;
        this.holder = holder;
    }

    static <T> Refusal<T> of(TransactAction<T> action, Reason reason) {
        return new Refusal<>(action, guardOf(action), reason, Optional.empty(), Optional.empty());
    }

    /**
     * What became of an action because of what goes with it.
     *
     * @param attribute the unique attribute whose guard it is, if it is one
     */
    static <T> Refusal<T> of(TransactAction<T> action, Reason beside, Optional<String> attribute) {
        boolean taken = beside.isConditionFailed();
        return new Refusal<>(
                action,
                guardOf(action),
                new Reason(beside.code(), beside.message(), Optional.empty()),
                attribute.filter(name -> taken),
                UniqueGuards.ownerIn(beside.existing()));
    }

    @SuppressWarnings("unchecked") // An action's guard is of its own table.
    private static <T> Guard<T> guardOf(TransactAction<T> action) {
        return action instanceof Check<T> check ? check.guard() : ((ConditionalCall<T, ?>) action).guard;
    }

    /** The action itself. */
    public TransactAction<T> action() {
        return action;
    }

    /** The name of its table. */
    public String table() {
        return guard.table().name();
    }

    /** Whether this action was at fault; others may have been, too. */
    public boolean isFailure() {
        return reason.isFailure();
    }

    /** Whether the action lost against others, or against a limit, and may go through when it is tried again as it is. */
    public boolean mayPass() {
        return reason.isConflict() || reason.isThrottled();
    }

    /**
     * Whether the item has another {@link dev.stator.codec.Version} than the record from which the action was made, or is gone.
     */
    public boolean isStale() {
        return isConditionFailed()
                && guard.version().orElse(null) instanceof VersionRule.Same same
                && !same.holdsFor(reason.existing());
    }

    /** Whether the item as it is does not meet the condition. */
    public boolean isConditionFailed() {
        return reason.isConditionFailed() && taken.isEmpty();
    }

    /** The stored name of the {@link dev.stator.codec.Unique} attribute whose value is another item's; empty if it is not that. */
    public Optional<String> taken() {
        return taken;
    }

    /** The key of the item that has that value. */
    public Optional<Item> holder() {
        return holder;
    }

    /** The service's code; see {@link Reason}. */
    public String code() {
        return reason.code();
    }

    /** The service's words; empty if it has none. */
    public String message() {
        return reason.message();
    }

    /**
     * The condition that did not hold, in words, with stored names; values of the caller's stand in it. Empty if no condition failed.
     */
    public Optional<String> condition() {
        return guard.condition().filter(condition -> isConditionFailed()).map(Condition::toString);
    }

    /**
     * The item that did not meet the condition, as the table's record; empty if there is none, or no condition failed.
     *
     * @throws dev.stator.error.CodecException if the item cannot be read as such a record; {@link #item} still gives it
     */
    public Optional<T> existing() {
        return reason.existing().map(guard.table().schema()::fromItem);
    }

    /** The same as it is stored. */
    public Optional<Item> item() {
        return reason.existing();
    }

    Reason reason() {
        return reason;
    }

    /** The failure of a write that was sent as a transaction with what goes with it, as if it had been sent alone. */
    StatorException alone(TransactionRefusedException cancelled) {
        if (taken.isPresent()) {
            return new DuplicateValueException(
                    failure(cancelled, "ConditionalCheckFailedException"), taken.get(), holder);
        } else if (isConditionFailed()) {
            return new ConditionFailedException(
                    failure(cancelled, "ConditionalCheckFailedException"), reason.existing());
        } else if (reason.isConflict()) {
            return new TransactionConflictException(failure(cancelled, "TransactionConflictException"));
        }
        return cancelled;
    }

    private ServiceFailure failure(TransactionRefusedException cancelled, String code) {
        ServiceFailure whole = cancelled.failure();
        return new ServiceFailure(
                whole.action(),
                Optional.of(table()),
                whole.status(),
                code,
                message(),
                whole.requestId(),
                whole.body(),
                whole.attempts(),
                whole.mayHaveApplied());
    }

    /** In words, without values. */
    @Override
    public String toString() {
        String what = action.getClass().getSimpleName() + " on table " + table() + ": " + code();
        if (taken.isPresent()) {
            return what + ", as another item has the value of " + taken.get() + ", which is unique";
        }
        return isStale() ? what + ", as the item has another version than the record" : what;
    }
}
