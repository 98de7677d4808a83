package dev.stator.benchmarks.crash;

import dev.stator.Stator;
import dev.stator.Table;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The archivist's tables and the backups of tables in a database. */
final class Archive {
    /** With what the names of backups of the notes begin. */
    static final String OF_NOTES = "notes-";

    private static final Pattern TABLE = Pattern.compile("(ledger|restored|returned)-\\d+");
    private static final Pattern SUMMARY = Pattern.compile("\"BackupArn\":\"([^\"]+)\",\"BackupName\":\"([^\"]+)\"");
    private static final Pattern NEXT = Pattern.compile("\"LastEvaluatedBackupArn\":(\"[^\"]+\")");

    private final Stator db;

    Archive(Stator db) {
        this.db = db;
    }

    Table<Entry> table(String name) {
        return db.table(name, Entry.class);
    }

    void backUp(String table, String name) {
        db.call("CreateBackup", """
                {"TableName":"%s","BackupName":"%s"}""".formatted(table, name)).execute();
    }

    void restore(String backup, String table) {
        restoreArn(arn(backup), table);
    }

    private void restoreArn(String arn, String table) {
        db.call("RestoreTableFromBackup", """
                {"BackupArn":"%s","TargetTableName":"%s"}""".formatted(arn, table)).execute();
    }

    void forget(String backup) {
        db.call("DeleteBackup", "{\"BackupArn\":\"" + arn(backup) + "\"}").execute();
    }

    private String arn(String backup) {
        String arn = arns().get(backup);
        if (arn == null) {
            throw new IllegalStateException("There is no backup " + backup);
        }
        return arn;
    }

    /** The ARNs of all backups by their names, each of which is given once. */
    private Map<String, String> arns() {
        Map<String, String> arns = new LinkedHashMap<>();
        String from = "";
        do {
            String reply = db.call("ListBackups", "{\"BackupType\":\"ALL\"" + from + "}")
                    .execute();
            Matcher summary = SUMMARY.matcher(reply);
            while (summary.find()) {
                String other = arns.put(summary.group(2), summary.group(1));
                if (other != null) {
                    throw new IllegalStateException("There are two backups " + summary.group(2));
                }
            }
            Matcher next = NEXT.matcher(reply);
            from = next.find() ? ",\"ExclusiveStartBackupArn\":" + next.group(1) : "";
        } while (!from.isEmpty());
        return arns;
    }

    /**
     * Restores every backup, and reads it.
     *
     * @param notes takes the notes of each backup of these, by its name
     */
    Shelf read(Map<String, Notes> notes) {
        Shelf shelf = Shelf.empty();
        for (String name : db.tableNames().execute()) {
            if (TABLE.matcher(name).matches()) {
                shelf.tables().put(name, entries(name));
            }
        }
        arns().forEach((name, arn) -> {
            String table = "inspected-" + name.replace('$', '-');
            restoreArn(arn, table);
            if (name.startsWith(OF_NOTES)) {
                shelf.ofNotes().add(name);
                notes.put(name, Notes.of(db.table(table, Note.class)));
            } else {
                shelf.backups().put(name, entries(table));
            }
        });
        return shelf;
    }

    private Map<String, String> entries(String table) {
        Map<String, String> entries = new HashMap<>();
        table(table).scan().execute().forEach(entry -> entries.put(entry.id(), entry.text()));
        return entries;
    }
}
