package dev.stator.internal.protocol;

import dev.stator.internal.json.JsonReader;
import dev.stator.internal.json.JsonWriter;
import java.util.Map;

/**
 * Puts tags on a table, beside those that it has. Gives how many.
 *
 * @param arn the table's Amazon resource name
 */
public record TagResourceOperation(String tableName, String arn, Map<String, String> tags)
        implements TableOperation<Integer> {
    @Override
    public String action() {
        return "TagResource";
    }

    @Override
    public Effect effect() {
        return Effect.IDEMPOTENT_WRITE;
    }

    @Override
    public void write(JsonWriter json, Meter meter) {
        json.startObject();
        Fields.text(json, "ResourceArn", arn);
        TableDefinitions.tags(json, tags);
        json.endObject();
    }

    /** The reply has no body at all. */
    @Override
    public Integer decode(byte[] body, Meter meter) {
        return tags.size();
    }

    @Override
    public Integer read(JsonReader json, Meter meter) {
        return tags.size();
    }
}
