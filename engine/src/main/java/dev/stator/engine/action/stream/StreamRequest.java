package dev.stator.engine.action.stream;

import dev.stator.engine.fault.Fault;
import dev.stator.engine.request.Field;
import dev.stator.engine.request.Type;
import dev.stator.engine.store.Snapshot;
import dev.stator.engine.table.Arn;
import dev.stator.engine.table.ChangeStream;
import dev.stator.engine.table.Database;
import dev.stator.engine.table.StreamRecords;
import dev.stator.engine.table.StreamShard;
import dev.stator.engine.table.Streams;

/** The members by which the actions on streams name a stream and a shard, and how these are found. */
final class StreamRequest {
    static final Field<String> STREAM = Field.of("StreamArn", Type.TEXT).notNull();
    static final Field<String> SHARD = Field.of("ShardId", Type.TEXT).notNull().length(28, 65);

    private StreamRequest() {}

    /** The place of a stream among all, by its ARN. */
    static byte[] key(String arn) {
        Arn parts = parts(arn);
        return Streams.key(parts.table(), parts.id());
    }

    private static Arn parts(String arn) {
        Arn parts = Arn.parse(arn, Arn.STREAM);
        if (parts == null) {
            throw Fault.validation("Invalid StreamArn");
        }
        return parts;
    }

    /**
     * The stream of an ARN.
     *
     * @throws Fault a ValidationException if it is no ARN of a stream, a ResourceNotFoundException if there is none
     */
    static ChangeStream require(String arn, Database database, Snapshot snapshot) {
        Arn parts = parts(arn);
        ChangeStream stream = Streams.find(
                snapshot, parts.table(), parts.id(), database.clock().millis());
        if (stream == null || !database.arn(stream).equals(arn)) {
            throw Fault.of("ResourceNotFoundException", "Requested resource not found: Stream: " + arn + " not found");
        }
        return stream;
    }

    /**
     * The shard of an id.
     *
     * @throws Fault a ResourceNotFoundException if there is none, or none any more
     */
    static StreamShard requireShard(String id, StreamRecords records, long nowMillis) {
        StreamShard shard = records.shard(id, nowMillis);
        if (shard == null) {
            throw Fault.of("ResourceNotFoundException", "Requested resource not found: Shard does not exist");
        }
        return shard;
    }

    /** What it is to have come too late for a record. */
    static Fault trimmed() {
        return Fault.of("TrimmedDataAccessException", "The data you are trying to access has been trimmed");
    }
}
