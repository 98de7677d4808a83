package dev.stator.engine.action;

import dev.stator.engine.request.Field;
import dev.stator.engine.request.Parameters;
import dev.stator.engine.request.Shape;
import dev.stator.engine.request.Type;
import dev.stator.engine.table.ChangeStream;
import dev.stator.engine.table.Database;
import dev.stator.engine.table.StreamShard;
import dev.stator.engine.table.TableShape;
import dev.stator.internal.json.JsonWriter;

/** {@code DescribeStream}: a stream and its one shard, which is open while the stream is on. */
final class DescribeStream implements Action {
    private static final Field<Integer> LIMIT =
            Field.of("Limit", Type.INTEGER).atLeast(1).atMost(100);
    private static final Field<String> START =
            Field.of("ExclusiveStartShardId", Type.TEXT).length(28, 65);
    private static final Field<String> PARENT = Field.of("ShardId", Type.TEXT).length(28, 65);

    /** Asks for the shards that follow another one, and the only shard has none behind it. */
    private static final Field<Parameters> FILTER = Field.of(
            "ShardFilter", Type.structure(Shape.of("ShardFilter", Field.oneOf("Type", "CHILD_SHARDS"), PARENT)));

    private static final Shape SHAPE = Shape.of("DescribeStreamInput", StreamRequest.STREAM, LIMIT, START, FILTER);

    private record Described(ChangeStream stream, long last) {}

    @Override
    public Shape shape() {
        return SHAPE;
    }

    @Override
    public void perform(Parameters in, Database database, JsonWriter out) {
        Described described = database.read(snapshot -> {
            ChangeStream found = StreamRequest.require(in.require(StreamRequest.STREAM), database, snapshot);
            return new Described(found, new StreamShard(snapshot, found).last());
        });
        ChangeStream stream = described.stream;
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
        String start = in.get(START);
        if (!in.has(FILTER) && (start == null || start.compareTo(stream.shard()) < 0)) {
            shard(described, out);
        }
        out.endArray();
        out.endObject();
        out.endObject();
    }

    private static void shard(Described described, JsonWriter out) {
        out.startObject();
        text(out, "ShardId", described.stream.shard());
        out.field("SequenceNumberRange");
        out.startObject();
        text(out, "StartingSequenceNumber", StreamShard.text(StreamShard.FIRST));
        if (!described.stream.isOn()) {
            text(out, "EndingSequenceNumber", StreamShard.text(Math.max(StreamShard.FIRST, described.last)));
        }
        out.endObject();
        out.endObject();
    }

    private static void text(JsonWriter out, String name, String value) {
        out.field(name);
        out.text(value);
    }
}
