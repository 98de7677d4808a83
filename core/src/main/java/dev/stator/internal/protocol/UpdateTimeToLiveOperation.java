package dev.stator.internal.protocol;

import dev.stator.internal.json.JsonReader;
import dev.stator.internal.json.JsonWriter;
import dev.stator.internal.json.MalformedJsonException;

/**
 * Begins to let items of a table expire, or not any more; gives whether they will.
 *
 * @param attribute the attribute that holds the second in which an item expires; the service wants it for disabling, too
 */
public record UpdateTimeToLiveOperation(String tableName, String attribute, boolean enabled)
        implements TableOperation<Boolean> {
    @Override
    public String action() {
        return "UpdateTimeToLive";
    }

    @Override
    public Effect effect() {
        return Effect.IDEMPOTENT_WRITE;
    }

    @Override
    public void write(JsonWriter json, Meter meter) {
        json.startObject();
        Fields.text(json, "TableName", tableName);
        json.field("TimeToLiveSpecification");
        json.startObject();
        Fields.text(json, "AttributeName", attribute);
        json.field("Enabled");
        json.flag(enabled);
        json.endObject();
        json.endObject();
    }

    @Override
    public Boolean read(JsonReader json, Meter meter) {
        return Fields.readOne(json, meter, "TimeToLiveSpecification", UpdateTimeToLiveOperation::isEnabled)
                .orElseThrow(() -> new MalformedJsonException("The reply has no TimeToLiveSpecification", 0));
    }

    private static boolean isEnabled(JsonReader json) {
        boolean enabled = false;
        json.startObject();
        for (String field = json.nextField(); field != null; field = json.nextField()) {
            if (field.equals("Enabled")) {
                enabled = json.flag();
            } else {
                json.skip();
            }
        }
        return enabled;
    }
}
