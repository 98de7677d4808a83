package dev.stator.testing;

import dev.stator.transport.WireReply;
import dev.stator.value.AttributeValue;
import dev.stator.value.AttributeValue.M;
import dev.stator.value.AttributeValue.S;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** The reply of a service that does not do a request: an error in the form of the wire. */
final class Refusal {
    private static final String DATA_SPACE = "com.amazonaws.dynamodb.v20120810#";

    /** The errors of the framework before the service, which has a name of its own. */
    private static final Map<String, String> SPACES = Map.of("ThrottlingException", "com.amazon.coral.availability#");

    /** The errors whose member for the message begins with a capital in the service's model. */
    private static final Set<String> CAPITAL_MESSAGES =
            Set.of("TransactionCanceledException", "TransactionInProgressException");

    private Refusal() {}

    static WireReply of(int status, String code, String message) {
        return of(status, code, message, Map.of());
    }

    /** The same with what else the error tells. */
    static WireReply of(int status, String code, String message, Map<String, AttributeValue> more) {
        Map<String, AttributeValue> body = new LinkedHashMap<>();
        body.put("__type", new S(SPACES.getOrDefault(code, DATA_SPACE) + code));
        body.put(CAPITAL_MESSAGES.contains(code) ? "Message" : "message", new S(message));
        body.putAll(more);
        return new WireReply(status, Map.of("x-amzn-requestid", "FAULT"), Body.write(new M(body)));
    }
}
