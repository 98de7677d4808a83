package dev.stator.internal.protocol;

import dev.stator.internal.json.JsonReader;
import dev.stator.internal.json.MalformedJsonException;
import dev.stator.value.TableDescription;

/** Asks for the description of a table. */
public record DescribeTableOperation(String tableName) implements TableOperation<TableDescription> {
    @Override
    public String action() {
        return "DescribeTable";
    }

    @Override
    public Effect effect() {
        return Effect.READ;
    }

    @Override
    public TableDescription read(JsonReader json, Meter meter) {
        return Fields.readOne(json, meter, "Table", TableDescriptions::read)
                .orElseThrow(() -> new MalformedJsonException("The reply has no Table", 0));
    }
}
