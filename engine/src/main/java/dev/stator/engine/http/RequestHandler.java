package dev.stator.engine.http;

import dev.stator.error.TransportException;
import dev.stator.testing.PlannedFailure;
import dev.stator.transport.Transport;
import dev.stator.transport.WireReply;
import dev.stator.transport.WireRequest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.zip.CRC32;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.http.HttpRequest;
import org.apache.hc.core5.http.MalformedChunkCodingException;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.http.message.BasicClassicHttpResponse;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/** Turns one HTTP request into one call of the transport, and refuses the others in the service's words. */
final class RequestHandler {
    /** The service's limit of a request's body, before and after decompression. */
    static final int BODY_LIMIT = 16 * 1024 * 1024;

    /** The service's limit of the first line of a request, and of all its headers together. */
    private static final int HEAD_LIMIT = 16 * 1024;

    /** How much of a body over the limit is read and dropped, so that its sender gets to see the answer. */
    private static final int DROPPED_AT_MOST = 4 * BODY_LIMIT;

    /** SDKs give up before this; the front only wants some end. */
    private static final Duration TIMEOUT = Duration.ofMinutes(1);

    private static final String PREFLIGHT_SECONDS = "172800";
    private static final String READABLE_HEADERS = "x-amzn-RequestId,x-amzn-ErrorType,x-amzn-ErrorMessage,Date";
    private static final String TARGET_PREFIX = "DynamoDB_20120810.";
    private static final String STREAMS_PREFIX = "DynamoDBStreams_20120810.";
    private static final JsonFactory JSON_SYNTAX = new JsonFactory();
    private static final ContentType JSON = ContentType.create("application/json");
    private static final ContentType AMZ_JSON = ContentType.create("application/x-amz-json-1.0");

    private static final Logger LOG = LoggerFactory.getLogger(HttpFront.class);

    private final Worlds worlds;
    private final Authentication authentication;
    private final Origins origins;

    RequestHandler(Worlds worlds, FrontOptions options) {
        this.worlds = worlds;
        this.authentication = options.authentication();
        this.origins = options.origins();
    }

    /** Reads the rest of a request and does what it asks for. */
    ClassicHttpResponse handle(ClassicHttpRequest request, Conversation conversation) throws IOException {
        Optional<byte[]> body;
        try {
            body = body(request);
        } catch (MalformedChunkCodingException garbled) {
            return last(request, Answer.NOT_READABLE);
        }
        if (body.isEmpty()) {
            return last(request, Answer.TOO_LARGE);
        }
        conversation.ourTurn();
        ClassicHttpResponse response = response(request, answer(request, body.get()), origins);
        conversation.clientsTurn();
        return response;
    }

    /** The answer to a request that is not read to its end, so that none can follow. */
    private ClassicHttpResponse last(ClassicHttpRequest request, Answer answer) throws IOException {
        ClassicHttpResponse response = response(request, answer, origins);
        response.setHeader(HttpHeaders.CONNECTION, "close");
        // HttpCore would read what is left of the body before it sends the response.
        request.setEntity(null);
        return response;
    }

    private Answer answer(HttpRequest request, byte[] sent) {
        if (isHeadTooLarge(request)) {
            return Answer.HEAD_TOO_LARGE;
        }
        String path = request.getPath();
        int question = path.indexOf('?');
        Scope scope = Scope.of(request);
        boolean root = (question < 0 ? path : path.substring(0, question)).equals("/");
        if (root && request.getMethod().equals("GET")) {
            return Answer.healthy(scope.region());
        }
        if (request.getMethod().equals("OPTIONS") && request.containsHeader("Origin")) {
            return Answer.PREFLIGHT;
        }
        if (!root || !request.getMethod().equals("POST") || (sent.length > 0 && !isJsonType(mediaType(request)))) {
            return Answer.NOT_A_CALL;
        }
        String action = action(header(request, "X-Amz-Target"));
        Optional<Answer> refusal =
                !action.isEmpty() ? authentication.refusal(request, sent) : Optional.of(Answer.UNKNOWN_OPERATION);
        String coding = header(request, HttpHeaders.CONTENT_ENCODING);
        boolean encoded = !coding.isEmpty() && !coding.equalsIgnoreCase("identity");
        if (refusal.isPresent()) {
            return sent.length == 0 || encoded || isJson(sent) ? refusal.get() : Answer.NOT_READABLE;
        }
        byte[] body = sent;
        if (encoded) {
            Optional<ContentCoding> known = ContentCoding.named(coding);
            if (known.isEmpty()) {
                return Answer.NOT_DECODABLE;
            }
            try (InputStream in = known.get().decoding(new ByteArrayInputStream(sent))) {
                body = in.readNBytes(BODY_LIMIT + 1);
            } catch (IOException | StackOverflowError damaged) {
                // The JDK reads the parts of which gzip may consist by recursion, as long as they hold nothing.
                return Answer.NOT_DECODABLE;
            }
            if (body.length > BODY_LIMIT) {
                return Answer.TOO_LARGE;
            }
        }
        return call(worlds.of(scope.accessKeyId(), scope.region()), action, body);
    }

    private static boolean isHeadTooLarge(HttpRequest request) {
        int length = 0;
        for (Header header : request.getHeaders()) {
            String value = header.getValue();
            length += header.getName().length() + (value == null ? 0 : value.length());
        }
        return length > HEAD_LIMIT || request.getPath().length() > HEAD_LIMIT;
    }

    /** The action of a target, which is one of its service; empty if it is none. */
    private static String action(String target) {
        boolean streams = target.startsWith(STREAMS_PREFIX);
        String prefix = streams ? STREAMS_PREFIX : TARGET_PREFIX;
        String action = target.startsWith(prefix) ? target.substring(prefix.length()) : "";
        Set<String> known = streams ? ServiceActions.OF_STREAMS : ServiceActions.NAMES;
        return known.contains(action) ? action : "";
    }

    private static Answer call(Transport transport, String action, byte[] body) {
        try {
            WireReply reply = transport.send(new WireRequest(action, body, TIMEOUT));
            return Answer.of(reply.status(), reply.body(), reply.header("x-amzn-requestid"));
        } catch (TransportException failure) {
            // It says what failed in its own words; where in the code that was found out helps nobody else.
            LOG.atLevel(level(failure))
                    .log("{} was answered with an error of the server: {}", action, failure.getMessage());
            LOG.debug("It was found out here", failure);
            return failure.mayHaveApplied() ? Answer.FAILED : Answer.UNAVAILABLE;
        } catch (RuntimeException | StackOverflowError | OutOfMemoryError failure) {
            LOG.error("{} failed and was answered with InternalServerError", action, failure);
            return Answer.FAILED;
        }
    }

    /** Nobody need hear of what a plan wants. */
    static Level level(TransportException failure) {
        return failure instanceof PlannedFailure ? Level.DEBUG : Level.ERROR;
    }

    /** The body as sent, or empty when it is over the limit. */
    private static Optional<byte[]> body(ClassicHttpRequest request) throws IOException {
        HttpEntity entity = request.getEntity();
        if (entity == null) {
            return Optional.of(new byte[0]);
        }
        // Not closed here: closing reads to the body's end, however far away that is, and HttpCore does it after a body
        // within the limit.
        InputStream in = entity.getContent();
        long length = entity.getContentLength();
        if (length <= BODY_LIMIT) {
            // A length that is known spares readNBytes its own larger buffer.
            byte[] body = in.readNBytes(length < 0 ? BODY_LIMIT + 1 : (int) length);
            if (body.length <= BODY_LIMIT) {
                return Optional.of(body);
            }
        }
        drop(in);
        return Optional.empty();
    }

    private static void drop(InputStream in) throws IOException {
        byte[] buffer = new byte[8192];
        int read = 0;
        for (int dropped = 0; read >= 0 && dropped < DROPPED_AT_MOST; dropped += read) {
            read = in.read(buffer);
        }
    }

    /** The answer with the service's headers. */
    static ClassicHttpResponse response(HttpRequest request, Answer answer, Origins origins) throws IOException {
        ClassicHttpResponse response = new BasicClassicHttpResponse(answer.status());
        Optional<ContentCoding> coding = answer.isJson() && answer.body().length > ContentCoding.THRESHOLD
                ? ContentCoding.accepted(header(request, HttpHeaders.ACCEPT_ENCODING))
                : Optional.empty();
        byte[] body = coding.isPresent() ? coding.get().encode(answer.body()) : answer.body();
        CRC32 crc = new CRC32();
        crc.update(body);
        response.setHeader("x-amzn-RequestId", answer.requestId());
        response.setHeader("x-amz-crc32", Long.toString(crc.getValue()));
        response.setEntity(new ByteArrayEntity(
                body,
                answer.isJson() ? replyType(mediaType(request)) : null,
                coding.isPresent() ? coding.get().token() : null,
                answer == Answer.TOO_LARGE));
        if (origins == Origins.ALL && request.containsHeader("Origin")) {
            allowOrigin(request, answer, response);
        }
        if (header(request, HttpHeaders.CONNECTION).equalsIgnoreCase("close")) {
            response.setHeader(HttpHeaders.CONNECTION, "close");
        }
        return response;
    }

    /** Lets pages of every origin read the answer, and a preflight ask for whatever it wants to send. */
    private static void allowOrigin(HttpRequest request, Answer answer, ClassicHttpResponse response) {
        response.setHeader("Access-Control-Allow-Origin", "*");
        response.setHeader("Access-Control-Expose-Headers", READABLE_HEADERS);
        if (answer == Answer.PREFLIGHT) {
            String headers = header(request, "Access-Control-Request-Headers");
            if (!headers.isEmpty()) {
                response.setHeader("Access-Control-Allow-Headers", headers);
            }
            String method = header(request, "Access-Control-Request-Method");
            if (!method.isEmpty()) {
                response.setHeader("Access-Control-Allow-Methods", method);
            }
            response.setHeader("Access-Control-Max-Age", PREFLIGHT_SECONDS);
        }
    }

    /** The service answers plain JSON to those who sent plain JSON, or nothing at all. */
    private static ContentType replyType(String mediaType) {
        return mediaType.startsWith("application/x-amz-json-") ? AMZ_JSON : JSON;
    }

    private static boolean isJsonType(String mediaType) {
        return mediaType.equals("application/x-amz-json-1.0") || mediaType.equals("application/json");
    }

    /** The service finds that a body is no JSON before it looks at the action or the signature; or more than one value of it. */
    private static boolean isJson(byte[] body) {
        try (JsonParser in = JSON_SYNTAX.createParser(ObjectReadContext.empty(), body)) {
            in.nextToken();
            in.skipChildren();
            return in.nextToken() == null;
        } catch (JacksonException notJson) {
            return false;
        }
    }

    private static String mediaType(HttpRequest request) {
        String type = header(request, HttpHeaders.CONTENT_TYPE);
        int semicolon = type.indexOf(';');
        return (semicolon < 0 ? type : type.substring(0, semicolon)).strip().toLowerCase(Locale.ROOT);
    }

    private static String header(HttpRequest request, String name) {
        Header header = request.getFirstHeader(name);
        return header == null || header.getValue() == null ? "" : header.getValue();
    }
}
