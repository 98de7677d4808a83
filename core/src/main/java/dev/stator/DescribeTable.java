package dev.stator;

import dev.stator.error.ResourceNotFoundException;
import dev.stator.internal.protocol.DescribeTableOperation;
import dev.stator.internal.run.Attempts;
import dev.stator.internal.run.CallContext;
import dev.stator.internal.run.Exchange;
import dev.stator.value.TableDescription;
import java.time.Duration;
import java.util.Optional;

/**
 * What the service says of a table, now or once it is ready. Fails with {@link ResourceNotFoundException} if there is no such
 * table.
 */
public final class DescribeTable extends Call<TableDescription> {
    private final String table;
    private final Waiting waiting;

    DescribeTable(Stator db, String table) {
        this(db, table, Waiting.PATIENT.not());
    }

    private DescribeTable(Stator db, String table, Waiting waiting) {
        super(db);
        this.table = table;
        this.waiting = waiting;
    }

    /**
     * Waits until the table can be used, also if it does not exist yet; for five minutes unless told otherwise with {@link
     * #within}, after which the call fails with {@link dev.stator.error.WaitTimeoutException}.
     */
    public DescribeTable untilActive() {
        return new DescribeTable(db(), table, new Waiting(true, waiting.every()));
    }

    /** Waits until the table is gone, for as long as {@link #untilActive} would. */
    public Call<Void> untilGone() {
        return new Call<>(db()) {
            @Override
            Optional<Duration> limit() {
                return Optional.of(Waiting.LIMIT);
            }

            @Override
            Exchange<Void> exchange(CallContext context) {
                return Write.ignoringResult(waiting.until(context, table, "to be gone", Optional::isEmpty));
            }
        };
    }

    /** Looks at this interval; by default at growing ones, up to two seconds. */
    public DescribeTable checkingEvery(Duration interval) {
        return new DescribeTable(db(), table, waiting.every(interval));
    }

    /** The description if there is such a table. */
    public Call<Optional<TableDescription>> ifExists() {
        return db().call(this::look);
    }

    /** One look, to which not found is an answer like any other. */
    Exchange<Optional<TableDescription>> look(CallContext context) {
        return waiting.until(context, table, "", seen -> true);
    }

    @Override
    Optional<Duration> limit() {
        return waiting.wanted() ? Optional.of(Waiting.LIMIT) : Optional.empty();
    }

    @Override
    Exchange<TableDescription> exchange(CallContext context) {
        return waiting.wanted()
                ? waiting.untilActive(context, table)
                : new Attempts<>(context, new DescribeTableOperation(table));
    }
}
