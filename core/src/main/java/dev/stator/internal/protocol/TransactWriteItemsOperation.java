package dev.stator.internal.protocol;

import dev.stator.internal.json.JsonReader;
import dev.stator.internal.json.JsonWriter;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Does all actions or none.
 *
 * @param actions 1 to 100 actions, each on another item
 * @param token makes the transaction happen once however often it is sent; made once per call
 */
public record TransactWriteItemsOperation(List<WriteAction> actions, String token) implements JsonOperation<Boolean> {
    private static final long MAX_BYTES = 4L << 20;

    // The service knows a token for 10 minutes, and a request may be under way for a while.
    private static final Duration TOKEN_LIFE = Duration.ofMinutes(9);

    @Override
    public String action() {
        return "TransactWriteItems";
    }

    @Override
    public Optional<String> table() {
        return ItemId.onlyTable(changes());
    }

    @Override
    public List<String> tables() {
        return ItemId.tables(changes());
    }

    @Override
    public int batchSize() {
        return actions.size();
    }

    @Override
    public Effect effect() {
        return Effect.IDEMPOTENT_WRITE;
    }

    @Override
    public Optional<Duration> harmlessFor() {
        return Optional.of(TOKEN_LIFE);
    }

    @Override
    public List<ItemId> changes() {
        return actions.stream().map(WriteAction::id).toList();
    }

    @Override
    public byte[] encode(Meter meter) {
        byte[] body = JsonOperation.super.encode(meter);
        // Less than the items take as JSON, so that a look at the items is needed for very large requests only.
        if (body.length > MAX_BYTES) {
            long bytes = actions.stream().mapToLong(WriteAction::itemBytes).sum();
            if (bytes > MAX_BYTES) {
                throw new IllegalArgumentException("its items are " + bytes + " bytes, and a transaction takes "
                        + MAX_BYTES + "; make several, or put fewer or smaller items");
            }
        }
        return body;
    }

    @Override
    public void write(JsonWriter json, Meter meter) {
        json.startObject();
        json.field("TransactItems");
        json.startArray();
        for (WriteAction action : actions) {
            json.startObject();
            json.field(action.transactName());
            json.startObject();
            action.writeAction(json);
            json.endObject();
            json.endObject();
        }
        json.endArray();
        Fields.text(json, "ClientRequestToken", token);
        meter.askOfWrite(json);
        json.endObject();
    }

    @Override
    public Boolean read(JsonReader json, Meter meter) {
        json.startObject();
        for (String field = json.nextField(); field != null; field = json.nextField()) {
            if (field.equals("ConsumedCapacity")) {
                meter.readAll(json);
            } else if (field.equals("ItemCollectionMetrics")) {
                meter.readCollections(json);
            } else {
                json.skip();
            }
        }
        return true;
    }
}
