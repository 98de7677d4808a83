package dev.stator.benchmarks.crash;

import dev.stator.Stator;
import dev.stator.Table;
import dev.stator.TransactAction;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * One request of the archivist, by its number, which decides all of it. In each round it makes a table, backs it up, restores it,
 * deletes it and restores what the deletion left; it backs up the notes; and it removes what the round before made.
 */
record Errand(Kind kind, long round) {
    enum Kind {
        CREATE,
        RECOVER,
        FILL,
        BACK_UP,
        CHANGE,
        RESTORE,
        DELETE,
        RESTORE_DELETED,
        BACK_UP_NOTES,
        FORGET_BACKUP,
        FORGET_NOTES,
        DROP_RESTORED,
        DROP_RETURNED
    }

    private static final List<Kind> KINDS = List.of(Kind.values());
    private static final int ENTRIES = 8;
    private static final int CHANGED = 3;

    static Errand of(long number) {
        return new Errand(KINDS.get((int) ((number - 1) % KINDS.size())), (number - 1) / KINDS.size());
    }

    /** The number of the errand that backs up the notes under a name. */
    static long ofNotes(String backup) {
        long round = Long.parseLong(backup.substring(Archive.OF_NOTES.length()));
        return round * KINDS.size() + KINDS.indexOf(Kind.BACK_UP_NOTES) + 1;
    }

    private static String ledger(long round) {
        return "ledger-" + round;
    }

    private static String restored(long round) {
        return "restored-" + round;
    }

    private static String returned(long round) {
        return "returned-" + round;
    }

    private static String notes(long round) {
        return Archive.OF_NOTES + round;
    }

    private static String leftBy(String table) {
        return table + "$DeletedTableBackup";
    }

    void run(Stator db) {
        Archive archive = new Archive(db);
        String ledger = ledger(round);
        switch (kind) {
            case CREATE -> archive.table(ledger).create().execute();
            case RECOVER -> Desk.recover(db, ledger);
            case FILL -> write(db, archive.table(ledger), filled(), List.of());
            case BACK_UP -> archive.backUp(ledger, ledger);
            case CHANGE -> write(db, archive.table(ledger), changed(), gone());
            case RESTORE -> archive.restore(ledger, restored(round));
            case DELETE -> archive.table(ledger).drop().execute();
            case RESTORE_DELETED -> archive.restore(leftBy(ledger), returned(round));
            case BACK_UP_NOTES -> archive.backUp("notes", notes(round));
            default -> {
                if (round > 0) {
                    remove(archive);
                }
            }
        }
    }

    private void remove(Archive archive) {
        switch (kind) {
            case FORGET_BACKUP -> archive.forget(ledger(round - 1));
            case FORGET_NOTES -> archive.forget(notes(round - 1));
            case DROP_RESTORED -> archive.table(restored(round - 1)).drop().execute();
            default -> archive.table(returned(round - 1)).drop().execute();
        }
    }

    private static void write(Stator db, Table<Entry> table, Map<String, String> entries, List<String> gone) {
        List<TransactAction<?>> parts = new ArrayList<>();
        entries.forEach((id, text) -> parts.add(table.put(new Entry(id, text))));
        gone.forEach(id -> parts.add(table.delete(id)));
        db.transact(parts).execute();
    }

    private Map<String, String> filled() {
        Map<String, String> entries = new HashMap<>();
        for (int i = 0; i < ENTRIES; i++) {
            entries.put("e" + i, ("filled in round " + round + " ").repeat(i * i + 1));
        }
        return entries;
    }

    private Map<String, String> changed() {
        Map<String, String> entries = new HashMap<>();
        for (int i = 0; i < CHANGED; i++) {
            entries.put("e" + i, "changed in round " + round);
            entries.put("more" + i, "added in round " + round);
        }
        return entries;
    }

    private static List<String> gone() {
        return List.of("e" + CHANGED, "e" + (CHANGED + 1));
    }

    /** Does it to what there was before. */
    void applyTo(Shelf shelf) {
        String ledger = ledger(round);
        Map<String, Map<String, String>> tables = shelf.tables();
        Map<String, Map<String, String>> backups = shelf.backups();
        switch (kind) {
            case CREATE -> tables.put(ledger, Map.of());
            case RECOVER -> {}
            case FILL -> tables.put(ledger, filled());
            case BACK_UP -> backups.put(ledger, tables.getOrDefault(ledger, Map.of()));
            case CHANGE -> {
                Map<String, String> entries = new HashMap<>(tables.getOrDefault(ledger, Map.of()));
                entries.putAll(changed());
                entries.keySet().removeAll(gone());
                tables.put(ledger, entries);
            }
            case RESTORE -> tables.put(restored(round), backups.getOrDefault(ledger, Map.of()));
            case DELETE -> {
                backups.put(leftBy(ledger), tables.getOrDefault(ledger, Map.of()));
                tables.remove(ledger);
            }
            case RESTORE_DELETED -> tables.put(returned(round), backups.getOrDefault(leftBy(ledger), Map.of()));
            case BACK_UP_NOTES -> shelf.ofNotes().add(notes(round));
            case FORGET_BACKUP -> backups.remove(ledger(round - 1));
            case FORGET_NOTES -> shelf.ofNotes().remove(notes(round - 1));
            case DROP_RESTORED -> tables.remove(restored(round - 1));
            case DROP_RETURNED -> tables.remove(returned(round - 1));
        }
    }
}
