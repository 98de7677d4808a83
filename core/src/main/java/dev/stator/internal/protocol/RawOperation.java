package dev.stator.internal.protocol;

import dev.stator.internal.json.JsonReader;
import dev.stator.internal.json.MalformedJsonException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Any action by its name, with JSON as it is.
 *
 * @param json the request, in the service's own form
 * @param table the table that it is about, if it is about one
 * @param changes the items that it changes, if it is a write and they are known
 */
public record RawOperation(String action, String json, Optional<String> table, List<ItemId> changes)
        implements Operation<String> {
    private static final List<String> READS =
            List.of("Get", "Describe", "List", "Query", "Scan", "BatchGet", "TransactGet");

    private static final Pattern ACTION = Pattern.compile("[A-Z][A-Za-z0-9]*");

    /**
     * Checks the name.
     *
     * @throws IllegalArgumentException if no action can be called so
     */
    public RawOperation {
        if (!ACTION.matcher(action).matches()) {
            throw new IllegalArgumentException("\"" + action
                    + "\" is not the name of an action; it should look like DescribeTable, without a prefix");
        }
    }

    /** A request about the table that its JSON names, if it does. */
    public RawOperation(String action, String json) {
        this(action, json, tableIn(json.getBytes(StandardCharsets.UTF_8)), List.of());
    }

    private static Optional<String> tableIn(byte[] body) {
        try {
            JsonReader json = new JsonReader(body);
            json.startObject();
            for (String field = json.nextField(); field != null; field = json.nextField()) {
                if (field.equals("TableName") && json.isText()) {
                    return Optional.of(json.text());
                }
                json.skip();
            }
        } catch (MalformedJsonException e) {
            // The service will say what is wrong with it.
        }
        return Optional.empty();
    }

    @Override
    public Effect effect() {
        return READS.stream().anyMatch(action::startsWith) ? Effect.READ : Effect.WRITE;
    }

    @Override
    public byte[] encode(Meter meter) {
        return json.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public String decode(byte[] body, Meter meter) {
        return new String(body, StandardCharsets.UTF_8);
    }
}
