package dev.stator.engine.action.backup;

import dev.stator.engine.action.Action;
import dev.stator.engine.fault.Fault;
import dev.stator.engine.request.Field;
import dev.stator.engine.request.Parameters;
import dev.stator.engine.request.Shape;
import dev.stator.engine.request.Type;
import dev.stator.engine.table.Arn;
import dev.stator.engine.table.Database;
import dev.stator.engine.table.Origin;
import dev.stator.engine.table.RestorableTimes;
import dev.stator.engine.table.Table;
import dev.stator.internal.json.JsonWriter;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * {@code RestoreTableToPointInTime}: to any millisecond since recovery was enabled, up to the present one, as far as the period of
 * recovery reaches.
 */
public final class RestoreTableToPointInTime implements Action {
    private static final Field<String> SOURCE_ARN =
            Field.of("SourceTableArn", Type.TEXT).length(1, 1024);
    private static final Field<String> SOURCE = Field.resource("SourceTableName");
    private static final Field<Boolean> LATEST = Field.of("UseLatestRestorableTime", Type.FLAG);
    private static final Field<Long> TIME = Field.of("RestoreDateTime", Type.TIME);
    private static final Shape SHAPE =
            Shape.of("RestoreTableToPointInTimeInput", Restoration.withOverrides(SOURCE_ARN, SOURCE, LATEST, TIME));

    @Override
    public Shape shape() {
        return SHAPE;
    }

    @Override
    public void perform(Parameters in, Database database, JsonWriter out) {
        String name = source(in, database);
        checkTime(in);
        Table restored = database.change(changes -> {
            Table source = BackupRequest.requireTable(database, changes.write(), name);
            RestorableTimes times = RestorableTimes.of(changes.write(), source, changes.nowMillis());
            if (times == null) {
                throw Fault.of(
                        "PointInTimeRecoveryUnavailableException",
                        "Point in time recovery is not enabled for table '" + name + "'");
            }
            checkReach(in.get(TIME), times);
            Origin origin = Origin.of(source, database, changes.write(), in.get(TIME), changes.nowMillis());
            Table target = new Restoration(in, source).target(database, changes);
            return database.catalog().restore(changes.write(), target, origin, changes.nowMillis());
        });
        Restoration.reply(database, restored, out);
    }

    private static String source(Parameters in, Database database) {
        String name = in.get(SOURCE);
        String text = in.get(SOURCE_ARN);
        if (name != null && text != null) {
            throw Fault.validation("Must provide exactly one of: sourceTableArn, sourceTableName");
        } else if (name != null) {
            return name;
        } else if (text == null) {
            throw Fault.validation("The parameter 'TableName' is required but was not present in the request");
        }
        Arn arn = Arn.parse(text, Arn.TABLE);
        if (arn == null) {
            throw Fault.validation("sourceTableArn is not a valid ARN");
        } else if (!arn.account().equals(database.account())) {
            throw Fault.ownerOnly();
        } else if (!arn.region().equals(database.region())) {
            throw Restoration.ofAnotherRegion();
        }
        return arn.table();
    }

    private static void checkTime(Parameters in) {
        if (in.has(TIME) && in.flag(LATEST)) {
            throw Fault.validation("Invalid Request: Both RestoreDateTime and UseLatestRestorableTime cannot be set for"
                    + " point-in-time restore request. Please specify either RestoreDateTime time or"
                    + " UseLatestRestorableTime");
        } else if (!in.has(TIME) && !in.flag(LATEST)) {
            throw Fault.validation("Invalid Request: Either one of RestoreDateTime or UseLatestRestorableTime must be"
                    + " specified, but not both");
        }
    }

    private static void checkReach(@Nullable Long wanted, RestorableTimes times) {
        if (wanted != null && !times.include(wanted)) {
            throw Fault.of(
                    "InvalidRestoreTimeException",
                    "RestoreDateTime '" + Instant.ofEpochMilli(wanted)
                            + "' must be within EarliestRestorableDateTime '"
                            + Instant.ofEpochMilli(times.earliestMillis()) + "' and LatestRestorableDateTime '"
                            + Instant.ofEpochMilli(times.latestMillis()) + "'");
        }
    }
}
