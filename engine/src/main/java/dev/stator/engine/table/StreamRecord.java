package dev.stator.engine.table;

import dev.stator.engine.item.StoredItem;
import dev.stator.internal.json.JsonWriter;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A change of an item as a stream keeps it: the time, what it was, the key, and the images that the stream's view tells.
 *
 * @param millis when it was made
 * @param event {@code INSERT}, {@code MODIFY} or {@code REMOVE}
 * @param expired whether the item was removed because its time was over
 * @param key the key attributes
 * @param before the item before, if the view tells and there was one
 * @param after the item after, if the view tells and there is one
 */
public record StreamRecord(
        long millis,
        Event event,
        boolean expired,
        StoredItem key,
        @Nullable StoredItem before,
        @Nullable StoredItem after) {
    /** What a change is to the item. */
    enum Event {
        INSERT('I'),
        MODIFY('M'),
        REMOVE('R');

        private final char stored;

        Event(char stored) {
            this.stored = stored;
        }

        private static Event of(byte stored) {
            return stored == INSERT.stored ? INSERT : stored == MODIFY.stored ? MODIFY : REMOVE;
        }
    }

    static StreamRecord read(byte[] stored) {
        ByteBuffer in = ByteBuffer.wrap(stored);
        long millis = in.getLong();
        Event event = Event.of(in.get());
        boolean expired = in.get() != 0;
        StoredItem key = item(in);
        StoredItem before = item(in);
        StoredItem after = item(in);
        if (key == null) {
            throw new IllegalStateException("A stored record of a stream has no key");
        }
        return new StreamRecord(millis, event, expired, key, before, after);
    }

    private static @Nullable StoredItem item(ByteBuffer in) {
        byte[] bytes = new byte[in.getInt()];
        in.get(bytes);
        return bytes.length == 0 ? null : StoredItem.stored(bytes);
    }

    byte[] toBytes() {
        ByteBuffer out =
                ByteBuffer.allocate(Long.BYTES + 2 + 3 * Integer.BYTES + length(key) + length(before) + length(after));
        out.putLong(millis).put((byte) event.stored).put((byte) (expired ? 1 : 0));
        put(out, key);
        put(out, before);
        put(out, after);
        return out.array();
    }

    private static int length(@Nullable StoredItem item) {
        return item == null ? 0 : item.bytes().length;
    }

    private static void put(ByteBuffer out, @Nullable StoredItem item) {
        out.putInt(length(item));
        if (item != null) {
            out.put(item.bytes());
        }
    }

    /** The size by the service's rules: that of the key and the images. */
    public int size() {
        return key.size() + (before == null ? 0 : before.size()) + (after == null ? 0 : after.size());
    }

    /** Writes the form of replies. */
    void writeTo(JsonWriter out, ChangeStream stream, long number, String region) {
        out.startObject();
        text(out, "eventID", id(stream, number));
        text(out, "eventName", event.name());
        text(out, "eventVersion", "1.1");
        text(out, "eventSource", "aws:dynamodb");
        text(out, "awsRegion", region);
        out.field("dynamodb");
        out.startObject();
        out.field("ApproximateCreationDateTime");
        out.number(Math.floorDiv(millis, 1000L));
        image(out, "Keys", key);
        image(out, "NewImage", after);
        image(out, "OldImage", before);
        text(out, "SequenceNumber", StreamRecords.text(number));
        out.field("SizeBytes");
        out.number(size());
        text(out, "StreamViewType", stream.view().name());
        out.endObject();
        if (expired) {
            out.field("userIdentity");
            out.startObject();
            text(out, "PrincipalId", "dynamodb.amazonaws.com");
            text(out, "Type", "Service");
            out.endObject();
        }
        out.endObject();
    }

    /** The same each time that a record is read. */
    private static String id(ChangeStream stream, long number) {
        UUID id = UUID.nameUUIDFromBytes((stream.map() + "/" + number).getBytes(StandardCharsets.UTF_8));
        return String.format(Locale.ROOT, "%016x%016x", id.getMostSignificantBits(), id.getLeastSignificantBits());
    }

    private static void image(JsonWriter out, String name, @Nullable StoredItem item) {
        if (item != null) {
            out.field(name);
            item.writeTo(out);
        }
    }

    private static void text(JsonWriter out, String name, String value) {
        out.field(name);
        out.text(value);
    }
}
