package dev.stator.engine.action.backup;

import dev.stator.engine.action.Action;
import dev.stator.engine.fault.Fault;
import dev.stator.engine.request.Parameters;
import dev.stator.engine.request.Shape;
import dev.stator.engine.table.Backups;
import dev.stator.engine.table.Database;
import dev.stator.engine.table.TableBackup;
import dev.stator.internal.json.JsonWriter;
import java.time.Instant;

/** {@code DeleteBackup}: the backup is gone when the reply comes, unless it is one that goes by itself. */
public final class DeleteBackup implements Action {
    private static final Shape SHAPE = Shape.of("DeleteBackupInput", BackupRequest.BACKUP);

    @Override
    public Shape shape() {
        return SHAPE;
    }

    @Override
    public void perform(Parameters in, Database database, JsonWriter out) {
        BackupRequest request = BackupRequest.of(in.require(BackupRequest.BACKUP), database);
        TableBackup deleted = database.change(changes -> {
            TableBackup backup = request.require(changes.write());
            String arn = database.arn(backup);
            if (backup.isSystem()) {
                throw Fault.validation("Invalid Request: User is not allowed to delete the system backup with arn "
                        + arn + ". It will automatically expire on " + Instant.ofEpochMilli(backup.expiresMillis()));
            }
            if (database.catalog().isRestoring(changes.write(), arn)) {
                throw BackupRequest.inUse("Backup is being used to restore table: " + arn);
            }
            Backups.delete(changes.write(), backup);
            return backup;
        });
        out.startObject();
        new BackupDescription(database, deleted, out).description(request.arn(), "DELETED");
        out.endObject();
    }
}
