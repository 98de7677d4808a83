package dev.stator.engine.table;

import dev.stator.engine.store.Cursor;
import dev.stator.engine.store.Snapshot;
import dev.stator.internal.json.JsonWriter;
import java.util.Locale;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The records of a stream, all of which lie in one shard. */
public final class StreamShard {
    /** The number of the first record of every stream. */
    public static final long FIRST = Journal.FIRST;

    /** The most records, and the most bytes by the service's count, that one reply brings. */
    public static final int MOST_RECORDS = 1000;

    private static final int MOST_BYTES = 1 << 20;

    private final ChangeStream stream;
    private final Journal journal;

    /** The shard of a stream as of a snapshot or within a change. */
    public StreamShard(Snapshot snapshot, ChangeStream stream) {
        this.stream = stream;
        this.journal = new Journal(snapshot, stream.map(), Streams.RETENTION);
    }

    /** The records, to be added to and removed from. */
    Journal journal() {
        return journal;
    }

    /** The number of the latest record, or that before the first if there has been none. */
    public long last() {
        return journal.last();
    }

    /** The number of the oldest record that can be read, or that of the next one if none can. */
    public long oldest(long nowMillis) {
        return journal.oldest(nowMillis);
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
        try (Cursor cursor = journal.from(from)) {
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
        journal.verify(StreamRecord::read, problems);
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
