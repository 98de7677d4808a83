package dev.stator.engine.action.backup;

import dev.stator.engine.action.Action;
import dev.stator.engine.request.Parameters;
import dev.stator.engine.request.Shape;
import dev.stator.engine.table.Database;
import dev.stator.engine.table.Origin;
import dev.stator.engine.table.Table;
import dev.stator.engine.table.TableBackup;
import dev.stator.internal.json.JsonWriter;

/** {@code RestoreTableFromBackup}: the table is there when the reply comes, or after the delay of statuses. */
public final class RestoreTableFromBackup implements Action {
    private static final Shape SHAPE =
            Shape.of("RestoreTableFromBackupInput", Restoration.withOverrides(BackupRequest.BACKUP));

    @Override
    public Shape shape() {
        return SHAPE;
    }

    @Override
    public void perform(Parameters in, Database database, JsonWriter out) {
        BackupRequest request = BackupRequest.of(in.require(BackupRequest.BACKUP), database);
        if (!request.region().equals(database.region())) {
            throw Restoration.ofAnotherRegion();
        }
        Table restored = database.change(changes -> {
            TableBackup backup = request.require(changes.write());
            String arn = database.arn(backup);
            Table target = new Restoration(in, backup.table()).target(database, changes);
            if (database.catalog().isRestoring(changes.write(), arn)) {
                throw BackupRequest.inUse("Backup is being used to restore another table: " + arn);
            }
            return database.catalog()
                    .restore(changes.write(), target, Origin.of(backup, database), changes.nowMillis());
        });
        Restoration.reply(database, restored, out);
    }
}
