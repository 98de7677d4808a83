package dev.stator.internal.protocol;

import dev.stator.internal.json.JsonReader;
import dev.stator.internal.json.JsonWriter;
import dev.stator.internal.json.MalformedJsonException;
import dev.stator.stream.StreamRecord;
import dev.stator.value.Item;
import dev.stator.value.ItemReader;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Reads records of a shard, up to 1000 or 1 MB.
 *
 * @param shard the shard that the iterator is of
 * @param reader reads the images; gives nothing for what is no record of the table
 */
public record GetRecordsOperation<T>(String shard, String iterator, Function<ItemReader, Optional<T>> reader)
        implements StreamOperation<GetRecordsOperation.Records<T>> {
    /**
     * Some records.
     *
     * @param next the iterator of the records behind; empty at the end of a closed shard
     */
    public record Records<T>(List<StreamRecord<T>> records, Optional<String> next) {}

    private static final class Draft<T> {
        private String event = "";
        private String sequenceNumber = "";
        private Item key = Item.empty();
        private Optional<T> before = Optional.empty();
        private Optional<T> after = Optional.empty();
        private boolean expired;
        private Instant created = Instant.EPOCH;
    }

    @Override
    public String action() {
        return "GetRecords";
    }

    @Override
    public void write(JsonWriter json, Meter meter) {
        json.startObject();
        Fields.text(json, "ShardIterator", iterator);
        json.endObject();
    }

    @Override
    public Records<T> read(JsonReader json, Meter meter) {
        @Nullable List<StreamRecord<T>> records = null;
        Optional<String> next = Optional.empty();
        json.startObject();
        for (String field = json.nextField(); field != null; field = json.nextField()) {
            switch (field) {
                case "Records" -> {
                    records = new ArrayList<>();
                    json.startArray();
                    while (json.nextElement()) {
                        records.add(readRecord(json));
                    }
                }
                case "NextShardIterator" -> {
                    if (json.isNull()) {
                        json.skip();
                    } else {
                        next = Optional.of(json.text());
                    }
                }
                default -> json.skip();
            }
        }
        if (records == null) {
            throw new MalformedJsonException("The reply has no Records", 0);
        }
        return new Records<>(records, next);
    }

    private StreamRecord<T> readRecord(JsonReader json) {
        Draft<T> draft = new Draft<>();
        json.startObject();
        for (String field = json.nextField(); field != null; field = json.nextField()) {
            switch (field) {
                case "eventName" -> draft.event = json.text();
                case "dynamodb" -> readChange(json, draft);
                case "userIdentity" -> draft.expired = isService(json);
                default -> json.skip();
            }
        }
        return new StreamRecord<>(
                draft.event,
                draft.key,
                draft.before,
                draft.after,
                draft.expired,
                draft.created,
                shard,
                draft.sequenceNumber);
    }

    private void readChange(JsonReader json, Draft<T> draft) {
        json.startObject();
        for (String field = json.nextField(); field != null; field = json.nextField()) {
            switch (field) {
                case "ApproximateCreationDateTime" ->
                    draft.created = Instant.ofEpochMilli(Math.round(json.decimal() * 1000));
                case "SequenceNumber" -> draft.sequenceNumber = json.text();
                case "Keys" -> draft.key = Item.readFrom(json.items());
                case "OldImage" -> draft.before = reader.apply(json.items());
                case "NewImage" -> draft.after = reader.apply(json.items());
                default -> json.skip();
            }
        }
    }

    /** Only removals by the time to live have the service itself for their user. */
    private static boolean isService(JsonReader json) {
        boolean service = false;
        json.startObject();
        for (String field = json.nextField(); field != null; field = json.nextField()) {
            if (field.equalsIgnoreCase("principalId")) {
                service = json.text().equals("dynamodb.amazonaws.com");
            } else {
                json.skip();
            }
        }
        return service;
    }
}
