package dev.stator.engine.table;

import dev.stator.engine.item.KeyBytes;
import dev.stator.engine.item.StoredItem;
import dev.stator.engine.store.Cursor;
import dev.stator.engine.store.Range;
import dev.stator.engine.store.Snapshot;
import dev.stator.engine.store.StoreException;
import dev.stator.value.AttributeValue;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Holds what a store has of tables against each other: each item against its key and its size, each item against its index
 * entries and the other way around, the counters and the items that expire against what they count, the records of each
 * stream, what is kept to restore each table and the items of each backup against what is noted of them.
 *
 * <p>Problems name an item by its number in the order of the table and the hash at the beginning of its key, never by its
 * values.
 */
public final class Verification {
    private final Snapshot snapshot;
    private final Consumer<String> problems;
    private final Set<String> maps = new HashSet<>();
    private long tables;
    private long items;
    private long entries;

    /**
     * A look at the tables of one database.
     *
     * @param problems takes a sentence for everything that is wrong
     */
    public Verification(Snapshot snapshot, Consumer<String> problems) {
        this.snapshot = snapshot;
        this.problems = problems;
    }

    /** How many tables were found. */
    public long tables() {
        return tables;
    }

    /** How many items were found. */
    public long items() {
        return items;
    }

    /** How many index entries were found. */
    public long entries() {
        return entries;
    }

    /** Looks at all tables, one item after the other. */
    public void run() {
        try (Cursor cursor = snapshot.scan(Catalog.MAP, Range.all(), true)) {
            while (cursor.next()) {
                String name = new String(cursor.key(), StandardCharsets.UTF_8);
                byte[] description = cursor.value();
                tables++;
                attempt("table " + name + ": its description", () -> new OfTable(StoredTable.read(description)).run());
            }
        }
        attempt(
                "the list of backups",
                () -> Backups.list(snapshot, null, backup -> true, Integer.MAX_VALUE)
                        .forEach(this::backup));
        attempt("the list of streams", () -> Streams.all(snapshot).forEach(this::stream));
        snapshot.maps().stream()
                .filter(map -> Stream.of(Table.ITEMS, Table.INDEX, TableBackup.ITEMS, UndoLog.MAPS)
                        .anyMatch(map::startsWith))
                .filter(map -> !maps.contains(map))
                .sorted()
                .forEach(map -> problems.accept("the map " + map + " belongs to no table"));
    }

    private void backup(TableBackup backup) {
        String name = "backup " + backup.id() + " of table " + backup.table().name();
        maps.add(backup.itemMap());
        attempt(name, () -> {
            long found = 0;
            long bytes = 0;
            try (Cursor cursor = snapshot.scan(backup.itemMap(), Range.all(), true)) {
                while (cursor.next()) {
                    StoredItem item = StoredItem.stored(cursor.value());
                    found++;
                    bytes += item.size();
                    if (!Arrays.equals(cursor.key(), backup.table().itemKey(item.attributes()))) {
                        problems.accept(name + ": item " + found + " (" + hash(cursor.key())
                                + ") lies under another key than its own");
                    }
                }
            }
            if (found != backup.items() || bytes != backup.bytes()) {
                problems.accept(name + " says " + backup.items() + " items of " + backup.bytes() + " bytes; there are "
                        + found + " of " + bytes);
            }
        });
    }

    private void stream(ChangeStream stream) {
        String name = "stream " + stream.label() + " of table " + stream.table();
        attempt(
                name,
                () -> new StreamRecords(snapshot, stream).verify(problem -> problems.accept(name + ": " + problem)));
    }

    /** Does something with what may be damaged; what the disk cannot read is not for here. */
    private void attempt(String what, Runnable work) {
        try {
            work.run();
        } catch (StoreException e) {
            throw e;
        } catch (RuntimeException e) {
            problems.accept(what + " cannot be read (" + e.getClass().getSimpleName() + ")");
        }
    }

    /** One table. */
    private final class OfTable {
        private final Table table;
        private final Counters counted;
        private long expiring;

        OfTable(Table table) {
            this.table = table;
            this.counted = Counters.zero(table);
        }

        void run() {
            maps.add(table.itemMap());
            scan(table.itemMap(), "item", this::item);
            for (Index index : table.indexes()) {
                maps.add(table.indexMap(index));
                scan(table.indexMap(index), "entry", (place, key, value) -> entry(index, place, key, value));
            }
            attempt("table " + table.name() + ": its counters", this::counters);
            expiries();
            UndoLog log = UndoLog.of(snapshot, table);
            if (log != null) {
                maps.add(UndoLog.map(table));
                attempt(
                        "table " + table.name() + ": its undo log",
                        () -> log.verify(problem -> problem("undo log: " + problem)));
            }
        }

        private void expiries() {
            long found = 0;
            try (Cursor cursor = snapshot.scan(Expiry.map(table), Range.all(), true)) {
                while (cursor.next()) {
                    found++;
                }
            }
            if (found > expiring) {
                problem((found - expiring) + " entries among the items that expire belong to no item");
            }
        }

        private void scan(String map, String what, Entry look) {
            try (Cursor cursor = snapshot.scan(map, Range.all(), true)) {
                for (long n = 1; cursor.next(); n++) {
                    byte[] key = cursor.key();
                    byte[] value = cursor.value();
                    String place = what + " " + n + " (" + hash(key) + ")";
                    attempt("table " + table.name() + ": " + place + " of " + map, () -> look.at(place, key, value));
                }
            }
        }

        private void item(String place, byte[] key, byte[] value) {
            items++;
            StoredItem item = StoredItem.stored(value);
            Map<String, AttributeValue> attributes = item.attributes();
            counted.add(0, 1, item.size());
            byte[] expiry = Expiry.key(table, key, item);
            if (expiry != null) {
                expiring++;
                if (snapshot.get(Expiry.map(table), expiry) == null) {
                    problem(place + " has a time to live and is not among the items that expire");
                }
            }
            if (!Arrays.equals(key, table.itemKey(attributes))) {
                problem(place + " lies under another key than its own");
            }
            sizes(place, item);
            for (int i = 0; i < table.indexes().size(); i++) {
                Index index = table.indexes().get(i);
                StoredItem expected = table.entry(index, item);
                if (expected != null) {
                    counted.add(1 + i, 1, expected.size());
                    byte[] found = snapshot.get(table.indexMap(index), table.entryKey(index, attributes));
                    if (found == null) {
                        problem(place + " has no entry in the index " + index.name());
                    } else if (!StoredItem.stored(found).sameAs(expected)) {
                        problem(place + " is not what its entry in the index " + index.name() + " says");
                    }
                }
            }
        }

        private void sizes(String place, StoredItem item) {
            StoredItem anew = table.stored(item.attributes());
            if (item.size() != anew.size() || item.pageSize() != anew.pageSize()) {
                problem(place + " has not the size that is noted with it");
            }
        }

        private void entry(Index index, String place, byte[] key, byte[] value) {
            entries++;
            byte[] item = snapshot.get(
                    table.itemMap(), table.itemKey(StoredItem.stored(value).attributes()));
            if (item == null) {
                problem(place + " of the index " + index.name() + " belongs to no item");
                return;
            }
            StoredItem owner = StoredItem.stored(item);
            if (!index.holds(owner.attributes()) || !Arrays.equals(key, table.entryKey(index, owner.attributes()))) {
                problem(place + " of the index " + index.name() + " lies where its item has none");
            }
        }

        private void counters() {
            Counters noted = Counters.read(snapshot, table);
            compare("table", noted.items(), noted.bytes(), counted.items(), counted.bytes());
            for (Index index : table.indexes()) {
                compare(
                        "index " + index.name(),
                        noted.items(index),
                        noted.bytes(index),
                        counted.items(index),
                        counted.bytes(index));
            }
        }

        private void compare(String what, long notedItems, long notedBytes, long foundItems, long foundBytes) {
            if (notedItems != foundItems || notedBytes != foundBytes) {
                problem("the counters of the " + what + " say " + notedItems + " items of " + notedBytes
                        + " bytes; there are " + foundItems + " of " + foundBytes);
            }
        }

        private void problem(String text) {
            problems.accept("table " + table.name() + ": " + text);
        }
    }

    /** What to do with each entry of a map. */
    @FunctionalInterface
    private interface Entry {
        void at(String place, byte[] key, byte[] value);
    }

    private static String hash(byte[] key) {
        return "hash " + HexFormat.of().formatHex(key, 0, Math.min(key.length, KeyBytes.HASH_LENGTH));
    }
}
