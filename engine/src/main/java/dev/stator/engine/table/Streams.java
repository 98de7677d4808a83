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
import dev.stator.value.AttributeType;
import dev.stator.value.StreamView;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The streams of all tables, those that have ended included until their last record is old. Kept apart from the tables,
 * because a stream outlives its table.
 */
public final class Streams {
    /** How long a record can be read. */
    public static final Duration RETENTION = Duration.ofHours(24);

    static final String MAP = "streams";

    /** The streams that have ended, by the time at which they did. */
    static final String ENDS = "stream-ends";

    private static final Field<String> VIEW =
            Field.of("StreamViewType", Type.TEXT).notNull();
    private static final Field<Long> CREATED =
            Field.of("CreatedMillis", Type.LONG).notNull();
    private static final Field<Long> ENDED = Field.of("EndedMillis", Type.LONG).notNull();
    private static final Shape SHAPE = Shape.of(
            "Stream", TableShape.ATTRIBUTES, TableShape.TABLE_NAME, TableShape.KEY_SCHEMA, VIEW, CREATED, ENDED);

    private Streams() {}

    /** The time to be that of a new stream: now, or as little later as no stream of a table of that name has begun. */
    public static long freeMillis(Snapshot snapshot, String table, long nowMillis) {
        long free = nowMillis;
        while (snapshot.get(MAP, key(table, ChangeStream.label(free))) != null) {
            free++;
        }
        return free;
    }

    /** The stream of that label, if its records can be read. */
    public static @Nullable ChangeStream find(Snapshot snapshot, String table, String label, long nowMillis) {
        byte[] stored = snapshot.get(MAP, key(table, label));
        ChangeStream stream = stored == null ? null : read(stored);
        return stream == null || isOver(stream, nowMillis) ? null : stream;
    }

    /**
     * Streams whose records can be read, by table and age.
     *
     * @param table the table whose streams are wanted; {@code null} for all
     * @param after the stream behind which to begin, which need not exist; {@code null} for the beginning
     */
    public static List<ChangeStream> list(
            Snapshot snapshot, @Nullable String table, byte @Nullable [] after, int limit, long nowMillis) {
        Range range = table == null ? Range.all() : Range.prefix(key(table, ""));
        if (after != null && (range.from() == null || Arrays.compareUnsigned(range.from(), after) <= 0)) {
            range = range.startingAfter(after);
        }
        List<ChangeStream> streams = new ArrayList<>();
        try (Cursor cursor = snapshot.scan(MAP, range, true)) {
            while (streams.size() < limit && cursor.next()) {
                ChangeStream stream = read(cursor.value());
                if (!isOver(stream, nowMillis)) {
                    streams.add(stream);
                }
            }
        }
        return streams;
    }

    /** All streams, even those that are over. */
    static List<ChangeStream> all(Snapshot snapshot) {
        return list(snapshot, null, null, Integer.MAX_VALUE, 0);
    }

    /** When a stream has ended, as it stands among {@link #ENDS}; negative for one that goes on. */
    static long end(byte[] stored) {
        ChangeStream stream = read(stored);
        return stream.isOn() ? -1 : Math.max(0, stream.endedMillis());
    }

    /** Whether there is any stream, even one that is over. */
    static boolean any(Snapshot snapshot) {
        try (Cursor cursor = snapshot.scan(MAP, Range.all(), true)) {
            return cursor.next();
        }
    }

    /** Begins the stream that a table has got. */
    static void begin(Write write, Table table, long nowMillis) {
        forgetOver(write, nowMillis);
        ChangeStream stream = Objects.requireNonNull(table.options().stream());
        write.createMap(stream.map());
        put(write, table, stream);
    }

    /** Keeps of the stream of a table that it has ended. */
    static void end(Write write, Table table, long nowMillis) {
        forgetOver(write, nowMillis);
        ChangeStream stream = Objects.requireNonNull(table.options().stream());
        put(write, table, stream);
        write.put(ENDS, end(stream.endedMillis(), key(stream.table(), stream.label())), new byte[0]);
    }

    /** Whether there are streams that are over. */
    static boolean anyOver(Snapshot snapshot, long nowMillis) {
        return !over(snapshot, nowMillis).isEmpty();
    }

    /** The entries among the ends of streams that are over. */
    private static List<byte[]> over(Snapshot snapshot, long nowMillis) {
        List<byte[]> over = new ArrayList<>();
        long horizon = nowMillis - RETENTION.toMillis();
        try (Cursor cursor = snapshot.scan(ENDS, Range.all().endingBefore(end(horizon + 1, new byte[0])), true)) {
            while (cursor.next()) {
                over.add(cursor.key());
            }
        }
        return over;
    }

    /** Removes the streams that are over, with their records. */
    static void forgetOver(Write write, long nowMillis) {
        for (byte[] end : over(write, nowMillis)) {
            byte[] key = Arrays.copyOfRange(end, Long.BYTES, end.length);
            byte[] stored = write.get(MAP, key);
            if (stored != null) {
                write.dropMap(read(stored).map());
            }
            write.remove(MAP, key);
            write.remove(ENDS, end);
        }
    }

    private static byte[] end(long endedMillis, byte[] key) {
        return ByteBuffer.allocate(Long.BYTES + key.length)
                .putLong(Math.max(0, endedMillis))
                .put(key)
                .array();
    }

    private static boolean isOver(ChangeStream stream, long nowMillis) {
        return !stream.isOn() && stream.endedMillis() + RETENTION.toMillis() <= nowMillis;
    }

    /** The key of a stream: its table, a character that no name has, and its label. */
    public static byte[] key(String table, String label) {
        return (table + "/" + label).getBytes(StandardCharsets.UTF_8);
    }

    private static void put(Write write, Table table, ChangeStream stream) {
        JsonWriter out = new JsonWriter();
        out.startObject();
        TableShape.writeDefinition(table, out);
        TableShape.text(out, VIEW, stream.view().name());
        out.field(CREATED.name());
        out.number(stream.createdMillis());
        out.field(ENDED.name());
        out.number(stream.endedMillis());
        out.endObject();
        write.put(MAP, key(stream.table(), stream.label()), out.toByteArray());
    }

    private static ChangeStream read(byte[] stored) {
        Parameters in = RequestBody.read(stored, SHAPE);
        Map<String, AttributeType> types = TableShape.types(in.require(TableShape.ATTRIBUTES));
        return new ChangeStream(
                in.require(TableShape.TABLE_NAME),
                TableShape.keySchema(in.require(TableShape.KEY_SCHEMA), types),
                StreamView.valueOf(in.require(VIEW)),
                in.require(CREATED),
                in.require(ENDED));
    }
}
