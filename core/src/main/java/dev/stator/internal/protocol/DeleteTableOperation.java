package dev.stator.internal.protocol;

import dev.stator.internal.json.JsonReader;
import dev.stator.internal.json.MalformedJsonException;
import dev.stator.value.TableDescription;

/** Begins to delete a table with everything in it. */
public record DeleteTableOperation(String tableName) implements TableOperation<TableDescription> {
    @Override
    public String action() {
        return "DeleteTable";
    }

    /** Done twice, it is refused the second time, which says no more of a first one without a reply than that it may be so. */
    @Override
    public Effect effect() {
        return Effect.IDEMPOTENT_WRITE;
    }

    @Override
    public TableDescription read(JsonReader json, Meter meter) {
        return Fields.readOne(json, meter, "TableDescription", TableDescriptions::read)
                .orElseThrow(() -> new MalformedJsonException("The reply has no TableDescription", 0));
    }
}
