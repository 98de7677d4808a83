package dev.stator.engine.table;

import dev.stator.engine.store.Cursor;
import dev.stator.engine.store.Range;
import dev.stator.engine.store.Snapshot;
import dev.stator.engine.store.Write;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Records in a map of the store, numbered from 1 without gaps in the order of their times, so that any time is found by halving.
 *
 * <p>What is older than the journal keeps counts as gone at once. It is removed later: a little with each change that adds
 * to the journal, and the rest when the engine looks for what has expired. A head beside the records knows their numbers and
 * the time of the oldest, so that neither needs a look at records that stay.
 */
final class Journal {
    /** The number of the first record of every journal. */
    static final long FIRST = 1;

    /** How many old records go for each that comes, so that a journal with much to forget gets shorter. */
    private static final int TRIMMED_FOR_EACH = 2;

    /** Sorts before the number of every record. */
    private static final byte[] HEAD_KEY = {0};

    private final Snapshot snapshot;
    private final String map;
    private final Duration retention;
    private long last;
    private long lastMillis;
    private long oldest;
    private long oldestMillis;
    private long removedMillis;
    private int added;

    /** Writes the record that is to be added. */
    interface Form {
        /** The record's bytes, which begin with that time. */
        byte[] at(long millis);
    }

    /**
     * A journal as of a snapshot or within a change.
     *
     * @param retention how long a record is kept
     */
    Journal(Snapshot snapshot, String map, Duration retention) {
        this.snapshot = snapshot;
        this.map = map;
        this.retention = retention;
        byte[] head = snapshot.get(map, HEAD_KEY);
        if (head == null) {
            oldest = FIRST;
            last = FIRST - 1;
        } else {
            ByteBuffer in = ByteBuffer.wrap(head);
            oldest = in.getLong();
            oldestMillis = in.getLong();
            last = in.getLong();
            lastMillis = in.getLong();
            // A head of an earlier version does not say.
            removedMillis = in.hasRemaining() ? in.getLong() : 0;
        }
    }

    /** The time with which the bytes of every record begin. */
    private static long millis(byte[] record) {
        return ByteBuffer.wrap(record).getLong();
    }

    /** The number of the latest record, or that before the first if there has been none. */
    long last() {
        return last;
    }

    /** The time of the latest record; 0 if there has been none. */
    long lastMillis() {
        return lastMillis;
    }

    /** The time of the latest record that was removed; 0 if none was. All that are later are there. */
    long removedMillis() {
        return removedMillis;
    }

    /** The number of the oldest record that is not gone, or that of the next one if all are. */
    long oldest(long nowMillis) {
        return firstAfter(horizon(nowMillis));
    }

    /** The number of the first record that there still is of those later than a time, or that of the next one if there is none. */
    long firstAfter(long horizonMillis) {
        if (oldest > last || oldestMillis > horizonMillis) {
            return oldest;
        } else if (lastMillis <= horizonMillis) {
            return last + 1;
        }
        long tooOld = oldest;
        long young = last;
        while (young - tooOld > 1) {
            long middle = (tooOld + young) >>> 1;
            if (millisOf(middle) > horizonMillis) {
                young = middle;
            } else {
                tooOld = middle;
            }
        }
        return young;
    }

    private long millisOf(long number) {
        byte[] stored = snapshot.get(map, key(number));
        if (stored == null) {
            throw new IllegalStateException("Record " + number + " of " + map + " is missing");
        }
        return millis(stored);
    }

    /** The records from a number on, in their order. */
    Cursor from(long number) {
        return snapshot.scan(map, Range.all().startingAt(key(number)), true);
    }

    /** The records down to a number, the latest first. */
    Cursor backTo(long number) {
        return snapshot.scan(map, Range.all().startingAt(key(number)), false);
    }

    /**
     * Looks whether the records are those of which the head knows.
     *
     * @param each takes the bytes of each record, to look into it
     * @param problems takes a sentence for everything that is wrong
     */
    void verify(Consumer<byte[]> each, Consumer<String> problems) {
        long next = oldest;
        try (Cursor cursor = from(0)) {
            while (cursor.next()) {
                long number = ByteBuffer.wrap(cursor.key()).getLong();
                if (number != next) {
                    problems.accept("record " + number + " comes where record " + next + " should");
                }
                each.accept(cursor.value());
                next = number + 1;
            }
        }
        if (next != last + 1) {
            problems.accept("record " + (next - 1) + " is the last; that should be record " + last);
        }
    }

    /** Adds a record. Times never go back, whatever the clock does. */
    void add(Write write, long nowMillis, Form record) {
        long millis = Math.max(lastMillis, nowMillis);
        last++;
        lastMillis = millis;
        if (oldest == last) {
            oldestMillis = millis;
        }
        added++;
        write.put(map, key(last), record.at(millis));
    }

    /** Ends a change that may have added records: some that are gone make room for them. */
    void finish(Write write, long nowMillis) {
        if (added > 0) {
            remove(write, added * TRIMMED_FOR_EACH, nowMillis);
            writeHead(write);
            added = 0;
        }
    }

    /** Whether there are records that count as gone. */
    boolean hasOld(long nowMillis) {
        return oldest <= last && oldestMillis <= horizon(nowMillis);
    }

    /** Removes records that count as gone, so many at most; whether there are more. */
    boolean trim(Write write, int most, long nowMillis) {
        boolean more = remove(write, most, nowMillis);
        if (last >= FIRST) {
            writeHead(write);
        }
        return more;
    }

    private boolean remove(Write write, int most, long nowMillis) {
        if (!hasOld(nowMillis)) {
            return false;
        }
        List<byte[]> old = new ArrayList<>();
        boolean more = false;
        try (Cursor cursor = write.scan(map, Range.all().startingAt(key(oldest)), true)) {
            while (!more && cursor.next()) {
                oldestMillis = millis(cursor.value());
                if (oldestMillis > horizon(nowMillis)) {
                    break;
                }
                more = old.size() == most;
                if (!more) {
                    old.add(cursor.key());
                    removedMillis = oldestMillis;
                }
            }
        }
        old.forEach(key -> write.remove(map, key));
        oldest += old.size();
        return more;
    }

    private long horizon(long nowMillis) {
        return nowMillis - retention.toMillis();
    }

    private void writeHead(Write write) {
        write.put(
                map,
                HEAD_KEY,
                ByteBuffer.allocate(5 * Long.BYTES)
                        .putLong(oldest)
                        .putLong(oldestMillis)
                        .putLong(last)
                        .putLong(lastMillis)
                        .putLong(removedMillis)
                        .array());
    }

    private static byte[] key(long number) {
        return ByteBuffer.allocate(Long.BYTES).putLong(number).array();
    }
}
