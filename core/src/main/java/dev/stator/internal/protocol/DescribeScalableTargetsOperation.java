package dev.stator.internal.protocol;

import dev.stator.internal.json.JsonReader;
import dev.stator.internal.json.JsonWriter;
import dev.stator.value.ScalableTarget;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Asks which capacities are scaled, in pages.
 *
 * @param resources the tables and indexes to tell of, by their service's names
 * @param after where to go on
 */
public record DescribeScalableTargetsOperation(String tableName, List<String> resources, Optional<String> after)
        implements TableOperation<DescribeScalableTargetsOperation.Targets> {
    /**
     * Some of them.
     *
     * @param next where to go on; empty at the end
     */
    public record Targets(List<ScalableTarget> targets, Optional<String> next) {}

    @Override
    public String action() {
        return "DescribeScalableTargets";
    }

    @Override
    public Effect effect() {
        return Effect.READ;
    }

    @Override
    public void write(JsonWriter json, Meter meter) {
        json.startObject();
        Fields.text(json, "ServiceNamespace", "dynamodb");
        json.field("ResourceIds");
        json.startArray();
        resources.forEach(json::text);
        json.endArray();
        after.ifPresent(token -> Fields.text(json, "NextToken", token));
        json.endObject();
    }

    @Override
    public Targets read(JsonReader json, Meter meter) {
        List<ScalableTarget> targets = new ArrayList<>();
        Optional<String> next = Optional.empty();
        json.startObject();
        for (String field = json.nextField(); field != null; field = json.nextField()) {
            switch (field) {
                case "ScalableTargets" -> {
                    json.startArray();
                    while (json.nextElement()) {
                        targets.add(target(json));
                    }
                }
                case "NextToken" -> next = Optional.of(json.text());
                default -> json.skip();
            }
        }
        return new Targets(targets, next);
    }

    private static ScalableTarget target(JsonReader json) {
        String resource = "";
        String dimension = "";
        long least = 0;
        long most = 0;
        json.startObject();
        for (String field = json.nextField(); field != null; field = json.nextField()) {
            switch (field) {
                case "ResourceId" -> resource = json.text();
                case "ScalableDimension" -> dimension = json.text();
                case "MinCapacity" -> least = json.integer();
                case "MaxCapacity" -> most = json.integer();
                default -> json.skip();
            }
        }
        return new ScalableTarget(resource, dimension, least, most);
    }
}
