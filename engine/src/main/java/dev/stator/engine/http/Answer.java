package dev.stator.engine.http;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import tools.jackson.core.io.JsonStringEncoder;

/** What goes back for one request, before compression and framing. */
final class Answer {
    /** No action of that name, or no name at all. */
    static final Answer UNKNOWN_OPERATION =
            json(400, "{\"__type\":\"com.amazon.coral.service#UnknownOperationException\"}");

    /** A body that cannot be read as what its headers say it is. */
    static final Answer NOT_READABLE = json(400, "{\"__type\":\"com.amazon.coral.service#SerializationException\"}");

    /** A body that is not compressed in the way that its header says, or in one that nobody knows; the service fails over it. */
    static final Answer NOT_DECODABLE = json(500, "{\"__type\":\"com.amazon.coral.service#InternalFailure\"}");

    /** A first line or headers over the limit. */
    static final Answer HEAD_TOO_LARGE = new Answer(400, Form.BARE, new byte[0]);

    /** A request that is not a call of the service by its method, its path or the type of its body. */
    static final Answer NOT_A_CALL = new Answer(404, Form.BARE, utf8("<UnknownOperationException/>\n"));

    /** What a browser asks before it sends a page's request to another origin. */
    static final Answer PREFLIGHT = new Answer(200, Form.BARE, new byte[0]);

    /** A body over the limit; the service sends this one in chunks. */
    static final Answer TOO_LARGE = new Answer(413, Form.BARE, new byte[0]);

    /** The transport failed; what happened is in the log and not in the answer. */
    static final Answer FAILED = json(
            500,
            "{\"__type\":\"com.amazonaws.dynamodb.v20120810#InternalServerError\",\"message\":\"Internal server error\"}");

    /** The front is closing, or has no room, or the transport refused: surely not executed, so every SDK sends it again. */
    static final Answer UNAVAILABLE = json(
            503,
            "{\"__type\":\"com.amazon.coral.service#ServiceUnavailableException\",\"message\":\"Service is unable to handle request.\"}");

    private static final String REQUEST_ID_ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";
    private static final int REQUEST_ID_LENGTH = 52;

    private enum Form {
        JSON,
        BARE
    }

    private final int status;
    private final Form form;
    private final byte[] body;
    private final Optional<String> requestId;

    private Answer(int status, Form form, byte[] body) {
        this(status, form, body, Optional.empty());
    }

    private Answer(int status, Form form, byte[] body, Optional<String> requestId) {
        this.status = status;
        this.form = form;
        this.body = body;
        this.requestId = requestId;
    }

    /** What the transport replied. */
    static Answer of(int status, byte[] body, Optional<String> requestId) {
        return new Answer(status, Form.JSON, body, requestId);
    }

    /**
     * The health check's answer, word for word, with the space at its end that the service sends.
     *
     * @param region the region that was asked; empty if that is not known
     */
    static Answer healthy(String region) {
        String name = region.isEmpty() ? "us-east-1" : region;
        return new Answer(200, Form.BARE, utf8("healthy: dynamodb." + name + ".amazonaws.com "));
    }

    /** An error of the protocol layer, with a message that may hold what the client sent. */
    static Answer refusal(String type, String message) {
        StringBuilder json = new StringBuilder("{\"__type\":\"").append(type).append("\",\"message\":\"");
        JsonStringEncoder.getInstance().quoteAsString(message, json);
        return json(400, json.append("\"}").toString());
    }

    int status() {
        return status;
    }

    /** Whether the body is JSON; otherwise it goes out without a content type, as the service sends it. */
    boolean isJson() {
        return form == Form.JSON;
    }

    byte[] body() {
        return body;
    }

    /** The reply's own request id, or a new one in the service's form. */
    String requestId() {
        return requestId.orElseGet(Answer::newRequestId);
    }

    private static String newRequestId() {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        StringBuilder id = new StringBuilder(REQUEST_ID_LENGTH);
        for (int i = 0; i < REQUEST_ID_LENGTH; i++) {
            id.append(REQUEST_ID_ALPHABET.charAt(random.nextInt(REQUEST_ID_ALPHABET.length())));
        }
        return id.toString();
    }

    private static Answer json(int status, String body) {
        return new Answer(status, Form.JSON, utf8(body));
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
