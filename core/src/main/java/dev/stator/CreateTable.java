package dev.stator;

import dev.stator.codec.IndexSchema;
import dev.stator.codec.KeyAttribute;
import dev.stator.codec.TableSchema;
import dev.stator.error.ResourceInUseException;
import dev.stator.error.StatorException;
import dev.stator.internal.protocol.CreateTableOperation;
import dev.stator.internal.protocol.DescribeTableOperation;
import dev.stator.internal.run.Attempts;
import dev.stator.internal.run.CallContext;
import dev.stator.internal.run.Exchange;
import dev.stator.internal.run.Waiter;
import dev.stator.value.TableDescription;
import java.time.Duration;
import java.util.Optional;

/**
 * Creates a table with the keys and indexes of its schema, paid by request, and waits until it can be used; for five
 * minutes unless told otherwise with {@link #within}. Gives the table's description.
 */
public final class CreateTable extends Call<TableDescription> {
    static final Duration LIMIT = Duration.ofMinutes(5);

    private final Table<?> table;
    private final boolean mayExist;
    private final boolean waiting;

    CreateTable(Table<?> table, boolean mayExist, boolean waiting) {
        super(table.db());
        this.table = table;
        this.mayExist = mayExist;
        this.waiting = waiting;
    }

    /**
     * Leaves a table be that exists already, and waits for it too; one that is being deleted is waited for and made anew. If
     * a table has other keys, or lacks an index, the call fails with {@link StatorException}.
     */
    public CreateTable ifMissing() {
        return new CreateTable(table, true, waiting);
    }

    /** Does not wait: the table is still being created afterwards. */
    public CreateTable withoutWaiting() {
        return new CreateTable(table, mayExist, false);
    }

    @Override
    Optional<Duration> limit() {
        return Optional.of(LIMIT);
    }

    @Override
    Exchange<TableDescription> exchange(CallContext context) {
        CreateTableOperation operation = new CreateTableOperation(table.name(), table.schema());
        if (!waiting && !mayExist) {
            return new Attempts<>(context, operation);
        }
        Waiter<TableDescription> waiter = new Waiter<>(
                context,
                new Waiter.Deed<>(
                        () -> new Attempts<>(context, operation),
                        failure -> mayExist && failure instanceof ResourceInUseException,
                        // It was there, but on its way out.
                        Optional::isEmpty),
                () -> new DescribeTableOperation(table.name()),
                seen -> seen.isPresent() && (seen.get().isActive() || !waiting),
                "table " + table.name() + " to become active");
        return waiter.map(seen -> checked(seen.orElseThrow()));
    }

    private TableDescription checked(TableDescription description) {
        TableSchema<?> schema = table.schema();
        TableDescription.Key partitionKey = describe(schema.partitionKey());
        Optional<TableDescription.Key> sortKey = schema.sortKey().map(CreateTable::describe);
        if (!description.partitionKey().equals(partitionKey)
                || !description.sortKey().equals(sortKey)) {
            throw new StatorException("Table " + table.name() + " exists with the keys " + description.partitionKey()
                    + " and " + description.sortKey() + ", but " + schema.type().getSimpleName() + " needs "
                    + partitionKey + " and " + sortKey + ": use another table, or drop this one");
        }
        for (IndexSchema index : schema.indexes()) {
            if (description.indexes().stream().noneMatch(there -> there.name().equals(index.name()))) {
                throw new StatorException("Table " + table.name() + " exists without the index " + index.name()
                        + " that " + schema.type().getSimpleName() + " declares: add it, or drop the table");
            }
        }
        return description;
    }

    private static TableDescription.Key describe(KeyAttribute key) {
        return new TableDescription.Key(key.name(), key.type());
    }
}
