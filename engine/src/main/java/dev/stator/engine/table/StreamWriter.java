package dev.stator.engine.table;

import dev.stator.engine.item.StoredItem;
import dev.stator.engine.store.Write;
import dev.stator.value.AttributeValue;
import dev.stator.value.StreamView;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Tells the changes of a table's items to its stream, within the change of the store that makes them. */
final class StreamWriter {
    private final Write write;
    private final Table table;
    private final StreamView view;
    private final long now;
    private final StreamRecords records;

    StreamWriter(Write write, Table table, ChangeStream stream, long nowMillis) {
        this.write = write;
        this.table = table;
        this.view = stream.view();
        this.now = nowMillis;
        this.records = new StreamRecords(write, stream);
    }

    /** The writer for the stream of a table; {@code null} if it has none. */
    static @Nullable StreamWriter of(Write write, Table table, long nowMillis) {
        ChangeStream stream = table.options().stream();
        return stream == null || !stream.isOn() ? null : new StreamWriter(write, table, stream, nowMillis);
    }

    /** Tells a change, unless it changes nothing. */
    void add(@Nullable StoredItem before, @Nullable StoredItem after, boolean expired) {
        StoredItem either = after == null ? before : after;
        if (either == null || (before != null && after != null && before.sameAs(after))) {
            return;
        }
        StreamRecord.Event event = before == null
                ? StreamRecord.Event.INSERT
                : after == null ? StreamRecord.Event.REMOVE : StreamRecord.Event.MODIFY;
        boolean old = view == StreamView.OLD_IMAGE || view == StreamView.NEW_AND_OLD_IMAGES;
        boolean young = view == StreamView.NEW_IMAGE || view == StreamView.NEW_AND_OLD_IMAGES;
        StoredItem key = key(either);
        records.add(
                write,
                now,
                millis -> new StreamRecord(millis, event, expired, key, old ? before : null, young ? after : null)
                        .toBytes());
    }

    private StoredItem key(StoredItem item) {
        Map<String, AttributeValue> attributes = new LinkedHashMap<>();
        for (KeySchema.Part part : table.key().parts()) {
            AttributeValue value = item.attributes().get(part.name());
            if (value != null) {
                attributes.put(part.name(), value);
            }
        }
        return table.stored(attributes);
    }

    void finish() {
        records.finish(write, now);
    }
}
