package dev.stator;

import dev.stator.error.ResourceInUseException;
import dev.stator.error.ResourceNotFoundException;
import dev.stator.internal.protocol.DeleteTableOperation;
import dev.stator.internal.protocol.DescribeTableOperation;
import dev.stator.internal.run.Attempts;
import dev.stator.internal.run.CallContext;
import dev.stator.internal.run.Exchange;
import dev.stator.internal.run.Waiter;
import java.time.Duration;
import java.util.Optional;

/**
 * Deletes a table with everything in it, and waits until it is gone; for five minutes unless told otherwise with {@link
 * #within}.
 */
public final class DeleteTable extends Call<Void> {
    private final Table<?> table;
    private final boolean mayBeMissing;
    private final boolean waiting;

    DeleteTable(Table<?> table, boolean mayBeMissing, boolean waiting) {
        super(table.db());
        this.table = table;
        this.mayBeMissing = mayBeMissing;
        this.waiting = waiting;
    }

    /** Is content if there is no such table, or if it is being deleted already. */
    public DeleteTable ifExists() {
        return new DeleteTable(table, true, waiting);
    }

    /** Does not wait: the table is still being deleted afterwards. */
    public DeleteTable withoutWaiting() {
        return new DeleteTable(table, mayBeMissing, false);
    }

    @Override
    Optional<Duration> limit() {
        return Optional.of(CreateTable.LIMIT);
    }

    @Override
    Exchange<Void> exchange(CallContext context) {
        DeleteTableOperation operation = new DeleteTableOperation(table.name());
        if (!waiting && !mayBeMissing) {
            return Write.ignoringResult(new Attempts<>(context, operation));
        }
        return Write.ignoringResult(new Waiter<>(
                context,
                new Waiter.Deed<>(
                        () -> new Attempts<>(context, operation),
                        failure -> mayBeMissing
                                && (failure instanceof ResourceNotFoundException
                                        || failure instanceof ResourceInUseException),
                        // It was in use because it was being made or changed, not because it was being deleted.
                        seen -> seen.isPresent() && seen.get().isActive()),
                () -> new DescribeTableOperation(table.name()),
                seen -> seen.isEmpty() || !waiting,
                "table " + table.name() + " to be gone"));
    }
}
