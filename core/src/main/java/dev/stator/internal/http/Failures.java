package dev.stator.internal.http;

import static dev.stator.error.TransportException.Kind.CLOSED;
import static dev.stator.error.TransportException.Kind.CONNECTION_LOST;
import static dev.stator.error.TransportException.Kind.DAMAGED_REPLY;
import static dev.stator.error.TransportException.Kind.NOT_SENT;
import static dev.stator.error.TransportException.Kind.TIMED_OUT;

import dev.stator.error.TransportException;
import dev.stator.internal.http.Attempt.Stage;
import dev.stator.transport.WireRequest;
import java.io.IOException;
import java.net.URI;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.MessageConstraintException;
import org.jspecify.annotations.Nullable;

/**
 * Words every way in which an attempt can fail. How far the attempt had come decides the kind: until the first byte of
 * the request is handed over, nothing was sent.
 */
final class Failures {
    private final String endpoint;
    private final int maxConnections;

    Failures(URI endpoint, HttpSettings settings) {
        this.endpoint = endpoint.toString();
        this.maxConnections = settings.maxConnections();
    }

    TransportException timedOut(Attempt attempt, Stage at) {
        String within = " within its timeout of " + attempt.timeoutMillis() + " ms";
        return switch (at) {
            case LEASING ->
                new TransportException(
                        NOT_SENT,
                        attempt.action() + " was not sent: none of the " + maxConnections + " connections to "
                                + endpoint + " became free" + within
                                + ". Raise maxConnections, or have fewer requests in flight",
                        null);
            case CONNECTING -> notConnected(attempt, "no connection was made" + within, null);
            default ->
                new TransportException(
                        TIMED_OUT, "No whole reply to " + attempt.action() + " came from " + endpoint + within, null);
        };
    }

    TransportException withoutCredentials(WireRequest request) {
        return new TransportException(
                NOT_SENT,
                request.action() + " was not sent: no credentials came within its timeout of "
                        + request.timeout().toMillis() + " ms",
                null);
    }

    TransportException closed(Attempt attempt, Stage at) {
        return at == Stage.EXCHANGING ? lost(attempt, "the transport was closed", null) : closed(attempt.action());
    }

    TransportException closed(String action) {
        return new TransportException(CLOSED, action + " was not sent: the client is closed", null);
    }

    /** Neither a pool nor its TLS could be made. */
    TransportException notMade(String action, RuntimeException cause) {
        Throwable root = cause;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return new TransportException(
                NOT_SENT,
                action + " was not sent: no connection to " + endpoint + " can be made: " + cause.getMessage()
                        + (root == cause ? "" : " (" + root + ")"),
                cause);
    }

    TransportException cancelled(Attempt attempt, Stage at) {
        return at == Stage.EXCHANGING
                ? lost(attempt, "the caller gave it up", null)
                : new TransportException(NOT_SENT, attempt.action() + " was not sent: the caller gave it up", null);
    }

    TransportException interrupted(Attempt attempt, Stage at, @Nullable Exception cause) {
        return at == Stage.EXCHANGING
                ? lost(attempt, "its thread was interrupted while it waited for the reply", cause)
                : new TransportException(
                        NOT_SENT, attempt.action() + " was not sent: its thread is interrupted", cause);
    }

    /** What an exception out of the network means. */
    TransportException caused(Attempt attempt, Stage at, Exception cause) {
        if (cause instanceof TransportException known) {
            return known;
        }
        if (at != Stage.EXCHANGING) {
            return notConnected(attempt, reason(cause), cause);
        }
        // A malformed chunk is no sure damage: HttpCore says the same of a stream that ends between two chunks.
        boolean malformed = cause instanceof HttpException || cause instanceof MessageConstraintException;
        return malformed
                ? new TransportException(
                        DAMAGED_REPLY,
                        "What " + endpoint + " replied to " + attempt.action() + " is not HTTP: " + reason(cause),
                        cause)
                : lost(attempt, reason(cause), cause);
    }

    private TransportException notConnected(Attempt attempt, String reason, @Nullable Exception cause) {
        return new TransportException(
                NOT_SENT,
                attempt.action() + " was not sent: could not connect to " + endpoint + " (" + reason + ")",
                cause);
    }

    private TransportException lost(Attempt attempt, String reason, @Nullable Exception cause) {
        return new TransportException(
                CONNECTION_LOST,
                "The connection to " + endpoint + " was lost before the reply to " + attempt.action()
                        + " was complete (" + reason + ")",
                cause);
    }

    private static String reason(Exception cause) {
        String message = cause.getMessage();
        return cause instanceof IOException && message != null && !message.isBlank()
                ? message
                : cause.getClass().getSimpleName() + (message == null ? "" : ": " + message);
    }
}
