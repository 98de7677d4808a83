package dev.stator.engine.action.backup;

import dev.stator.engine.action.Action;
import dev.stator.engine.fault.Fault;
import dev.stator.engine.request.Field;
import dev.stator.engine.request.Parameters;
import dev.stator.engine.request.Shape;
import dev.stator.engine.request.Type;
import dev.stator.engine.table.Backups;
import dev.stator.engine.table.Database;
import dev.stator.engine.table.TableBackup;
import dev.stator.internal.json.JsonWriter;
import java.util.List;
import java.util.Objects;

/** {@code ListBackups}: those of a table, be it there or not, or of all tables, in the order of their making. */
public final class ListBackups implements Action {
    private static final int MOST = 100;
    private static final Field<String> TABLE = Field.table();
    private static final Field<Integer> LIMIT =
            Field.of("Limit", Type.INTEGER).atLeast(1).atMost(MOST);
    private static final Field<Long> FROM = Field.of("TimeRangeLowerBound", Type.TIME);
    private static final Field<Long> BEFORE = Field.of("TimeRangeUpperBound", Type.TIME);
    private static final Field<String> START =
            Field.of("ExclusiveStartBackupArn", Type.TEXT).length(37, 1024);
    private static final Field<String> KIND = Field.oneOf("BackupType", "USER", "SYSTEM", "AWS_BACKUP", "ALL");
    private static final Shape SHAPE = Shape.of("ListBackupsInput", TABLE, LIMIT, FROM, BEFORE, START, KIND);

    @Override
    public Shape shape() {
        return SHAPE;
    }

    @Override
    public void perform(Parameters in, Database database, JsonWriter out) {
        long from = Objects.requireNonNullElse(in.get(FROM), Long.MIN_VALUE);
        long before = Objects.requireNonNullElse(in.get(BEFORE), Long.MAX_VALUE);
        if (from > before) {
            throw Fault.invalidParameter("Time range lower bound must be less than or equal to upper bound");
        }
        BackupRequest start = in.has(START) ? BackupRequest.of(in.require(START), database) : null;
        if (start != null && !start.region().equals(database.region())) {
            throw Fault.validation("Invalid Request: The supplied ExclusiveStartBackupArn does not match the region");
        }
        String after = start == null ? null : start.id();
        String table = in.get(TABLE);
        String kind = Objects.requireNonNullElse(in.get(KIND), "USER");
        long now = database.clock().millis();
        int limit = Objects.requireNonNullElse(in.get(LIMIT), MOST);
        List<TableBackup> backups = database.read(snapshot -> Backups.list(
                snapshot,
                after,
                backup -> (kind.equals("ALL") || kind.equals(backup.isSystem() ? "SYSTEM" : "USER"))
                        && !backup.isOver(now)
                        && (table == null || backup.table().name().equals(table))
                        && backup.createdMillis() >= from
                        && backup.createdMillis() < before,
                limit + 1));
        List<TableBackup> page = backups.size() > limit ? backups.subList(0, limit) : backups;
        out.startObject();
        out.field("BackupSummaries");
        out.startArray();
        page.forEach(backup -> new BackupDescription(database, backup, out).summary());
        out.endArray();
        if (page.size() < backups.size()) {
            out.field("LastEvaluatedBackupArn");
            out.text(database.arn(page.get(limit - 1)));
        }
        out.endObject();
    }
}
