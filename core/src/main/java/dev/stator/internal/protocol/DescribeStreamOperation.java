package dev.stator.internal.protocol;

import dev.stator.internal.json.JsonReader;
import dev.stator.internal.json.JsonWriter;
import dev.stator.internal.json.MalformedJsonException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Asks for shards of a stream.
 *
 * @param after the shard behind which to go on
 */
public record DescribeStreamOperation(String arn, Optional<String> after)
        implements StreamOperation<DescribeStreamOperation.Shards> {
    /**
     * Some shards.
     *
     * @param last where to go on; empty at the end
     */
    public record Shards(List<Shard> shards, Optional<String> last) {}

    /**
     * A part of a stream, whose records are in order.
     *
     * @param parent the shard that this one goes on from, which may be gone
     * @param first the number with which it began, even if what had it is gone
     * @param closed whether nothing is added any more
     */
    public record Shard(String id, Optional<String> parent, Optional<String> first, boolean closed) {}

    /** The numbers of a shard's records. */
    private record Numbers(Optional<String> first, boolean ended) {}

    @Override
    public String action() {
        return "DescribeStream";
    }

    @Override
    public void write(JsonWriter json, Meter meter) {
        json.startObject();
        Fields.text(json, "StreamArn", arn);
        after.ifPresent(shard -> Fields.text(json, "ExclusiveStartShardId", shard));
        json.endObject();
    }

    @Override
    public Shards read(JsonReader json, Meter meter) {
        return Fields.readOne(json, meter, "StreamDescription", DescribeStreamOperation::shards)
                .orElseThrow(() -> new MalformedJsonException("The reply has no StreamDescription", 0));
    }

    private static Shards shards(JsonReader json) {
        List<Shard> shards = new ArrayList<>();
        Optional<String> last = Optional.empty();
        json.startObject();
        for (String field = json.nextField(); field != null; field = json.nextField()) {
            switch (field) {
                case "Shards" -> {
                    json.startArray();
                    while (json.nextElement()) {
                        shards.add(shard(json));
                    }
                }
                case "LastEvaluatedShardId" -> last = Optional.of(json.text());
                default -> json.skip();
            }
        }
        return new Shards(shards, last);
    }

    private static Shard shard(JsonReader json) {
        String id = "";
        Optional<String> parent = Optional.empty();
        Numbers numbers = new Numbers(Optional.empty(), false);
        json.startObject();
        for (String field = json.nextField(); field != null; field = json.nextField()) {
            switch (field) {
                case "ShardId" -> id = json.text();
                case "ParentShardId" -> parent = Optional.of(json.text());
                case "SequenceNumberRange" -> numbers = numbers(json);
                default -> json.skip();
            }
        }
        return new Shard(id, parent, numbers.first(), numbers.ended());
    }

    private static Numbers numbers(JsonReader json) {
        Optional<String> first = Optional.empty();
        boolean ended = false;
        json.startObject();
        for (String field = json.nextField(); field != null; field = json.nextField()) {
            ended |= field.equals("EndingSequenceNumber");
            if (field.equals("StartingSequenceNumber")) {
                first = Optional.of(json.text());
            } else {
                json.skip();
            }
        }
        return new Numbers(first, ended);
    }
}
