package dev.stator.transport;

import java.time.Duration;
import java.util.Map;
import java.util.Objects;

/** One call of the service as it goes to the wire: the name of the action and its JSON body. */
public final class WireRequest {
    private final String action;
    private final byte[] body;
    private final Duration timeout;
    private final Map<String, String> headers;

    /**
     * A request.
     *
     * @param action the service's name of the action, such as {@code PutItem}
     * @param body the JSON in UTF-8; not copied, so it must not change afterwards
     * @param timeout how long this one attempt may take, from taking a connection to the last byte of the reply
     */
    public WireRequest(String action, byte[] body, Duration timeout) {
        this(action, body, timeout, Map.of());
    }

    private WireRequest(String action, byte[] body, Duration timeout, Map<String, String> headers) {
        this.headers = headers;
        this.action = Objects.requireNonNull(action, "action");
        this.body = Objects.requireNonNull(body, "body");
        this.timeout = Objects.requireNonNull(timeout, "timeout");
    }

    /** The same request with another timeout. */
    public WireRequest within(Duration other) {
        return new WireRequest(action, body, other, headers);
    }

    /** The same request with another body, which is not copied. */
    public WireRequest withBody(byte[] other) {
        return new WireRequest(action, other, timeout, headers);
    }

    /** The same request with headers of its own, which are not signed; for transports that have headers. */
    public WireRequest withHeaders(Map<String, String> own) {
        return new WireRequest(action, body, timeout, Map.copyOf(own));
    }

    /** The headers that this request has and others of the client do not. */
    public Map<String, String> headers() {
        return headers;
    }

    /** The service's name of the action. */
    public String action() {
        return action;
    }

    /** The JSON body itself, not a copy: read it, never change it. */
    public byte[] body() {
        return body;
    }

    /** How long this attempt may take. */
    public Duration timeout() {
        return timeout;
    }

    /** The action and the size; never the content. */
    @Override
    public String toString() {
        return action + " (" + body.length + " bytes)";
    }
}
