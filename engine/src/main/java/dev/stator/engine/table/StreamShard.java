package dev.stator.engine.table;

import dev.stator.engine.store.Cursor;
import dev.stator.engine.store.Range;
import dev.stator.engine.store.Snapshot;
import dev.stator.engine.store.Write;
import dev.stator.internal.json.JsonWriter;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The records of a stream, all of which lie in one shard, numbered from 1 without gaps.
 *
 * <p>What is older than a day cannot be read. It is removed later: a little with each change of the table, and the rest
 * when the engine looks for what has expired. A head beside the records knows their numbers and the time of the oldest, so
 * that neither needs a look at records that stay.
 */
public final class StreamShard {
    /** The number of the first record of every stream. */
    public static final long FIRST = 1;

    /** The most records, and the most bytes by the service's count, that one reply brings. */
    public static final int MOST_RECORDS = 1000;

    private static final int MOST_BYTES = 1 << 20;

    /** Sorts before the number of every record. */
    private static final byte[] HEAD_KEY = {0};

    private final Snapshot snapshot;
    private final ChangeStream stream;
    private final String map;
    private long last;
    private long lastMillis;
    private long oldest;
    private long oldestMillis;

    /** The shard of a stream as of a snapshot or within a change. */
    public StreamShard(Snapshot snapshot, ChangeStream stream) {
        this.snapshot = snapshot;
        this.stream = stream;
        this.map = stream.map();
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
        }
    }

    /** The number of the latest record, or that before the first if there has been none. */
    public long last() {
        return last;
    }

    /** The number of the oldest record that can be read, or that of the next one if none can. */
    public long oldest(long nowMillis) {
        long horizon = nowMillis - Streams.RETENTION.toMillis();
        if (!hasOld(nowMillis)) {
            return oldest;
        } else if (lastMillis <= horizon) {
            return last + 1;
        }
        long tooOld = oldest;
        long young = last;
        while (young - tooOld > 1) {
            long middle = (tooOld + young) >>> 1;
            if (millis(middle) > horizon) {
                young = middle;
            } else {
                tooOld = middle;
            }
        }
        return young;
    }

    private long millis(long number) {
        byte[] stored = snapshot.get(map, key(number));
        if (stored == null) {
            throw new IllegalStateException("Record " + number + " of stream " + map + " is missing");
        }
        return StreamRecord.millis(stored);
    }

    /**
     * Writes records into an array of a reply.
     *
     * @param from the number of the first
     * @return the number of the one behind
     */
    public long write(long from, int limit, String region, JsonWriter out) {
        long next = from;
        long bytes = 0;
        try (Cursor cursor = snapshot.scan(map, Range.all().startingAt(key(from)), true)) {
            while (next - from < limit && cursor.next()) {
                StreamRecord record = StreamRecord.read(cursor.value());
                bytes += record.size();
                if (bytes > MOST_BYTES && next > from) {
                    break;
                }
                record.writeTo(out, stream, next, region);
                next++;
            }
        }
        return next;
    }

    /**
     * Looks whether the records are those of which the head knows.
     *
     * @param problems takes a sentence for everything that is wrong
     */
    void verify(Consumer<String> problems) {
        long next = oldest;
        try (Cursor cursor = snapshot.scan(map, Range.all().startingAt(key(0)), true)) {
            while (cursor.next()) {
                long number = ByteBuffer.wrap(cursor.key()).getLong();
                if (number != next) {
                    problems.accept("record " + number + " comes where record " + next + " should");
                }
                StreamRecord.read(cursor.value());
                next = number + 1;
            }
        }
        if (next != last + 1) {
            problems.accept("record " + (next - 1) + " is the last; that should be record " + last);
        }
    }

    /** Adds a record. Times never go back, whatever the clock does. */
    void add(Write write, StreamRecord record) {
        long millis = Math.max(lastMillis, record.millis());
        last++;
        lastMillis = millis;
        if (oldest == last) {
            oldestMillis = millis;
        }
        StreamRecord timed = new StreamRecord(
                millis, record.event(), record.expired(), record.key(), record.before(), record.after());
        write.put(map, key(last), timed.toBytes());
    }

    /** Whether there are records that are too old to be read. */
    boolean hasOld(long nowMillis) {
        return oldest <= last && oldestMillis <= nowMillis - Streams.RETENTION.toMillis();
    }

    /** Removes records that are too old to be read, so many at most; whether there are more. */
    boolean trim(Write write, int most, long nowMillis) {
        if (!hasOld(nowMillis)) {
            return false;
        }
        long horizon = nowMillis - Streams.RETENTION.toMillis();
        List<byte[]> old = new ArrayList<>();
        boolean more = false;
        try (Cursor cursor = write.scan(map, Range.all().startingAt(key(oldest)), true)) {
            while (!more && cursor.next()) {
                oldestMillis = StreamRecord.millis(cursor.value());
                if (oldestMillis > horizon) {
                    break;
                }
                more = old.size() == most;
                if (!more) {
                    old.add(cursor.key());
                }
            }
        }
        old.forEach(key -> write.remove(map, key));
        oldest += old.size();
        return more;
    }

    /** Writes the head, after records were added or removed. */
    void writeHead(Write write) {
        write.put(
                map,
                HEAD_KEY,
                ByteBuffer.allocate(4 * Long.BYTES)
                        .putLong(oldest)
                        .putLong(oldestMillis)
                        .putLong(last)
                        .putLong(lastMillis)
                        .array());
    }

    private static byte[] key(long number) {
        return ByteBuffer.allocate(Long.BYTES).putLong(number).array();
    }

    /** A number as clients see it: 21 digits. */
    public static String text(long number) {
        return String.format(Locale.ROOT, "1%020d", number);
    }

    /** The number of a text; {@code null} if no record can have it. */
    public static @Nullable Long number(String text) {
        if (text.length() != 21 || text.charAt(0) != '1' || !text.chars().allMatch(c -> c >= '0' && c <= '9')) {
            return null;
        }
        try {
            return Long.valueOf(text.substring(1));
        } catch (NumberFormatException e) {
            return null;
        }
    }
}
