package dev.stator.engine.action.backup;

import dev.stator.engine.action.Action;
import dev.stator.engine.request.Parameters;
import dev.stator.engine.request.Shape;
import dev.stator.engine.table.Database;
import dev.stator.engine.table.Recovery;
import dev.stator.engine.table.Table;
import dev.stator.internal.json.JsonWriter;
import org.jspecify.annotations.Nullable;

/** {@code DescribeContinuousBackups}: whether a table can be restored to a point in time, and between which. */
public final class DescribeContinuousBackups implements Action {
    private static final Shape SHAPE = Shape.of("DescribeContinuousBackupsInput", BackupRequest.TABLE);

    @Override
    public Shape shape() {
        return SHAPE;
    }

    @Override
    public void perform(Parameters in, Database database, JsonWriter out) {
        Table table = database.read(
                snapshot -> BackupRequest.requireTable(database, snapshot, in.require(BackupRequest.TABLE)));
        write(table.options().recovery(), database.clock().millis(), out);
    }

    /** Writes the reply that tells of it. */
    static void write(@Nullable Recovery recovery, long nowMillis, JsonWriter out) {
        out.startObject();
        out.field("ContinuousBackupsDescription");
        out.startObject();
        out.field("ContinuousBackupsStatus");
        out.text("ENABLED");
        out.field("PointInTimeRecoveryDescription");
        out.startObject();
        out.field("PointInTimeRecoveryStatus");
        out.text(recovery == null ? "DISABLED" : "ENABLED");
        if (recovery != null) {
            out.field("RecoveryPeriodInDays");
            out.number(recovery.days());
            out.field("EarliestRestorableDateTime");
            out.number(recovery.earliestMillis(nowMillis) / 1000.0);
            out.field("LatestRestorableDateTime");
            out.number(nowMillis / 1000.0);
        }
        out.endObject();
        out.endObject();
        out.endObject();
    }
}
