package dev.stator.engine.action.backup;

import dev.stator.engine.fault.Fault;
import dev.stator.engine.request.Field;
import dev.stator.engine.request.Type;
import dev.stator.engine.store.Snapshot;
import dev.stator.engine.table.Arn;
import dev.stator.engine.table.Backups;
import dev.stator.engine.table.Database;
import dev.stator.engine.table.Table;
import dev.stator.engine.table.TableBackup;
import dev.stator.engine.table.TableShape;
import java.util.regex.Pattern;

/** How the actions on backups name a backup and a table, and how these are found. */
final class BackupRequest {
    static final Field<String> BACKUP = Field.of("BackupArn", Type.TEXT).notNull();
    static final Field<String> TABLE = TableShape.TABLE_NAME;

    private static final Pattern ANY_BACKUP = Pattern.compile("arn:[^:]*:[^:]*:[^:]*:[^:]*:table/[^/]+/backup/.+");
    private static final Pattern ID = Pattern.compile("\\d{14}-[0-9a-f]{8}");

    private final String text;
    private final Arn arn;
    private final Database database;

    private BackupRequest(String text, Arn arn, Database database) {
        this.text = text;
        this.arn = arn;
        this.database = database;
    }

    /**
     * Reads an ARN.
     *
     * @throws Fault a ValidationException if it is not one of a backup, an AccessDeniedException if it is one of another account
     */
    static BackupRequest of(String text, Database database) {
        Arn arn = Arn.parse(text, Arn.BACKUP);
        if (!ANY_BACKUP.matcher(text).matches()) {
            throw Fault.validation("Invalid Backup ARN");
        } else if (arn == null || !ID.matcher(arn.id()).matches()) {
            throw Fault.validation("Invalid Request: BackupArn is not valid");
        } else if (!arn.account().equals(database.account())) {
            throw Fault.accessDenied();
        }
        return new BackupRequest(text, arn, database);
    }

    /** The ARN as it was given. */
    String arn() {
        return text;
    }

    /** The region that it names; only a restore cares. */
    String region() {
        return arn.region();
    }

    /** What tells the backup from all others. */
    String id() {
        return arn.id();
    }

    /**
     * The backup.
     *
     * @throws Fault a BackupNotFoundException if there is none
     */
    TableBackup require(Snapshot snapshot) {
        TableBackup backup = Backups.find(snapshot, arn.id(), database.clock().millis());
        if (backup == null) {
            throw Fault.of("BackupNotFoundException", "Backup not found: " + text);
        }
        return backup;
    }

    /**
     * The table whose backups are made or spoken of.
     *
     * @throws Fault a TableNotFoundException if there is none, or it cannot be used yet or any more
     */
    static Table requireTable(Database database, Snapshot snapshot, String name) {
        Table table = database.catalog().findPresent(snapshot, name);
        if (table == null) {
            throw tableNotFound(name);
        }
        return table;
    }

    /** A table that is missing, as these actions say it. */
    static Fault tableNotFound(String name) {
        return Fault.of("TableNotFoundException", "Table not found: " + name);
    }

    /** What it is to disturb a restore that is under way. */
    static Fault inUse(String message) {
        return Fault.of("BackupInUseException", message);
    }
}
