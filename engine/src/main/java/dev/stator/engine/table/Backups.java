package dev.stator.engine.table;

import dev.stator.engine.request.Field;
import dev.stator.engine.request.Parameters;
import dev.stator.engine.request.RequestBody;
import dev.stator.engine.request.Shape;
import dev.stator.engine.request.Type;
import dev.stator.engine.store.Cursor;
import dev.stator.engine.store.Range;
import dev.stator.engine.store.Snapshot;
import dev.stator.engine.store.Write;
import dev.stator.internal.json.JsonWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The backups of tables, by the time at which they were made: a description and a map of items for each. */
public final class Backups {
    static final String MAP = "backups";

    private static final Field<String> NAME = Field.of("BackupName", Type.TEXT).notNull();
    private static final Field<Long> CREATED =
            Field.of("CreatedMillis", Type.LONG).notNull();
    private static final Field<Long> ITEMS = Field.of("Items", Type.LONG).notNull();
    private static final Field<Long> BYTES = Field.of("Bytes", Type.LONG).notNull();
    private static final Field<Parameters> TABLE =
            Field.of("Table", Type.structure(StoredTable.SETTLED)).notNull();
    private static final Shape SHAPE = Shape.of("Backup", NAME, CREATED, ITEMS, BYTES, TABLE);

    private Backups() {}

    /** Copies a table as it is now. Takes no time in memory, and time by size in the durable store. */
    public static TableBackup create(Write write, Table table, String name, long nowMillis) {
        String id;
        do {
            id = id(nowMillis, "-" + UUID.randomUUID().toString().substring(0, 8));
        } while (id.endsWith(TableBackup.SYSTEM) || isThere(write, id));
        return create(write, table, id, name, nowMillis);
    }

    /** Copies a table that is about to be gone: now, or as little later as none is that was copied for the same reason. */
    static void createSystem(Write write, Table table, long nowMillis) {
        long free = nowMillis;
        while (isThere(write, id(free, TableBackup.SYSTEM))) {
            free++;
        }
        create(write, table, id(free, TableBackup.SYSTEM), table.name() + "$DeletedTableBackup", free);
    }

    private static TableBackup create(Write write, Table table, String id, String name, long createdMillis) {
        Counters counters = Counters.read(write, table);
        TableBackup backup =
                new TableBackup(id, name, createdMillis, table.settled(), counters.items(), counters.bytes());
        write.put(MAP, key(id), stored(backup));
        write.copyMap(table.itemMap(), backup.itemMap());
        return backup;
    }

    private static String id(long createdMillis, String end) {
        return String.format(Locale.ROOT, "%014d%s", Math.max(0, createdMillis), end);
    }

    private static boolean isThere(Snapshot snapshot, String id) {
        return snapshot.get(MAP, key(id)) != null;
    }

    /** The backup of that id, unless it is gone by now. */
    public static @Nullable TableBackup find(Snapshot snapshot, String id, long nowMillis) {
        byte[] stored = snapshot.get(MAP, key(id));
        TableBackup backup = stored == null ? null : read(id, stored);
        return backup == null || backup.isOver(nowMillis) ? null : backup;
    }

    /**
     * Backups in the order of their making, those included that are gone by now and not yet removed.
     *
     * @param after the id behind which to begin, which need not exist; {@code null} for the beginning
     */
    public static List<TableBackup> list(
            Snapshot snapshot, @Nullable String after, Predicate<TableBackup> wanted, int limit) {
        Range range = after == null ? Range.all() : Range.all().startingAfter(key(after));
        List<TableBackup> backups = new ArrayList<>();
        try (Cursor cursor = snapshot.scan(MAP, range, true)) {
            while (backups.size() < limit && cursor.next()) {
                TableBackup backup = read(new String(cursor.key(), StandardCharsets.UTF_8), cursor.value());
                if (wanted.test(backup)) {
                    backups.add(backup);
                }
            }
        }
        return backups;
    }

    /** Removes a backup with its items. */
    public static void delete(Write write, TableBackup backup) {
        remove(write, backup.id());
    }

    private static void remove(Write write, String id) {
        write.remove(MAP, key(id));
        write.dropMap(TableBackup.ITEMS + id);
    }

    /** Whether there is a system backup, even one that is gone by now. */
    static boolean anySystem(Snapshot snapshot) {
        return !system(snapshot, Range.all()).isEmpty();
    }

    /** Whether there are system backups that are gone by now. */
    static boolean anyOver(Snapshot snapshot, long nowMillis) {
        return !over(snapshot, nowMillis).isEmpty();
    }

    /** Removes the system backups that are gone by now. */
    static void forgetOver(Write write, long nowMillis) {
        over(write, nowMillis).forEach(id -> remove(write, id));
    }

    private static List<String> over(Snapshot snapshot, long nowMillis) {
        String youngest = id(nowMillis - TableBackup.RETENTION.toMillis(), TableBackup.SYSTEM);
        return system(snapshot, Range.all().endingAt(key(youngest)));
    }

    private static List<String> system(Snapshot snapshot, Range range) {
        List<String> ids = new ArrayList<>();
        try (Cursor cursor = snapshot.scan(MAP, range, true)) {
            while (cursor.next()) {
                String id = new String(cursor.key(), StandardCharsets.UTF_8);
                if (id.endsWith(TableBackup.SYSTEM)) {
                    ids.add(id);
                }
            }
        }
        return ids;
    }

    private static byte[] stored(TableBackup backup) {
        JsonWriter out = new JsonWriter();
        out.startObject();
        TableShape.text(out, NAME, backup.name());
        StoredTable.number(out, CREATED, backup.createdMillis());
        StoredTable.number(out, ITEMS, backup.items());
        StoredTable.number(out, BYTES, backup.bytes());
        out.field(TABLE.name());
        StoredTable.write(backup.table(), out);
        out.endObject();
        return out.toByteArray();
    }

    private static TableBackup read(String id, byte[] stored) {
        Parameters in = RequestBody.read(stored, SHAPE);
        return new TableBackup(
                id,
                in.require(NAME),
                in.require(CREATED),
                StoredTable.read(in.require(TABLE)),
                in.require(ITEMS),
                in.require(BYTES));
    }

    private static byte[] key(String id) {
        return id.getBytes(StandardCharsets.UTF_8);
    }
}
