package dev.stator;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import java.util.ArrayList;
import java.util.List;

/** Collects the actions of a transaction within {@link Stator#transaction}. */
public final class TransactionScope {
    private final List<TransactAction<?>> actions = new ArrayList<>();
    private boolean closed;

    TransactionScope() {}

    /**
     * Adds an action behind those that are there.
     *
     * @return the action, to ask the result with
     * @throws IllegalStateException if the block that was given the scope has ended
     */
    @CanIgnoreReturnValue
    public <A extends TransactAction<?>> A add(A action) {
        if (closed) {
            throw new IllegalStateException(
                    "The block that makes the transaction has ended, so nothing can be added to it; add within the block");
        }
        actions.add(action);
        return action;
    }

    /** The actions so far. */
    public List<TransactAction<?>> actions() {
        return List.copyOf(actions);
    }

    void close() {
        closed = true;
    }
}
