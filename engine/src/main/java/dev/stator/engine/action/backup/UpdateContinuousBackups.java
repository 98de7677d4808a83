package dev.stator.engine.action.backup;

import dev.stator.engine.action.Action;
import dev.stator.engine.fault.Fault;
import dev.stator.engine.request.Field;
import dev.stator.engine.request.Parameters;
import dev.stator.engine.request.Shape;
import dev.stator.engine.request.Type;
import dev.stator.engine.table.Database;
import dev.stator.engine.table.Recovery;
import dev.stator.engine.table.Table;
import dev.stator.internal.json.JsonWriter;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * {@code UpdateContinuousBackups}: whether what writes replace is kept from now on, so that {@code RestoreTableToPointInTime} can
 * undo them. To disable it forgets all of it.
 */
public final class UpdateContinuousBackups implements Action {
    private static final int MOST_DAYS = 35;
    private static final Field<Boolean> ENABLED =
            Field.of("PointInTimeRecoveryEnabled", Type.FLAG).notNull();
    private static final Field<Integer> DAYS =
            Field.of("RecoveryPeriodInDays", Type.INTEGER).atLeast(1).atMost(MOST_DAYS);
    private static final Field<Parameters> SPECIFICATION = Field.of(
                    "PointInTimeRecoverySpecification",
                    Type.structure(Shape.of("PointInTimeRecoverySpecification", ENABLED, DAYS)))
            .notNull();
    private static final Shape SHAPE = Shape.of("UpdateContinuousBackupsInput", BackupRequest.TABLE, SPECIFICATION);

    @Override
    public Shape shape() {
        return SHAPE;
    }

    @Override
    public void perform(Parameters in, Database database, JsonWriter out) {
        Parameters wish = in.require(SPECIFICATION);
        if (!wish.flag(ENABLED) && wish.has(DAYS)) {
            throw Fault.validation(
                    "Invalid Request: Cannot specify RecoveryPeriodInDays when disabling point-in-time recovery.");
        }
        database.change(changes -> {
            Table table = BackupRequest.requireTable(database, changes.write(), in.require(BackupRequest.TABLE));
            Table after = table.with(
                    table.options().withRecovery(recovery(wish, table.options().recovery(), changes.nowMillis())));
            database.catalog().replace(changes.write(), table, after, changes.nowMillis());
            DescribeContinuousBackups.write(changes.write(), after, changes.nowMillis(), out);
            return after;
        });
    }

    private static @Nullable Recovery recovery(Parameters wish, @Nullable Recovery present, long nowMillis) {
        if (!wish.flag(ENABLED)) {
            return null;
        }
        Recovery begun = present == null ? new Recovery(MOST_DAYS, nowMillis) : present;
        return begun.over(Objects.requireNonNullElse(wish.get(DAYS), begun.days()), nowMillis);
    }
}
