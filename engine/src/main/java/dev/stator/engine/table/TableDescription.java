package dev.stator.engine.table;

import dev.stator.internal.json.JsonWriter;
import java.util.List;

/** Writes descriptions of tables as the table actions answer them. */
public final class TableDescription {
    /** Where a table is in its life. */
    public enum Status {
        /** It has just been asked for. */
        CREATING,
        /** It can be used. */
        ACTIVE,
        /** It is about to be gone. */
        DELETING
    }

    private TableDescription() {}

    /** Writes the description as an object. */
    public static void write(Database database, Table table, Counters counters, Status status, JsonWriter out) {
        String arn = database.arn(table);
        out.startObject();
        TableShape.writeDefinition(table, out);
        text(out, "TableStatus", status.name());
        out.field("CreationDateTime");
        seconds(out, table.createdMillis());
        throughput(out, table.throughput());
        number(out, "TableSizeBytes", counters.bytes());
        number(out, "ItemCount", counters.items());
        text(out, "TableArn", arn);
        text(out, "TableId", table.id());
        if (table.perRequest()) {
            billing(table, status, out);
        }
        for (Index.Kind kind : Index.Kind.values()) {
            List<Index> indexes = TableShape.indexes(table, kind);
            // The service says no more about global indexes once it deletes their table.
            if (!indexes.isEmpty() && (kind == Index.Kind.LOCAL || status != Status.DELETING)) {
                out.field(kind.member());
                out.startArray();
                indexes.forEach(index -> index(arn, index, counters, status, out));
                out.endArray();
            }
        }
        out.endObject();
    }

    private static void billing(Table table, Status status, JsonWriter out) {
        out.field("BillingModeSummary");
        out.startObject();
        text(out, "BillingMode", "PAY_PER_REQUEST");
        if (status != Status.CREATING) {
            out.field("LastUpdateToPayPerRequestDateTime");
            seconds(out, table.createdMillis());
        }
        out.endObject();
        out.field("TableThroughputModeSummary");
        out.startObject();
        text(out, "TableThroughputMode", "PAY_PER_REQUEST");
        if (status != Status.CREATING) {
            out.field("LastUpdateToPayPerRequestDateTime");
            seconds(out, table.createdMillis());
        }
        out.endObject();
    }

    private static void index(String arn, Index index, Counters counters, Status status, JsonWriter out) {
        out.startObject();
        TableShape.writeDefinition(index, out);
        if (index.throughput() != null) {
            text(out, "IndexStatus", status.name());
            throughput(out, index.throughput());
        }
        number(out, "IndexSizeBytes", counters.bytes(index));
        number(out, "ItemCount", counters.items(index));
        text(out, "IndexArn", arn + "/index/" + index.name());
        out.endObject();
    }

    private static void throughput(JsonWriter out, Throughput throughput) {
        out.field("ProvisionedThroughput");
        out.startObject();
        number(out, "NumberOfDecreasesToday", 0);
        number(out, "ReadCapacityUnits", throughput.readUnits());
        number(out, "WriteCapacityUnits", throughput.writeUnits());
        out.endObject();
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
