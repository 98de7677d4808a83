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
import dev.stator.engine.table.TableShape;
import dev.stator.internal.json.JsonWriter;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** {@code DescribeStream}: a stream and its shards, page by page; the last is open while the stream is on. */
public final class DescribeStream implements Action {
    private static final int MOST = 100;
    private static final Field<Integer> LIMIT =
            Field.of("Limit", Type.INTEGER).atLeast(1).atMost(MOST);
    private static final Field<String> START =
            Field.of("ExclusiveStartShardId", Type.TEXT).length(28, 65);
    private static final Field<String> PARENT =
            Field.of("ShardId", Type.TEXT).notNull().length(28, 65);

    /** Asks for the shards that go on from another one. */
    private static final Field<Parameters> FILTER = Field.of(
            "ShardFilter",
            Type.structure(
                    Shape.of("ShardFilter", Field.oneOf("Type", "CHILD_SHARDS").notNull(), PARENT)));

    private static final Shape SHAPE = Shape.of("DescribeStreamInput", StreamRequest.STREAM, LIMIT, START, FILTER);

    @Override
    public Shape shape() {
        return SHAPE;
    }

    @Override
    public void perform(Parameters in, Database database, JsonWriter out) {
        long now = database.clock().millis();
        int limit = Objects.requireNonNullElse(in.get(LIMIT), MOST);
        database.read(snapshot -> {
            ChangeStream stream = StreamRequest.require(in.require(StreamRequest.STREAM), database, snapshot);
            StreamRecords records = new StreamRecords(snapshot, stream);
            List<StreamShard> shards = records.shards(now).stream()
                    .filter(shard -> isWanted(shard, records.parent(shard), in))
                    .toList();
            List<StreamShard> page = shards.size() > limit ? shards.subList(0, limit) : shards;
            out.startObject();
            out.field("StreamDescription");
            out.startObject();
            text(out, "StreamArn", database.arn(stream));
            text(out, "StreamLabel", stream.label());
            text(out, "StreamStatus", stream.isOn() ? "ENABLED" : "DISABLED");
            text(out, "StreamViewType", stream.view().name());
            out.field("CreationRequestDateTime");
            out.number(stream.createdMillis() / 1000.0);
            text(out, "TableName", stream.table());
            TableShape.keySchema(out, stream.key());
            out.field("Shards");
            out.startArray();
            page.forEach(shard -> shard(shard, records, out));
            out.endArray();
            if (page.size() < shards.size()) {
                text(out, "LastEvaluatedShardId", page.get(limit - 1).id());
            }
            out.endObject();
            out.endObject();
            return page;
        });
    }

    private static boolean isWanted(StreamShard shard, @Nullable StreamShard parent, Parameters in) {
        String start = in.get(START);
        Parameters filter = in.get(FILTER);
        return (start == null || start.compareTo(shard.id()) < 0)
                && (filter == null || (parent != null && parent.id().equals(filter.get(PARENT))));
    }

    private static void shard(StreamShard shard, StreamRecords records, JsonWriter out) {
        StreamShard parent = records.parent(shard);
        out.startObject();
        text(out, "ShardId", shard.id());
        out.field("SequenceNumberRange");
        out.startObject();
        text(out, "StartingSequenceNumber", StreamRecords.text(shard.first()));
        if (!records.isOpen(shard)) {
            text(out, "EndingSequenceNumber", StreamRecords.text(Math.max(shard.first(), records.end(shard) - 1)));
        }
        out.endObject();
        if (parent != null) {
            text(out, "ParentShardId", parent.id());
        }
        out.endObject();
    }

    private static void text(JsonWriter out, String name, String value) {
        out.field(name);
        out.text(value);
    }
}
