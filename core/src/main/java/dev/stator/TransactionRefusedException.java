package dev.stator;

import dev.stator.error.TransactionCanceledException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A transaction was cancelled as a whole because of some of its actions; nothing of it was done, unless an attempt before got no reply, as
 * {@link #mayHaveApplied} tells. Ask with the actions
 * themselves what was wrong with each.
 *
 * <pre>{@code
 * Put<User> put = users.create(ann);
 * try {
 *     db.transact(put, orders.update(7).set(Order::state, PAID)).execute();
 * } catch (TransactionRefusedException e) {
 *     Refusal<User> reason = e.reasonOf(put);
 *     Optional<User> inPlace = reason.existing();
 * }
 * }</pre>
 */
public final class TransactionRefusedException extends TransactionCanceledException {
    private static final long serialVersionUID = 1;

    private final transient @Nullable List<Refusal<?>> refusals;

    TransactionRefusedException(TransactionCanceledException cancelled, List<Refusal<?>> refusals) {
        super(cancelled.failure(), refusals.stream().map(Refusal::reason).toList(), message(cancelled, refusals));
        this.refusals = List.copyOf(refusals);
    }

    private static String message(TransactionCanceledException cancelled, List<Refusal<?>> refusals) {
        List<String> failed = new ArrayList<>();
        for (int i = 0; i < refusals.size(); i++) {
            if (refusals.get(i).isFailure()) {
                failed.add("action " + (i + 1) + " of " + refusals.size() + ", " + refusals.get(i));
            }
        }
        String outcome = cancelled.mayHaveApplied()
                ? "The transaction was cancelled, but an attempt before got no reply and may be done all the same. "
                : "The transaction was cancelled, and nothing of it was done. ";
        return outcome
                + String.join("; ", failed)
                + cancelled.requestId().map(id -> " [request " + id + "]").orElse("");
    }

    /**
     * What became of one action.
     *
     * @param action the same object that went into the transaction
     * @throws IllegalArgumentException if it was not part of the transaction
     * @throws IllegalStateException after Java serialization, which keeps the {@link #reasons} only
     */
    @SuppressWarnings("unchecked") // The refusal of an action was made for that action's table.
    public <T> Refusal<T> reasonOf(TransactAction<T> action) {
        for (Refusal<?> refusal : all()) {
            if (refusal.action() == action) {
                return (Refusal<T>) refusal;
            }
        }
        throw new IllegalArgumentException(
                "This action was not part of the transaction; ask with the same object that went into it");
    }

    /** The actions that were at fault, in their order. */
    public List<Refusal<?>> refusals() {
        return all().stream().filter(Refusal::isFailure).toList();
    }

    /** Whether all that went wrong may pass by itself, so that the same transaction may go through when it is sent again. */
    public boolean mayPass() {
        return all().stream().allMatch(refusal -> !refusal.isFailure() || refusal.mayPass());
    }

    private List<Refusal<?>> all() {
        if (refusals == null) {
            throw new IllegalStateException(
                    "The actions of the transaction were lost when this was serialized; reasons() are what is left");
        }
        return refusals;
    }
}
