package dev.stator.engine.action.backup;

import dev.stator.engine.action.Action;
import dev.stator.engine.request.Parameters;
import dev.stator.engine.request.Shape;
import dev.stator.engine.store.Snapshot;
import dev.stator.engine.table.Database;
import dev.stator.engine.table.Recovery;
import dev.stator.engine.table.RestorableTimes;
import dev.stator.engine.table.Table;
import dev.stator.internal.json.JsonWriter;

/** {@code DescribeContinuousBackups}: whether a table can be restored to a point in time, and between which. */
public final class DescribeContinuousBackups implements Action {
    private static final Shape SHAPE = Shape.of("DescribeContinuousBackupsInput", BackupRequest.TABLE);

    @Override
    public Shape shape() {
        return SHAPE;
    }

    @Override
    public void perform(Parameters in, Database database, JsonWriter out) {
        database.read(snapshot -> {
            Table table = BackupRequest.requireTable(database, snapshot, in.require(BackupRequest.TABLE));
            write(snapshot, table, database.clock().millis(), out);
            return table;
        });
    }

    /** Writes the reply that tells of it. */
    static void write(Snapshot snapshot, Table table, long nowMillis, JsonWriter out) {
        Recovery recovery = table.options().recovery();
        RestorableTimes times = RestorableTimes.of(snapshot, table, nowMillis);
        out.startObject();
        out.field("ContinuousBackupsDescription");
        out.startObject();
        out.field("ContinuousBackupsStatus");
        out.text("ENABLED");
        out.field("PointInTimeRecoveryDescription");
        out.startObject();
        out.field("PointInTimeRecoveryStatus");
        out.text(times == null ? "DISABLED" : "ENABLED");
        if (recovery != null && times != null) {
            out.field("RecoveryPeriodInDays");
            out.number(recovery.days());
            out.field("EarliestRestorableDateTime");
            out.number(times.earliestMillis() / 1000.0);
            out.field("LatestRestorableDateTime");
            out.number(times.latestMillis() / 1000.0);
        }
        out.endObject();
        out.endObject();
        out.endObject();
    }
}
