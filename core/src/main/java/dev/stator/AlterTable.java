package dev.stator;

import dev.stator.codec.IndexSchema;
import dev.stator.internal.protocol.TableSettings;
import dev.stator.internal.protocol.UpdateTableOperation;
import dev.stator.internal.run.Attempts;
import dev.stator.internal.run.CallContext;
import dev.stator.internal.run.Exchange;
import dev.stator.internal.run.Waiter;
import dev.stator.value.TableDescription;
import java.util.Optional;

/**
 * Changes a table in one request, and waits until the service is done with it and with its global indexes; for five minutes
 * unless told otherwise with {@link #within}: filling a new index can take hours. Gives the table's description.
 *
 * <p>The service takes one change at a time, of some kinds a few a day, and refuses a change that changes nothing. {@link
 * Table#plan} finds out what is to change and does it in as many requests as that takes.
 */
public final class AlterTable extends TableRequest<TableDescription, AlterTable> {
    private final Optional<IndexSchema> created;
    private final Optional<String> deleted;

    AlterTable(Table<?> table) {
        this(table, TableSettings.NONE, Waiting.PATIENT, Optional.empty(), Optional.empty());
    }

    AlterTable(
            Table<?> table,
            TableSettings settings,
            Waiting waiting,
            Optional<IndexSchema> created,
            Optional<String> deleted) {
        super(table, settings, waiting);
        this.created = created;
        this.deleted = deleted;
    }

    @Override
    AlterTable with(TableSettings changed, Waiting how) {
        return new AlterTable(table, changed, how, created, deleted);
    }

    /**
     * Makes a global index that the schema has, and fills it from the items that there are.
     *
     * @throws IllegalArgumentException if the schema has no such index, or it is local: those are made with the table only
     * @throws IllegalStateException if this request creates or deletes an index already; the service takes one at a time
     */
    public AlterTable createIndex(String name) {
        IndexSchema index = table.refusingByName(() -> table.schema().index(name));
        if (index.isLocal()) {
            throw new IllegalArgumentException("Table " + table.name() + ": the local index " + name
                    + " can be made only together with the table; drop the table and create it again");
        }
        refuseSecondIndex("createIndex(\"" + name + "\")");
        return new AlterTable(table, settings, waiting, Optional.of(index), deleted);
    }

    /**
     * Takes a global index away, whether or not the schema has it. The items stay.
     *
     * @throws IllegalStateException if this request creates or deletes an index already; the service takes one at a time
     */
    public AlterTable dropIndex(String name) {
        refuseSecondIndex("dropIndex(\"" + name + "\")");
        return new AlterTable(table, settings, waiting, created, Optional.of(name));
    }

    private void refuseSecondIndex(String call) {
        if (created.isPresent() || deleted.isPresent()) {
            throw new IllegalStateException("Table " + table.name() + ": " + call
                    + " is a second index in one request, and the service takes one at a time; send them one after the"
                    + " other, or use plan()");
        }
    }

    @Override
    Exchange<TableDescription> exchange(CallContext context) {
        if (settings.equals(TableSettings.NONE) && created.isEmpty() && deleted.isEmpty()) {
            throw new IllegalStateException(
                    "alter() of table " + table.name() + " changes nothing; say what to change before execute()");
        }
        UpdateTableOperation operation =
                new UpdateTableOperation(table.name(), table.schema(), settings, created, deleted);
        if (!waiting.wanted()) {
            return new Attempts<>(context, operation);
        }
        return waiting.until(
                        context,
                        new Waiter.Deed<>(() -> new Attempts<>(context, operation), failure -> false, seen -> false),
                        table.name(),
                        "to be done with the change",
                        seen -> seen.isPresent() && seen.get().isSettled() && indexesAreDone(seen.get()))
                .map(Optional::orElseThrow);
    }

    private boolean indexesAreDone(TableDescription seen) {
        return created.stream().allMatch(index -> seen.index(index.name()).isPresent())
                && deleted.stream().noneMatch(name -> seen.index(name).isPresent());
    }
}
