package dev.stator.testing;

import dev.stator.transport.WireRequest;
import dev.stator.value.AttributeValue;
import dev.stator.value.AttributeValue.Bool;
import dev.stator.value.AttributeValue.L;
import dev.stator.value.AttributeValue.M;
import dev.stator.value.AttributeValue.S;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a request reads without asking for consistency, which a replica that is behind may answer. */
enum EventualRead {
    /** Tables. */
    TABLE,
    /** An index. */
    INDEX;

    static Optional<EventualRead> of(WireRequest request) {
        return switch (request.action()) {
            case "GetItem" -> body(request).filter(EventualRead::isEventual).map(body -> TABLE);
            case "Query", "Scan" ->
                body(request)
                        .filter(EventualRead::isEventual)
                        .map(body -> body.containsKey("IndexName") ? INDEX : TABLE);
            case "BatchGetItem" ->
                body(request)
                        .filter(body -> members(body, "RequestItems").stream().anyMatch(EventualRead::isEventual))
                        .map(body -> TABLE);
            case "ExecuteStatement" ->
                body(request)
                        .filter(EventualRead::isSelect)
                        .map(body -> statement(body).index().isPresent() ? INDEX : TABLE);
            case "BatchExecuteStatement" ->
                body(request)
                        .filter(body -> members(body, "Statements").stream().anyMatch(EventualRead::isSelect))
                        .map(body -> TABLE);
            default -> Optional.empty();
        };
    }

    private static Optional<Map<String, AttributeValue>> body(WireRequest request) {
        return Body.read(request.body()).map(M::values);
    }

    private static boolean isEventual(Map<String, AttributeValue> read) {
        return !new Bool(true).equals(read.get("ConsistentRead"));
    }

    private static boolean isSelect(Map<String, AttributeValue> read) {
        return isEventual(read) && statement(read).isSelect();
    }

    private static Statement statement(Map<String, AttributeValue> read) {
        return Statement.of(read.get("Statement") instanceof S text ? text.value() : "");
    }

    /** The objects within an object or an array. */
    private static List<Map<String, AttributeValue>> members(Map<String, AttributeValue> body, String name) {
        AttributeValue member = body.get(name);
        Collection<AttributeValue> values =
                member instanceof M map ? map.values().values() : member instanceof L list ? list.values() : List.of();
        return values.stream()
                .filter(M.class::isInstance)
                .map(value -> ((M) value).values())
                .toList();
    }
}
