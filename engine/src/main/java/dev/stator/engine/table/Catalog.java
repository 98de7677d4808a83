package dev.stator.engine.table;

import dev.stator.engine.fault.Fault;
import dev.stator.engine.item.StoredItem;
import dev.stator.engine.store.Cursor;
import dev.stator.engine.store.Range;
import dev.stator.engine.store.Snapshot;
import dev.stator.engine.store.Write;
import dev.stator.engine.table.TableDescription.Status;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The tables by name.
 *
 * <p>Each look-up reads the description from the snapshot or change at hand, so a table is always seen as of the same
 * moment as its items; what is remembered is only what those bytes mean.
 */
public final class Catalog {
    static final String MAP = "tables";

    /** A description that has been read before, and what its bytes meant. */
    private static final class Known {
        private final byte[] bytes;
        private final Table table;
        private final Table settled;

        Known(byte[] bytes) {
            this.bytes = bytes;
            this.table = StoredTable.read(bytes);
            this.settled = table.settled();
        }

        /** The table at that time, or {@code null} if it is gone by then. */
        @Nullable
        Table at(Clock clock) {
            Transition transition = table.options().transition();
            if (transition == null || clock.millis() < transition.untilMillis()) {
                return table;
            }
            return table.isDeleting() ? null : settled;
        }
    }

    /** How many tables the service changes at a time for one account. */
    private static final int MOST_CHANGING = 500;

    /**
     * How many descriptions are kept in mind. Tables do not only go by {@link #drop}: the whole store may become another one, and who reads
     * a snapshot from before brings theirs to mind again.
     */
    private static final int MOST_KNOWN = 10_000;

    private final Clock clock;
    private final long statusDelayMillis;
    private final Map<String, Known> known = new ConcurrentHashMap<>();
    private volatile boolean ages;

    /**
     * The tables.
     *
     * @param statusDelay how long a table is shown to be created, updated or deleted
     */
    public Catalog(Clock clock, Duration statusDelay) {
        this.clock = clock;
        this.statusDelayMillis = TimeUnit.MILLISECONDS.convert(statusDelay);
    }

    /** Whether a table was created or changed to have what becomes old: items that expire, a stream, or a past. */
    boolean ages() {
        return ages;
    }

    /** Whether there is what becomes old. */
    boolean hasWhatAges(Snapshot snapshot) {
        return Streams.any(snapshot)
                || Backups.anySystem(snapshot)
                || all(snapshot).anyMatch(Catalog::ages);
    }

    /** All tables, even those that are gone and not yet forgotten. */
    private Stream<Table> all(Snapshot snapshot) {
        List<Table> tables = new ArrayList<>();
        try (Cursor cursor = snapshot.scan(MAP, Range.all(), true)) {
            while (cursor.next()) {
                tables.add(known(new String(cursor.key(), StandardCharsets.UTF_8), cursor.value()).table);
            }
        }
        return tables.stream();
    }

    private Known known(String name, byte[] bytes) {
        Known same = known.get(name);
        if (same != null && Arrays.equals(same.bytes, bytes)) {
            return same;
        }
        if (known.size() >= MOST_KNOWN) {
            known.clear();
        }
        Known read = new Known(bytes);
        known.put(name, read);
        return read;
    }

    /** Keeps no table in mind that may be there no longer. */
    public void forget() {
        known.clear();
    }

    private void age(Table table) {
        if (ages(table)) {
            ages = true;
        }
    }

    private static boolean ages(Table table) {
        Table.Options options = table.options();
        return options.timeToLive() != null || options.isStreamed() || options.recovery() != null || table.isDeleting();
    }

    /** The table of that name, in whatever status; it tells of a transition as long as that is under way. */
    public @Nullable Table find(Snapshot snapshot, String name) {
        byte[] bytes = snapshot.get(MAP, key(name));
        return bytes == null ? null : known(name, bytes).at(clock);
    }

    /**
     * The table that an action on items names.
     *
     * @throws Fault a ResourceNotFoundException if there is none, or it cannot be used yet or any more
     */
    public Table require(Snapshot snapshot, String name) {
        Table table = findPresent(snapshot, name);
        if (table == null) {
            throw Fault.resourceNotFound();
        }
        return table;
    }

    /** The table of that name, unless it cannot be used yet or any more. */
    public @Nullable Table findPresent(Snapshot snapshot, String name) {
        Table table = find(snapshot, name);
        Transition transition = table == null ? null : table.options().transition();
        return transition != null && transition.isAbsent() ? null : table;
    }

    /**
     * The table that an action changes; it may be updated already.
     *
     * @throws Fault a ResourceNotFoundException if there is none, a ResourceInUseException if it cannot be changed yet or any more
     */
    public Table requireChangeable(Snapshot snapshot, String name) {
        Table table = find(snapshot, name);
        if (table == null) {
            throw Fault.tableNotFound(name);
        }
        Transition transition = table.options().transition();
        if (transition != null && transition.isAbsent()) {
            throw Fault.inUse(
                    "Table is being " + (transition.status() == Status.CREATING ? "created" : "deleted") + ": " + name);
        }
        return table;
    }

    /** Up to {@code limit} names, in order, behind one that need not exist. */
    public List<String> names(Snapshot snapshot, @Nullable String after, int limit) {
        Range range = after == null ? Range.all() : new Range(key(after), false, null, false);
        List<String> names = new ArrayList<>();
        try (Cursor cursor = snapshot.scan(MAP, range, true)) {
            while (names.size() < limit && cursor.next()) {
                String name = new String(cursor.key(), StandardCharsets.UTF_8);
                if (known(name, cursor.value()).at(clock) != null) {
                    names.add(name);
                }
            }
        }
        return names;
    }

    /** When what begins now is over. */
    public long doneMillis(long nowMillis) {
        long done = nowMillis + statusDelayMillis;
        return done < nowMillis ? Long.MAX_VALUE : done;
    }

    /** Adds a table, empty, whose stream, if it has one, begins; it is there once the delay of statuses is over. */
    public void create(Write write, Table table, long nowMillis) {
        put(write, table, transition(Status.CREATING, nowMillis), nowMillis);
        write.createMap(table.itemMap());
        table.indexes().forEach(index -> write.createMap(table.indexMap(index)));
        Counters.zero(table).write(write);
        changeStream(write, null, table, nowMillis);
    }

    /** Puts a description, with what is under way if that takes any time. */
    private void put(Write write, Table table, Transition transition, long nowMillis) {
        Table kept = table.settled();
        if (statusDelayMillis > 0) {
            if (all(write).filter(each -> isChanging(each, nowMillis)).count() >= MOST_CHANGING) {
                throw Fault.of(
                        "LimitExceededException",
                        "Subscriber limit exceeded: Only " + MOST_CHANGING
                                + " tables can be created, updated, or deleted simultaneously");
            }
            kept = table.with(table.options().withTransition(transition));
        }
        write.put(MAP, key(table.name()), StoredTable.write(kept));
        age(kept);
    }

    private Transition transition(Status status, long nowMillis) {
        return new Transition(status, nowMillis, doneMillis(nowMillis), null, Map.of(), null, Set.of());
    }

    private static boolean isChanging(Table table, long nowMillis) {
        Transition transition = table.options().transition();
        return transition != null && nowMillis < transition.untilMillis();
    }

    private static void changeStream(Write write, @Nullable Table before, Table after, long nowMillis) {
        boolean was = before != null && before.options().isStreamed();
        if (was != after.options().isStreamed()) {
            if (was) {
                Streams.end(write, after, nowMillis);
            } else {
                Streams.begin(write, after, nowMillis);
            }
        }
    }

    /**
     * Puts another description in the place of one with the same id. An index that is new gets its entries from all items
     * of the table, one that is gone takes its entries with it; in the same way for the attribute by which items expire. A
     * stream that is new begins, one that is off ends; what is kept to restore the table begins, or goes.
     */
    public void replace(Write write, Table before, Table after, long nowMillis) {
        write.put(MAP, key(after.name()), StoredTable.write(after));
        change(write, before, after, nowMillis);
        age(after);
    }

    /**
     * The same for a change that takes the service some time. What is under way with the table already goes on.
     *
     * @param begun what is under way from now on, with the table as it is shown meanwhile
     */
    public void update(Write write, Table before, Table after, Transition begun, long nowMillis) {
        Transition present = before.options().transition();
        put(write, after, present == null ? begun : present.and(begun), nowMillis);
        change(write, before, after, nowMillis);
    }

    /** The same for a change that is done at once, while something else may be under way with the table, which is shown with the change. */
    public void amend(Write write, Table before, Table after, Table shown, long nowMillis) {
        Transition present = before.options().transition();
        Table kept = after.settled();
        replace(
                write,
                before,
                present == null ? kept : kept.with(kept.options().withTransition(present.with(shown.settled()))),
                nowMillis);
    }

    private static void change(Write write, Table before, Table after, long nowMillis) {
        Counters counters = Counters.read(write, before).movedTo(after);
        for (Index index : before.indexes()) {
            if (after.index(index.name()) == null) {
                write.dropMap(before.indexMap(index));
            }
        }
        for (Index index : after.indexes()) {
            if (before.index(index.name()) == null) {
                write.createMap(after.indexMap(index));
                fill(write, after, index, counters);
            }
        }
        counters.write(write);
        if (!Objects.equals(before.options().timeToLive(), after.options().timeToLive())) {
            write.dropMap(Expiry.map(before));
            if (after.options().timeToLive() != null) {
                Expiry.fill(write, after);
            }
        }
        changeUndoLog(write, before, after);
        changeStream(write, before, after, nowMillis);
    }

    private static void changeUndoLog(Write write, Table before, Table after) {
        boolean was = before.options().recovery() != null;
        boolean shall = after.options().recovery() != null;
        if (was && !shall) {
            write.dropMap(UndoLog.map(before));
        } else if (shall && !was) {
            write.createMap(UndoLog.map(after));
        }
    }

    /**
     * Adds a table with items that there are, or were, which stay where they are. Takes time by the size of its indexes and by the
     * number of changes to undo, and in the durable store by the size of the items.
     *
     * @return the table as it is shown while it is restored
     */
    public Table restore(Write write, Table table, Origin origin, long nowMillis) {
        Transition transition = new Transition(
                Status.CREATING, nowMillis, doneMillis(nowMillis), null, Map.of(), origin.told(), Set.of());
        put(write, table, transition, nowMillis);
        Counters counters = Counters.zero(table);
        origin.copyTo(write, table.itemMap(), counters);
        for (Index index : table.indexes()) {
            write.createMap(table.indexMap(index));
            fill(write, table, index, counters);
        }
        counters.write(write);
        return table.with(table.options().withTransition(transition));
    }

    /** Whether a backup is being restored. */
    public boolean isRestoring(Snapshot snapshot, String backupArn) {
        return all(snapshot).anyMatch(table -> {
            Transition transition = table.options().transition();
            Restored from = transition == null ? null : transition.restored();
            return from != null && backupArn.equals(from.backupArn()) && isChanging(table, clock.millis());
        });
    }

    private static void fill(Write write, Table table, Index index, Counters counters) {
        try (Cursor cursor = write.scan(table.itemMap(), Range.all(), true)) {
            while (cursor.next()) {
                StoredItem item = StoredItem.stored(cursor.value());
                StoredItem entry = table.entry(index, item);
                if (entry != null) {
                    write.put(table.indexMap(index), table.entryKey(index, item.attributes()), entry.bytes());
                    counters.add(1 + table.indexes().indexOf(index), 1, entry.size());
                }
            }
        }
    }

    /**
     * Removes a table with all that it holds; its stream ends. Only its description stays for the delay of statuses, and a backup if
     * the table could be restored as of a point in time.
     */
    public void drop(Write write, Table table, long nowMillis) {
        if (table.options().recovery() != null) {
            Backups.createSystem(write, table, nowMillis);
        }
        if (statusDelayMillis > 0) {
            Table kept = table.notStreaming(nowMillis);
            put(
                    write,
                    kept.with(kept.options().withTimeToLive(null)),
                    transition(Status.DELETING, nowMillis),
                    nowMillis);
        } else {
            write.remove(MAP, key(table.name()));
            known.remove(table.name());
        }
        write.dropMap(table.itemMap());
        table.indexes().forEach(index -> write.dropMap(table.indexMap(index)));
        write.dropMap(Expiry.map(table));
        write.dropMap(UndoLog.map(table));
        write.remove(Counters.MAP, Counters.key(table));
        changeStream(write, table, table.notStreaming(nowMillis), nowMillis);
        Tags.removeAll(write, table);
    }

    /** Whether there are tables that are gone and not yet forgotten. */
    boolean anyGone(Snapshot snapshot) {
        return all(snapshot).anyMatch(this::isGone);
    }

    /** Removes what is left of tables that are gone. */
    void forgetGone(Write write) {
        all(write).filter(this::isGone).forEach(table -> {
            write.remove(MAP, key(table.name()));
            known.remove(table.name());
        });
    }

    private boolean isGone(Table table) {
        return table.isDeleting() && !isChanging(table, clock.millis());
    }

    private static byte[] key(String name) {
        return name.getBytes(StandardCharsets.UTF_8);
    }
}
