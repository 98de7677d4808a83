package dev.stator.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.stator.error.TransportException;
import dev.stator.error.TransportException.Kind;
import dev.stator.transport.WireReply;
import dev.stator.transport.WireRequest;
import dev.stator.value.AttributeValue;
import dev.stator.value.AttributeValue.M;
import dev.stator.value.AttributeValue.N;
import dev.stator.value.AttributeValue.S;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * One exchange as a line of JSON with action and body of the request; then either status, request id and body of the reply, or kind
 * and message of the failure to get one. No other header is kept, so no signature, no security token and no date.
 *
 * @param request the body, in canonical form
 * @param line all of it
 */
record Recorded(String action, M request, M line) {
    private static final String REQUEST_ID = "x-amzn-requestid";

    /** What a line says, or nothing if it is not such a line. */
    static Optional<Recorded> parse(String line) {
        M tree = Body.read(line.getBytes(UTF_8)).orElse(new M(Map.of()));
        boolean ended =
                tree.values().get("status") instanceof N || tree.values().get("failure") instanceof S;
        return ended
                        && tree.values().get("action") instanceof S action
                        && tree.values().get("request") instanceof M body
                ? Optional.of(new Recorded(action.value(), Body.canonical(body), tree))
                : Optional.empty();
    }

    /** The line of a request that is answered so; the request is as {@link #requestOf} gives it. */
    static Recorded of(String action, M request, UnaryOperator<String> scrubber, WireReply reply) {
        Map<String, AttributeValue> end = new LinkedHashMap<>();
        end.put("status", N.of(reply.status()));
        reply.header(REQUEST_ID).ifPresent(id -> end.put("requestId", new S(id)));
        String text = scrubber.apply(new String(reply.body(), UTF_8));
        Optional<M> tree = Body.read(text.getBytes(UTF_8));
        end.put("reply", tree.isPresent() ? tree.get() : new S(text));
        return of(action, request, end);
    }

    static Recorded of(String action, M request, UnaryOperator<String> scrubber, TransportException failure) {
        Map<String, AttributeValue> end = new LinkedHashMap<>();
        end.put("failure", new S(failure.kind().name()));
        end.put("message", new S(scrubber.apply(String.valueOf(failure.getMessage()))));
        return of(action, request, end);
    }

    private static Recorded of(String action, M request, Map<String, AttributeValue> end) {
        Map<String, AttributeValue> line = new LinkedHashMap<>();
        line.put("action", new S(action));
        line.put("request", request);
        line.putAll(end);
        return new Recorded(action, request, new M(line));
    }

    /** The body of a request as it is kept and compared. */
    static M requestOf(WireRequest request, UnaryOperator<String> scrubber) {
        String text = scrubber.apply(new String(request.body(), UTF_8));
        return Body.canonical(Body.read(text.getBytes(UTF_8))
                .orElseThrow(() -> new IllegalArgumentException("The body of " + request.action()
                        + " is not a JSON object, so it can be neither recorded nor replayed")));
    }

    String text() {
        return new String(Body.write(line), UTF_8);
    }

    /** The reply once more. */
    WireReply replay() {
        if (line.values().get("failure") instanceof S failure) {
            throw new TransportException(Kind.valueOf(failure.value()), string(line, "message"), null);
        }
        Map<String, String> headers =
                line.values().containsKey("requestId") ? Map.of(REQUEST_ID, string(line, "requestId")) : Map.of();
        byte[] body = line.values().get("reply") instanceof M tree
                ? Body.write(tree)
                : string(line, "reply").getBytes(UTF_8);
        int status =
                line.values().get("status") instanceof N number ? number.value().intValue() : 500;
        return new WireReply(status, headers, body);
    }

    private static String string(M tree, String name) {
        return tree.values().get(name) instanceof S string ? string.value() : "";
    }
}
