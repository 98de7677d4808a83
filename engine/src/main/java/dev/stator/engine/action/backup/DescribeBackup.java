package dev.stator.engine.action.backup;

import dev.stator.engine.action.Action;
import dev.stator.engine.request.Parameters;
import dev.stator.engine.request.Shape;
import dev.stator.engine.table.Database;
import dev.stator.engine.table.TableBackup;
import dev.stator.internal.json.JsonWriter;

/** {@code DescribeBackup}: of the backup, and of its table as it was. */
public final class DescribeBackup implements Action {
    private static final Shape SHAPE = Shape.of("DescribeBackupInput", BackupRequest.BACKUP);

    @Override
    public Shape shape() {
        return SHAPE;
    }

    @Override
    public void perform(Parameters in, Database database, JsonWriter out) {
        BackupRequest request = BackupRequest.of(in.require(BackupRequest.BACKUP), database);
        TableBackup backup = database.read(request::require);
        out.startObject();
        new BackupDescription(database, backup, out).description(request.arn(), "AVAILABLE");
        out.endObject();
    }
}
