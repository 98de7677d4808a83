package dev.stator.engine.action.stream;

import dev.stator.engine.action.Action;
import dev.stator.engine.request.Field;
import dev.stator.engine.request.Parameters;
import dev.stator.engine.request.Shape;
import dev.stator.engine.request.Type;
import dev.stator.engine.table.ChangeStream;
import dev.stator.engine.table.Database;
import dev.stator.engine.table.StreamRecords;
import dev.stator.engine.table.StreamShard;
import dev.stator.internal.json.JsonWriter;
import java.util.Objects;

/** {@code GetRecords}: the changes from a place in a shard on, and the place behind them unless nothing can come there. */
public final class GetRecords implements Action {
    private static final Field<String> ITERATOR =
            Field.of("ShardIterator", Type.TEXT).notNull().length(1, 2048);
    private static final Field<Integer> LIMIT =
            Field.of("Limit", Type.INTEGER).atLeast(1).atMost(StreamRecords.MOST_RECORDS);
    private static final Shape SHAPE = Shape.of("GetRecordsInput", ITERATOR, LIMIT);

    @Override
    public Shape shape() {
        return SHAPE;
    }

    @Override
    public void perform(Parameters in, Database database, JsonWriter out) {
        ShardIterator place = ShardIterator.parse(in.require(ITERATOR));
        int limit = Objects.requireNonNullElse(in.get(LIMIT), StreamRecords.MOST_RECORDS);
        long now = database.clock().millis();
        place.checkAge(now);
        database.read(snapshot -> {
            ChangeStream stream = StreamRequest.require(place.arn(), database, snapshot);
            StreamRecords records = new StreamRecords(snapshot, stream);
            StreamShard shard = StreamRequest.requireShard(place.shard(), records, now);
            long end = records.end(shard);
            if (place.next() < Math.min(end, records.oldest(now))) {
                throw StreamRequest.trimmed();
            }
            out.startObject();
            out.field("Records");
            out.startArray();
            long left = Math.max(0, end - place.next());
            long next = records.write(place.next(), Math.min(limit, left), database.region(), out);
            out.endArray();
            if (records.isOpen(shard) || next < end) {
                out.field("NextShardIterator");
                out.text(new ShardIterator(place.arn(), place.shard(), next, now).text());
            }
            out.endObject();
            return next;
        });
    }
}
