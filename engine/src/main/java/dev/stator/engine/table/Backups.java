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
        Counters counters = Counters.read(write, table);
        TableBackup backup = new TableBackup(
                freeId(write, nowMillis), name, nowMillis, table.settled(), counters.items(), counters.bytes());
        write.put(MAP, key(backup.id()), stored(backup));
        write.copyMap(table.itemMap(), backup.itemMap());
        return backup;
    }

    private static String freeId(Snapshot snapshot, long nowMillis) {
        String id;
        do {
            String random = UUID.randomUUID().toString().substring(0, 8);
            id = String.format(Locale.ROOT, "%014d-%s", Math.max(0, nowMillis), random);
        } while (snapshot.get(MAP, key(id)) != null);
        return id;
    }

    /** The backup of that id. */
    public static @Nullable TableBackup find(Snapshot snapshot, String id) {
        byte[] stored = snapshot.get(MAP, key(id));
        return stored == null ? null : read(id, stored);
    }

    /**
     * Backups in the order of their making.
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
        write.remove(MAP, key(backup.id()));
        write.dropMap(backup.itemMap());
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
