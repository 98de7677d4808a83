package dev.stator;

import dev.stator.error.ResourceInUseException;
import dev.stator.error.ResourceNotFoundException;
import dev.stator.error.StatorException;
import dev.stator.internal.protocol.DeleteTableOperation;
import dev.stator.internal.run.Attempts;
import dev.stator.internal.run.CallContext;
import dev.stator.internal.run.Exchange;
import dev.stator.internal.run.Waiter;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Deletes a table with everything in it, and waits until it is gone; for five minutes unless told otherwise with {@link
 * #within}. A table with {@link TableRequest#deletionProtection} is refused by the service; take that away first.
 *
 * <p>Fails with {@link ResourceNotFoundException} if there is no such table. When a reply was lost, it is sent again, and a table
 * that is missing or on its way out then counts as deleted by the call.
 */
public final class DeleteTable extends Call<Void> {
    private final Table<?> table;
    private final boolean mayBeMissing;
    private final Waiting waiting;

    DeleteTable(Table<?> table) {
        this(table, false, Waiting.PATIENT);
    }

    private DeleteTable(Table<?> table, boolean mayBeMissing, Waiting waiting) {
        super(table.db());
        this.table = table;
        this.mayBeMissing = mayBeMissing;
        this.waiting = waiting;
    }

    /**
     * Is content if there is no such table, or if it is being deleted already; one that is being made or changed is waited
     * for and deleted then.
     */
    public DeleteTable ifExists() {
        return new DeleteTable(table, true, waiting);
    }

    /** Does not wait: the table is still being deleted afterwards. */
    public DeleteTable withoutWaiting() {
        return new DeleteTable(table, mayBeMissing, waiting.not());
    }

    /** Looks at this interval whether the table is gone; by default at growing ones, up to two seconds. */
    public DeleteTable checkingEvery(Duration interval) {
        return new DeleteTable(table, mayBeMissing, waiting.every(interval));
    }

    @Override
    Optional<Duration> limit() {
        return Optional.of(Waiting.LIMIT);
    }

    @Override
    Exchange<Void> exchange(CallContext context) {
        DeleteTableOperation operation = new DeleteTableOperation(table.name());
        Supplier<Exchange<Void>> deletion = () ->
                Write.ignoringResult(new Attempts<>(context, operation)).orElse(failure -> orGone(context, failure));
        if (!waiting.wanted() && !mayBeMissing) {
            return deletion.get();
        }
        return Write.ignoringResult(waiting.until(
                context,
                new Waiter.Deed<>(
                        deletion::get,
                        failure -> mayBeMissing
                                && (failure instanceof ResourceNotFoundException
                                        || failure instanceof ResourceInUseException),
                        // It was in use because it was being made or changed, not because it was being deleted.
                        Waiting::isActive),
                table.name(),
                "to be gone",
                seen -> seen.isEmpty()
                        || (!waiting.wanted() && seen.get().status().equals("DELETING"))));
    }

    /** An attempt without a reply may have deleted the table that the next one finds missing, or on its way out. */
    private Exchange<Void> orGone(CallContext context, StatorException failure) {
        boolean refused = failure instanceof ResourceNotFoundException || failure instanceof ResourceInUseException;
        if (!failure.mayHaveApplied() || !refused) {
            throw failure;
        }
        return Write.ignoringResult(table.describe()
                .look(context)
                .map(seen -> {
                    if (seen.isPresent() && !seen.get().status().equals("DELETING")) {
                        throw failure;
                    }
                    return seen;
                })
                .orElse(after -> {
                    throw CreateTable.withCauseOfDoubt(failure, after);
                }));
    }
}
