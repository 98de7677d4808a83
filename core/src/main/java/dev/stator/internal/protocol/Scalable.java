package dev.stator.internal.protocol;

import dev.stator.internal.json.JsonWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A capacity that Application Auto Scaling can change: that for reads or that for writes, of a table or a global index.
 *
 * @param index the index; empty for the table itself
 */
public record Scalable(String tableName, Optional<String> index, boolean writes) {
    /** What there is to scale of a table with these global indexes; the table itself comes first. */
    public static List<Scalable> of(String tableName, List<String> indexes) {
        List<Optional<String>> resources = new ArrayList<>(List.of(Optional.empty()));
        indexes.forEach(index -> resources.add(Optional.of(index)));
        return resources.stream()
                .flatMap(index -> List.of(false, true).stream().map(writes -> new Scalable(tableName, index, writes)))
                .toList();
    }

    /** The service's name of the table or index. */
    public String resource() {
        return "table/" + tableName + index.map(name -> "/index/" + name).orElse("");
    }

    /** The metric that a policy tracks: how much of what is provisioned is used. */
    String metric() {
        return "DynamoDB" + (writes ? "Write" : "Read") + "CapacityUtilization";
    }

    void write(JsonWriter json) {
        Fields.text(json, "ServiceNamespace", "dynamodb");
        Fields.text(json, "ResourceId", resource());
        Fields.text(
                json,
                "ScalableDimension",
                "dynamodb:" + (index.isPresent() ? "index:" : "table:") + (writes ? "Write" : "Read")
                        + "CapacityUnits");
    }
}
