package dev.stator.engine.action.backup;

import dev.stator.engine.table.Database;
import dev.stator.engine.table.Index;
import dev.stator.engine.table.Table;
import dev.stator.engine.table.TableBackup;
import dev.stator.engine.table.TableShape;
import dev.stator.engine.table.Throughput;
import dev.stator.internal.json.JsonWriter;
import java.util.List;

/** Writes backups as the actions on them answer. */
final class BackupDescription {
    private final Database database;
    private final TableBackup backup;
    private final JsonWriter out;

    BackupDescription(Database database, TableBackup backup, JsonWriter out) {
        this.database = database;
        this.backup = backup;
        this.out = out;
    }

    /** Writes the member that tells of the backup itself. */
    void details(String arn, String status) {
        out.field("BackupDetails");
        out.startObject();
        members(arn, status);
        out.endObject();
    }

    /** Writes the member that tells of the backup and of its table. */
    void description(String arn, String status) {
        out.field("BackupDescription");
        out.startObject();
        details(arn, status);
        source();
        features();
        out.endObject();
    }

    /** Writes what a list tells of the backup. */
    void summary() {
        out.startObject();
        table();
        members(database.arn(backup), "AVAILABLE");
        out.endObject();
    }

    private void members(String arn, String status) {
        text("BackupArn", arn);
        text("BackupName", backup.name());
        number("BackupSizeBytes", backup.bytes());
        text("BackupStatus", status);
        text("BackupType", backup.isSystem() ? "SYSTEM" : "USER");
        seconds("BackupCreationDateTime", backup.createdMillis());
        if (backup.isSystem()) {
            seconds("BackupExpiryDateTime", backup.expiresMillis());
        }
    }

    private void table() {
        Table table = backup.table();
        text("TableName", table.name());
        text("TableId", table.id());
        text("TableArn", database.arn(table));
    }

    private void source() {
        Table table = backup.table();
        out.field("SourceTableDetails");
        out.startObject();
        table();
        number("TableSizeBytes", backup.bytes());
        TableShape.keySchema(out, table.key());
        seconds("TableCreationDateTime", table.createdMillis());
        throughput(table.throughput());
        number("ItemCount", backup.items());
        text(TableShape.BILLING_MODE.name(), table.perRequest() ? "PAY_PER_REQUEST" : "PROVISIONED");
        out.endObject();
    }

    private void features() {
        Table.Options options = backup.table().options();
        out.field("SourceTableFeatureDetails");
        out.startObject();
        for (Index.Kind kind : Index.Kind.values()) {
            List<Index> indexes = TableShape.indexes(backup.table(), kind);
            if (!indexes.isEmpty()) {
                out.field(kind.member());
                out.startArray();
                indexes.forEach(this::index);
                out.endArray();
            }
        }
        if (options.stream() != null && options.isStreamed()) {
            out.field("StreamDescription");
            out.startObject();
            out.field(TableShape.STREAM_ENABLED.name());
            out.flag(true);
            text(TableShape.STREAM_VIEW.name(), options.stream().view().name());
            out.endObject();
        }
        if (options.timeToLive() != null) {
            out.field("TimeToLiveDescription");
            out.startObject();
            text("TimeToLiveStatus", "ENABLED");
            text("AttributeName", options.timeToLive());
            out.endObject();
        }
        out.endObject();
    }

    private void index(Index index) {
        out.startObject();
        TableShape.writeDefinition(index, out);
        if (index.throughput() != null) {
            throughput(index.throughput());
        }
        out.endObject();
    }

    private void throughput(Throughput throughput) {
        out.field(TableShape.THROUGHPUT.name());
        out.startObject();
        number(TableShape.READ_UNITS.name(), throughput.readUnits());
        number(TableShape.WRITE_UNITS.name(), throughput.writeUnits());
        out.endObject();
    }

    private void text(String name, String value) {
        out.field(name);
        out.text(value);
    }

    private void number(String name, long value) {
        out.field(name);
        out.number(value);
    }

    private void seconds(String name, long millis) {
        out.field(name);
        out.number(millis / 1000.0);
    }
}
