package dev.stator.internal.protocol;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/**
 * Any action by its name, with JSON as it is.
 *
 * @param json the request, in the service's own form
 */
public record RawOperation(String action, String json) implements Operation<String> {
    private static final List<String> READS =
            List.of("Get", "Describe", "List", "Query", "Scan", "BatchGet", "TransactGet");

    @Override
    public Optional<String> table() {
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
