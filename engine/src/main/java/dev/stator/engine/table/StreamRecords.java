package dev.stator.engine.table;

import dev.stator.engine.store.Cursor;
import dev.stator.engine.store.Snapshot;
import dev.stator.engine.store.Write;
import dev.stator.internal.json.JsonWriter;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The records of a stream, in shards.
 *
 * <p>The first write after a shard has been open for four hours closes it and opens the next, which goes on from it. So a shard is
 * closed when there is a record behind it, and none can come into it any more, whatever the clock says to whoever reads it. As there is
 * one line of shards, the changes of an item come in their order to whoever reads each when its parent has been read to its end.
 */
public final class StreamRecords {
    /** The number of the first record of every stream. */
    public static final long FIRST = Journal.FIRST;

    /** The most records, and the most bytes by the service's count, that one reply brings. */
    public static final int MOST_RECORDS = 1000;

    private static final int MOST_BYTES = 1 << 20;

    /** How long a shard stays open at least, as by the service. */
    private static final Duration OPEN = Duration.ofHours(4);

    /** Beside the head of the journal: the first number and the time of each shard, once there is more than one. */
    private static final byte[] SHARDS_KEY = {0, 0};

    private final ChangeStream stream;
    private final Journal journal;
    private final List<StreamShard> shards = new ArrayList<>();

    /** The records of a stream as of a snapshot or within a change. */
    public StreamRecords(Snapshot snapshot, ChangeStream stream) {
        this.stream = stream;
        this.journal = new Journal(snapshot, stream.map(), Streams.RETENTION);
        byte[] stored = snapshot.get(stream.map(), SHARDS_KEY);
        if (stored == null) {
            shards.add(new StreamShard(stream, FIRST, stream.createdMillis()));
        } else {
            for (ByteBuffer in = ByteBuffer.wrap(stored); in.hasRemaining(); ) {
                shards.add(new StreamShard(stream, in.getLong(), in.getLong()));
            }
        }
    }

    /** The records, to be removed from. */
    Journal journal() {
        return journal;
    }

    /** The shards that may have records that can be read, in their order; the last is always there. */
    public List<StreamShard> shards(long nowMillis) {
        return shards.stream().filter(shard -> !isGone(shard, nowMillis)).toList();
    }

    /** The shard of an id; {@code null} if there is none, or none any more. */
    public @Nullable StreamShard shard(String id, long nowMillis) {
        return shards(nowMillis).stream()
                .filter(shard -> shard.id().equals(id))
                .findFirst()
                .orElse(null);
    }

    /** A shard that was closed so long ago that all its records are old. */
    private boolean isGone(StreamShard shard, long nowMillis) {
        StreamShard next = next(shard);
        return next != null && next.beginMillis() <= nowMillis - Streams.RETENTION.toMillis();
    }

    private @Nullable StreamShard next(StreamShard shard) {
        int next = shards.indexOf(shard) + 1;
        return next < shards.size() ? shards.get(next) : null;
    }

    /** The shard from which another one goes on, which may be gone; {@code null} for the first of the stream. */
    public @Nullable StreamShard parent(StreamShard shard) {
        int place = shards.indexOf(shard);
        return place == 0 ? null : shards.get(place - 1);
    }

    /** Whether records may still come into a shard. */
    public boolean isOpen(StreamShard shard) {
        return stream.isOn() && next(shard) == null;
    }

    /** The number behind that of the last record in a shard. */
    public long end(StreamShard shard) {
        StreamShard next = next(shard);
        return next == null ? journal.last() + 1 : next.first();
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
    public long write(long from, long limit, String region, JsonWriter out) {
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

    /** Adds a record. */
    void add(Write write, long nowMillis, Journal.Form record) {
        StreamShard open = shards.get(shards.size() - 1);
        if (journal.last() >= open.first() && nowMillis >= open.beginMillis() + OPEN.toMillis()) {
            roll(write, nowMillis);
        }
        journal.add(write, nowMillis, record);
    }

    /** Opens a shard, and forgets those that are gone but for the last, which is a parent. */
    private void roll(Write write, long nowMillis) {
        while (shards.size() > 1 && isGone(shards.get(1), nowMillis)) {
            shards.remove(0);
        }
        shards.add(new StreamShard(stream, journal.last() + 1, nowMillis));
        ByteBuffer out = ByteBuffer.allocate(shards.size() * 2 * Long.BYTES);
        shards.forEach(shard -> out.putLong(shard.first()).putLong(shard.beginMillis()));
        write.put(stream.map(), SHARDS_KEY, out.array());
    }

    /** Ends a change. */
    void finish(Write write, long nowMillis) {
        journal.finish(write, nowMillis);
    }

    /**
     * Looks whether the records are those of which the head knows, and the shards have some each.
     *
     * @param problems takes a sentence for everything that is wrong
     */
    void verify(Consumer<String> problems) {
        journal.verify(StreamRecord::read, problems);
        for (StreamShard shard : shards) {
            if (end(shard) < shard.first() || (next(shard) != null && end(shard) == shard.first())) {
                problems.accept("shard " + shard.id() + " ends before it begins");
            }
        }
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
