package dev.stator.engine.action.stream;

import dev.stator.engine.action.Action;
import dev.stator.engine.fault.Fault;
import dev.stator.engine.request.Field;
import dev.stator.engine.request.Parameters;
import dev.stator.engine.request.Shape;
import dev.stator.engine.request.Type;
import dev.stator.engine.table.ChangeStream;
import dev.stator.engine.table.Database;
import dev.stator.engine.table.StreamRecords;
import dev.stator.engine.table.StreamShard;
import dev.stator.internal.json.JsonWriter;

/** {@code GetShardIterator}: where in a shard to begin to read. */
public final class GetShardIterator implements Action {
    private static final Field<String> TYPE = Field.oneOf(
                    "ShardIteratorType", "AFTER_SEQUENCE_NUMBER", "LATEST", "AT_SEQUENCE_NUMBER", "TRIM_HORIZON")
            .notNull();
    private static final Field<String> NUMBER =
            Field.of("SequenceNumber", Type.TEXT).length(21, 40);
    private static final Shape SHAPE =
            Shape.of("GetShardIteratorInput", StreamRequest.STREAM, StreamRequest.SHARD, TYPE, NUMBER);

    @Override
    public Shape shape() {
        return SHAPE;
    }

    @Override
    public void perform(Parameters in, Database database, JsonWriter out) {
        String type = in.require(TYPE);
        boolean numbered = type.endsWith("_SEQUENCE_NUMBER");
        if (numbered && !in.has(NUMBER)) {
            throw Fault.invalidParameter("Invalid SequenceNumber");
        } else if (!numbered && in.has(NUMBER)) {
            throw Fault.invalidParameter("SequenceNumber should not be passed for this iterator type");
        }
        String arn = in.require(StreamRequest.STREAM);
        long now = database.clock().millis();
        ShardIterator iterator = database.read(snapshot -> {
            ChangeStream stream = StreamRequest.require(arn, database, snapshot);
            StreamRecords records = new StreamRecords(snapshot, stream);
            StreamShard shard = StreamRequest.requireShard(in.require(StreamRequest.SHARD), records, now);
            long next = switch (type) {
                case "LATEST" -> records.end(shard);
                case "TRIM_HORIZON" -> Math.min(Math.max(shard.first(), records.oldest(now)), records.end(shard));
                case "AT_SEQUENCE_NUMBER" -> number(in.require(NUMBER), records, shard, now);
                default -> number(in.require(NUMBER), records, shard, now) + 1;
            };
            return new ShardIterator(arn, shard.id(), next, now);
        });
        out.startObject();
        out.field("ShardIterator");
        out.text(iterator.text());
        out.endObject();
    }

    private static long number(String text, StreamRecords records, StreamShard shard, long now) {
        Long number = StreamRecords.number(text);
        if (number != null && number >= StreamRecords.FIRST && number < records.oldest(now)) {
            throw StreamRequest.trimmed();
        }
        long last =
                records.isOpen(shard) ? ShardIterator.LAST_PLACE - 1 : Math.max(shard.first(), records.end(shard) - 1);
        if (number == null || number < shard.first() || number > last) {
            throw Fault.validation("Invalid SequenceNumber for the shard");
        }
        return number;
    }
}
