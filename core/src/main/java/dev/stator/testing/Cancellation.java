package dev.stator.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.stator.transport.WireReply;
import dev.stator.transport.WireRequest;
import dev.stator.value.AttributeValue.L;
import java.util.Map;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The reply to a transaction that met another one on one of its items. */
final class Cancellation {
    private Cancellation() {}

    static boolean canBeOf(WireRequest request) {
        return request.action().equals("TransactWriteItems") || request.action().equals("TransactGetItems");
    }

    static WireReply of(WireRequest request, RandomGenerator random) {
        int actions = Body.read(request.body())
                .map(body -> body.values().get("TransactItems") instanceof L items
                        ? items.values().size()
                        : 0)
                .orElse(0);
        int hit = random.nextInt(Math.max(1, actions));
        String words = IntStream.range(0, actions)
                .mapToObj(i -> i == hit ? "TransactionConflict" : "None")
                .collect(Collectors.joining(", "));
        String reasons = IntStream.range(0, actions)
                .mapToObj(i -> i == hit
                        ? "{\"Code\":\"TransactionConflict\",\"Message\":\"Transaction is ongoing for the item\"}"
                        : "{\"Code\":\"None\"}")
                .collect(Collectors.joining(","));
        String body =
                "{\"__type\":\"com.amazonaws.dynamodb.v20120810#TransactionCanceledException\",\"Message\":\"Transaction"
                        + " cancelled, please refer cancellation reasons for specific reasons [" + words
                        + "]\",\"CancellationReasons\":[" + reasons + "]}";
        return new WireReply(400, Map.of("x-amzn-requestid", "FAULT"), body.getBytes(UTF_8));
    }
}
