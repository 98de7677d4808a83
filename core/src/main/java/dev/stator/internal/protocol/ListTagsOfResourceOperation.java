package dev.stator.internal.protocol;

import dev.stator.internal.json.JsonReader;
import dev.stator.internal.json.JsonWriter;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Asks for the tags of a table, in pages.
 *
 * @param arn the table's Amazon resource name
 * @param after where to go on
 */
public record ListTagsOfResourceOperation(String tableName, String arn, Optional<String> after)
        implements TableOperation<ListTagsOfResourceOperation.Tags> {
    /**
     * Some of the tags.
     *
     * @param tags values by key
     * @param next where to go on; empty at the end
     */
    public record Tags(Map<String, String> tags, Optional<String> next) {}

    @Override
    public String action() {
        return "ListTagsOfResource";
    }

    @Override
    public Effect effect() {
        return Effect.READ;
    }

    @Override
    public void write(JsonWriter json, Meter meter) {
        json.startObject();
        Fields.text(json, "ResourceArn", arn);
        after.ifPresent(token -> Fields.text(json, "NextToken", token));
        json.endObject();
    }

    @Override
    public Tags read(JsonReader json, Meter meter) {
        Map<String, String> tags = new LinkedHashMap<>();
        Optional<String> next = Optional.empty();
        json.startObject();
        for (String field = json.nextField(); field != null; field = json.nextField()) {
            switch (field) {
                case "Tags" -> {
                    json.startArray();
                    while (json.nextElement()) {
                        readTag(json, tags);
                    }
                }
                case "NextToken" -> next = Optional.of(json.text());
                default -> json.skip();
            }
        }
        return new Tags(tags, next);
    }

    private static void readTag(JsonReader json, Map<String, String> tags) {
        String key = "";
        String value = "";
        json.startObject();
        for (String field = json.nextField(); field != null; field = json.nextField()) {
            switch (field) {
                case "Key" -> key = json.text();
                case "Value" -> value = json.text();
                default -> json.skip();
            }
        }
        tags.put(key, value);
    }
}
