package dev.stator.internal.protocol;

import dev.stator.internal.json.JsonReader;
import dev.stator.internal.json.JsonWriter;
import dev.stator.internal.json.MalformedJsonException;

/**
 * Asks for a place in a shard from which to read.
 *
 * @param from where that is
 */
public record GetShardIteratorOperation(String arn, String shard, From from) implements StreamOperation<String> {
    /**
     * A place in a shard.
     *
     * @param type the service's word for it
     * @param sequenceNumber the record before or behind which it is, if the word asks for one; else empty
     */
    public record From(String type, String sequenceNumber) {
        /** Before the oldest record that there still is. */
        public static final From OLDEST = new From("TRIM_HORIZON", "");

        /** Behind all records that there are. */
        public static final From LATEST = new From("LATEST", "");

        /** Before this record. */
        public static From at(String sequenceNumber) {
            return new From("AT_SEQUENCE_NUMBER", sequenceNumber);
        }

        /** Behind this record. */
        public static From after(String sequenceNumber) {
            return new From("AFTER_SEQUENCE_NUMBER", sequenceNumber);
        }
    }

    @Override
    public String action() {
        return "GetShardIterator";
    }

    @Override
    public void write(JsonWriter json, Meter meter) {
        json.startObject();
        Fields.text(json, "StreamArn", arn);
        Fields.text(json, "ShardId", shard);
        Fields.text(json, "ShardIteratorType", from.type());
        if (!from.sequenceNumber().isEmpty()) {
            Fields.text(json, "SequenceNumber", from.sequenceNumber());
        }
        json.endObject();
    }

    @Override
    public String read(JsonReader json, Meter meter) {
        return Fields.readOne(json, meter, "ShardIterator", JsonReader::text)
                .orElseThrow(() -> new MalformedJsonException("The reply has no ShardIterator", 0));
    }
}
