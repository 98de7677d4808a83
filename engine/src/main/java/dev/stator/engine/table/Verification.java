package dev.stator.engine.table;

import dev.stator.engine.item.KeyBytes;
import dev.stator.engine.item.StoredItem;
import dev.stator.engine.store.Cursor;
import dev.stator.engine.store.Range;
import dev.stator.engine.store.Snapshot;
import dev.stator.engine.store.StoreException;
import dev.stator.value.AttributeValue;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.ToLongFunction;

/**
 * Holds what a store has of tables against each other: each item against its key and its size, each item against its index
 * entries and the other way around, the counters and the items that expire against what they count, the records of each
 * stream, what is kept to restore each table and the items of each backup against what is noted of them, tags and counters
 * against the tables, and what ends, which are streams and the tokens of transactions, against its time. Every map of the store belongs to one of them.
 *
 * <p>Problems name an item by its number in the order of the table and the hash at the beginning of its key, never by its
 * values.
 */
public final class Verification {
    private final Snapshot snapshot;
    private final Consumer<String> problems;
    private final Predicate<String> elsewhere;
    private final Set<String> maps = new HashSet<>(Database.MAPS);
    private final Map<String, String> names = new HashMap<>();
    private long tables;
    private long items;
    private long entries;

    /**
     * A look at the tables of one database.
     *
     * @param elsewhere which maps of the snapshot are those of another database
     * @param problems takes a sentence for everything that is wrong
     */
    public Verification(Snapshot snapshot, Predicate<String> elsewhere, Consumer<String> problems) {
        this.snapshot = snapshot;
        this.elsewhere = elsewhere;
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
                attempt("table " + name + ": its description", () -> table(name, StoredTable.read(description)));
            }
        }
        attempt(
                "the list of backups",
                () -> Backups.list(snapshot, null, backup -> true, Integer.MAX_VALUE)
                        .forEach(this::backup));
        attempt("the list of streams", () -> Streams.all(snapshot).forEach(this::stream));
        times("stream", Streams.MAP, Streams.ENDS, Streams::end);
        times("token of a transaction", Tokens.MAP, Tokens.ENDS, Tokens::end);
        Tags.verify(snapshot, names, problems);
        owners();
        snapshot.maps().stream()
                .filter(map -> !maps.contains(map) && !elsewhere.test(map))
                .sorted()
                .forEach(map -> problems.accept("the map " + map + " belongs to no table"));
    }

    private void table(String name, Table table) {
        if (!table.name().equals(name)) {
            problems.accept("table " + name + ": its description is that of table " + table.name());
        }
        names.put(table.id(), name);
        ChangeStream stream = table.options().stream();
        if (stream != null
                && stream.isOn()
                && snapshot.get(Streams.MAP, Streams.key(stream.table(), stream.label())) == null) {
            problems.accept("table " + name + ": its stream is not among the streams");
        }
        new OfTable(table).run();
    }

    private void owners() {
        long lost = 0;
        try (Cursor cursor = snapshot.scan(Counters.MAP, Range.all(), true)) {
            while (cursor.next()) {
                lost += names.containsKey(new String(cursor.key(), StandardCharsets.UTF_8)) ? 0 : 1;
            }
        }
        if (lost > 0) {
            problems.accept(lost + " counters belong to no table");
        }
    }

    /**
     * Holds what ends against the map that has the same keys by the time of their end.
     *
     * @param end the time at which a value ends; negative if it does not
     */
    private void times(String what, String map, String ends, ToLongFunction<byte[]> end) {
        try (Cursor cursor = snapshot.scan(map, Range.all(), true)) {
            for (long n = 1; cursor.next(); n++) {
                String place = what + " " + n;
                byte[] key = cursor.key();
                byte[] value = cursor.value();
                attempt(place, () -> {
                    long time = end.applyAsLong(value);
                    if (time >= 0 && snapshot.get(ends, timed(time, key)) == null) {
                        problems.accept(place + " is not among those that end");
                    }
                });
            }
        }
        try (Cursor cursor = snapshot.scan(ends, Range.all(), true)) {
            for (long n = 1; cursor.next(); n++) {
                String place = "end " + n + " of a " + what;
                byte[] entry = cursor.key();
                attempt(place, () -> {
                    byte[] value = snapshot.get(map, Arrays.copyOfRange(entry, Long.BYTES, entry.length));
                    if (value == null
                            || end.applyAsLong(value) != ByteBuffer.wrap(entry).getLong()) {
                        problems.accept(place + " belongs to none");
                    }
                });
            }
        }
    }

    private static byte[] timed(long time, byte[] key) {
        return ByteBuffer.allocate(Long.BYTES + key.length)
                .putLong(time)
                .put(key)
                .array();
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
        maps.add(stream.map());
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
            maps.add(Expiry.map(table));
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
