package dev.stator.internal.protocol;

import dev.stator.expression.ExpressionWriter;
import dev.stator.internal.json.JsonReader;
import dev.stator.internal.json.JsonWriter;
import java.util.Optional;

/**
 * Reads all items of a table or index in no order that matters.
 *
 * @param segment which of the scan's equal parts to read, from 0
 * @param totalSegments the number of parts; 1 for the whole
 */
public record ScanOperation<R>(Selection<R> selection, int segment, int totalSegments)
        implements TableOperation<PageReply<R>> {
    @Override
    public String action() {
        return "Scan";
    }

    @Override
    public String tableName() {
        return selection.tableName();
    }

    @Override
    public Optional<String> index() {
        return selection.index();
    }

    @Override
    public Effect effect() {
        return Effect.READ;
    }

    @Override
    public void write(JsonWriter json, Meter meter) {
        json.startObject();
        selection.write(json, new ExpressionWriter(), meter);
        if (totalSegments > 1) {
            json.field("Segment");
            json.number(segment);
            json.field("TotalSegments");
            json.number(totalSegments);
        }
        json.endObject();
    }

    @Override
    public PageReply<R> read(JsonReader json, Meter meter) {
        return selection.read(json, meter);
    }
}
