package dev.stator.internal.protocol;

import dev.stator.internal.json.JsonReader;
import dev.stator.internal.json.JsonWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Asks for up to 100 table names.
 *
 * @param after the name behind which to go on
 */
public record ListTablesOperation(Optional<String> after) implements JsonOperation<ListTablesOperation.Names> {
    /**
     * Some of the account's tables.
     *
     * @param names their names
     * @param last the name behind which to go on; empty at the end
     */
    public record Names(List<String> names, Optional<String> last) {}

    @Override
    public String action() {
        return "ListTables";
    }

    @Override
    public Optional<String> table() {
        return Optional.empty();
    }

    @Override
    public Effect effect() {
        return Effect.READ;
    }

    @Override
    public void write(JsonWriter json, Meter meter) {
        json.startObject();
        after.ifPresent(name -> Fields.text(json, "ExclusiveStartTableName", name));
        json.endObject();
    }

    @Override
    public Names read(JsonReader json, Meter meter) {
        List<String> names = new ArrayList<>();
        Optional<String> last = Optional.empty();
        json.startObject();
        for (String field = json.nextField(); field != null; field = json.nextField()) {
            switch (field) {
                case "TableNames" -> {
                    json.startArray();
                    while (json.nextElement()) {
                        names.add(json.text());
                    }
                }
                case "LastEvaluatedTableName" -> last = Optional.of(json.text());
                default -> json.skip();
            }
        }
        return new Names(names, last);
    }
}
