package dev.stator.internal.protocol;

import dev.stator.internal.json.JsonReader;
import dev.stator.internal.json.MalformedJsonException;
import dev.stator.value.TimeToLiveDescription;
import java.util.Optional;

/** Asks whether items of a table expire. */
public record DescribeTimeToLiveOperation(String tableName) implements TableOperation<TimeToLiveDescription> {
    @Override
    public String action() {
        return "DescribeTimeToLive";
    }

    @Override
    public Effect effect() {
        return Effect.READ;
    }

    @Override
    public TimeToLiveDescription read(JsonReader json, Meter meter) {
        return Fields.readOne(json, meter, "TimeToLiveDescription", DescribeTimeToLiveOperation::description)
                .orElseThrow(() -> new MalformedJsonException("The reply has no TimeToLiveDescription", 0));
    }

    private static TimeToLiveDescription description(JsonReader json) {
        String status = "";
        Optional<String> attribute = Optional.empty();
        json.startObject();
        for (String field = json.nextField(); field != null; field = json.nextField()) {
            switch (field) {
                case "TimeToLiveStatus" -> status = json.text();
                case "AttributeName" -> attribute = Optional.of(json.text());
                default -> json.skip();
            }
        }
        return new TimeToLiveDescription(status, attribute);
    }
}
