package dev.stator.engine.action.backup;

import dev.stator.engine.action.Action;
import dev.stator.engine.request.Field;
import dev.stator.engine.request.Parameters;
import dev.stator.engine.request.Shape;
import dev.stator.engine.table.Backups;
import dev.stator.engine.table.Database;
import dev.stator.engine.table.TableBackup;
import dev.stator.internal.json.JsonWriter;

/** {@code CreateBackup}: the reply says that the backup is being made; it is there, as of one moment between two writes. */
public final class CreateBackup implements Action {
    private static final Field<String> NAME = Field.resource("BackupName").notNull();
    private static final Shape SHAPE = Shape.of("CreateBackupInput", BackupRequest.TABLE, NAME);

    @Override
    public Shape shape() {
        return SHAPE;
    }

    @Override
    public void perform(Parameters in, Database database, JsonWriter out) {
        TableBackup backup = database.change(changes -> Backups.create(
                changes.write(),
                BackupRequest.requireTable(database, changes.write(), in.require(BackupRequest.TABLE)),
                in.require(NAME),
                changes.nowMillis()));
        out.startObject();
        new BackupDescription(database, backup, out).details(database.arn(backup), "CREATING");
        out.endObject();
    }
}
