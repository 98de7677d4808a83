package dev.stator.engine.table;

import dev.stator.engine.request.Field;
import dev.stator.internal.json.JsonWriter;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Writes descriptions of tables as the table actions answer them. */
public final class TableDescription {
    /** Where a table is in its life. */
    public enum Status {
        /** It has just been asked for. */
        CREATING,
        /** It is being changed, and can be used meanwhile. */
        UPDATING,
        /** It can be used. */
        ACTIVE,
        /** It is about to be gone. */
        DELETING
    }

    private TableDescription() {}

    /** The status of a table from the catalog. */
    public static Status status(Table table) {
        Transition transition = table.options().transition();
        return transition == null ? Status.ACTIVE : transition.status();
    }

    /** The same at a time: a table whose index is filled with the items that are there is not UPDATING any more. */
    private static Status status(Transition transition, long nowMillis) {
        return transition.isFilling(nowMillis) ? Status.ACTIVE : transition.status();
    }

    /** Writes the description of a table from the catalog, with the statuses that it and its indexes have now. */
    public static void write(Database database, Table table, Counters counters, JsonWriter out) {
        Transition transition = table.options().transition();
        if (transition == null) {
            write(database, table, counters, Status.ACTIVE, out);
            return;
        }
        Table shown = transition.shown() == null ? table : transition.shown();
        Status others = transition.status() == Status.UPDATING ? Status.ACTIVE : transition.status();
        write(
                database,
                shown,
                counters.movedTo(shown),
                status(transition, database.clock().millis()),
                index -> transition.indexes().getOrDefault(index.name(), others),
                transition.isBackfilling(database.clock().millis()),
                out);
    }

    /** Writes the description as an object, all indexes in the same status as the table. */
    public static void write(Database database, Table table, Counters counters, Status status, JsonWriter out) {
        write(database, table, counters, status, index -> status, out);
    }

    /** Writes the description as an object, each global index in a status of its own. */
    public static void write(
            Database database,
            Table table,
            Counters counters,
            Status status,
            Function<Index, Status> indexStatus,
            JsonWriter out) {
        write(database, table, counters, status, indexStatus, false, out);
    }

    private static void write(
            Database database,
            Table table,
            Counters counters,
            Status status,
            Function<Index, Status> indexStatus,
            boolean backfilling,
            JsonWriter out) {
        // The service says no more about keys and indexes, nor how old the table is, once it deletes it.
        boolean whole = status != Status.DELETING;
        out.startObject();
        if (whole) {
            TableShape.writeDefinition(table, out);
            out.field("CreationDateTime");
            seconds(out, table.createdMillis());
        } else {
            TableShape.name(table, out);
        }
        text(out, "TableStatus", status.name());
        throughput(out, table.throughput(), database.clock().millis());
        bounds(out, table.throughput(), table.perRequest(), status);
        number(out, "TableSizeBytes", counters.bytes());
        number(out, "ItemCount", counters.items());
        text(out, "TableArn", database.arn(table));
        text(out, "TableId", table.id());
        out.field(TableShape.DELETION_PROTECTION.name());
        out.flag(table.options().deletionProtected());
        if (table.perRequest() || table.perRequestMillis() > 0) {
            billing(table, status, out);
        }
        tableClass(table, out);
        encryption(table, out);
        stream(database, table, out);
        restoreSummary(table.options().transition(), out);
        for (Index.Kind kind : Index.Kind.values()) {
            List<Index> indexes = TableShape.indexes(table, kind);
            if (!indexes.isEmpty() && whole) {
                out.field(kind.member());
                out.startArray();
                for (Index index : indexes) {
                    Status own = indexStatus.apply(index);
                    // Said of indexes that a table gets later, not of those with which it is created.
                    boolean added = status != Status.CREATING && own == Status.CREATING;
                    index(database, table, index, counters, own, added ? backfilling : null, out);
                }
                out.endArray();
            }
        }
        out.endObject();
    }

    private static void restoreSummary(@Nullable Transition transition, JsonWriter out) {
        Restored restored = transition == null ? null : transition.restored();
        if (restored != null) {
            out.field("RestoreSummary");
            out.startObject();
            if (restored.backupArn() != null) {
                text(out, "SourceBackupArn", restored.backupArn());
            }
            text(out, "SourceTableArn", restored.tableArn());
            out.field("RestoreDateTime");
            seconds(out, restored.asOfMillis());
            out.field("RestoreInProgress");
            out.flag(true);
            out.endObject();
        }
    }

    private static void tableClass(Table table, JsonWriter out) {
        TableClass tableClass = table.options().tableClass();
        if (tableClass != null) {
            out.field("TableClassSummary");
            out.startObject();
            text(out, "TableClass", tableClass.name());
            if (tableClass.changedMillis() > 0) {
                out.field("LastUpdateDateTime");
                seconds(out, tableClass.changedMillis());
            }
            out.endObject();
        }
    }

    /** The latest stream is shown even when it has ended. */
    private static void stream(Database database, Table table, JsonWriter out) {
        ChangeStream stream = table.options().stream();
        if (stream == null) {
            return;
        }
        if (stream.isOn()) {
            out.field(TableShape.STREAM.name());
            out.startObject();
            out.field(TableShape.STREAM_ENABLED.name());
            out.flag(true);
            text(out, TableShape.STREAM_VIEW.name(), stream.view().name());
            out.endObject();
        }
        text(out, "LatestStreamLabel", stream.label());
        text(out, "LatestStreamArn", database.arn(stream));
    }

    private static void billing(Table table, Status status, JsonWriter out) {
        summary(table, status, "BillingModeSummary", "BillingMode", out);
        summary(table, status, "TableThroughputModeSummary", "TableThroughputMode", out);
    }

    private static void summary(Table table, Status status, String name, String mode, JsonWriter out) {
        out.field(name);
        out.startObject();
        text(out, mode, table.perRequest() ? "PAY_PER_REQUEST" : "PROVISIONED");
        if (status != Status.CREATING && table.perRequestMillis() > 0) {
            out.field("LastUpdateToPayPerRequestDateTime");
            seconds(out, table.perRequestMillis());
        }
        out.endObject();
    }

    private static void index(
            Database database,
            Table table,
            Index index,
            Counters counters,
            Status status,
            @Nullable Boolean backfilling,
            JsonWriter out) {
        out.startObject();
        TableShape.writeDefinition(index, out);
        if (index.throughput() != null) {
            text(out, "IndexStatus", status.name());
            if (backfilling != null) {
                out.field("Backfilling");
                out.flag(backfilling);
            }
            throughput(out, index.throughput(), database.clock().millis());
            bounds(out, index.throughput(), table.perRequest(), status);
        }
        number(out, "IndexSizeBytes", counters.bytes(index));
        number(out, "ItemCount", counters.items(index));
        text(out, "IndexArn", database.arn(table, index));
        out.endObject();
    }

    private static void throughput(JsonWriter out, Throughput throughput, long nowMillis) {
        out.field("ProvisionedThroughput");
        out.startObject();
        if (throughput.increasedMillis() > 0) {
            out.field("LastIncreaseDateTime");
            seconds(out, throughput.increasedMillis());
        }
        if (throughput.decreasedMillis() > 0) {
            out.field("LastDecreaseDateTime");
            seconds(out, throughput.decreasedMillis());
        }
        number(out, "NumberOfDecreasesToday", throughput.decreasesOn(nowMillis));
        number(out, "ReadCapacityUnits", throughput.readUnits());
        number(out, "WriteCapacityUnits", throughput.writeUnits());
        out.endObject();
    }

    /** What it is ready for goes without saying while it is created, and does not matter any more when it is deleted. */
    private static void bounds(JsonWriter out, Throughput throughput, boolean perRequest, Status status) {
        Bounds bounds = throughput.bounds();
        if (perRequest && bounds.most() != null) {
            out.field(TableShape.ON_DEMAND.name());
            out.startObject();
            limit(out, TableShape.MOST_READS, bounds.most().reads());
            limit(out, TableShape.MOST_WRITES, bounds.most().writes());
            out.endObject();
        }
        if (status == Status.DELETING || (status == Status.CREATING && bounds.warm() == null)) {
            return;
        }
        Bounds.Units ready = Bounds.ready(throughput);
        out.field(TableShape.WARM.name());
        out.startObject();
        number(out, TableShape.WARM_READS.name(), ready.reads());
        number(out, TableShape.WARM_WRITES.name(), ready.writes());
        text(out, "Status", (status == Status.CREATING || bounds.warming() ? Status.UPDATING : Status.ACTIVE).name());
        out.endObject();
    }

    private static void limit(JsonWriter out, Field<Long> member, long most) {
        if (most > 0) {
            number(out, member.name(), most);
        } else if (most == Bounds.LIFTED) {
            number(out, member.name(), -1);
        }
    }

    private static void encryption(Table table, JsonWriter out) {
        Encryption encryption = table.options().encryption();
        if (encryption != null) {
            out.field("SSEDescription");
            out.startObject();
            text(out, "Status", encryption.changing() ? "UPDATING" : "ENABLED");
            if (!encryption.keyArn().isEmpty()) {
                text(out, "SSEType", "KMS");
                text(out, "KMSMasterKeyArn", encryption.keyArn());
            }
            out.endObject();
        }
    }

    private static void seconds(JsonWriter out, long millis) {
        out.number(millis / 1000.0);
    }

    private static void number(JsonWriter out, String name, long value) {
        out.field(name);
        out.number(value);
    }

    private static void text(JsonWriter out, String name, String value) {
        out.field(name);
        out.text(value);
    }
}
