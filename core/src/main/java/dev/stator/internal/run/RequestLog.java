package dev.stator.internal.run;

import dev.stator.error.TransportException;
import dev.stator.listener.AttemptEnd;
import dev.stator.listener.CallObserver;
import dev.stator.listener.RequestEnd;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.helpers.NOPLogger;

/**
 * The logs, by who reads them: {@code dev.stator.request} for developers, {@code dev.stator.retry} for who tunes tables and
 * limits, {@code dev.stator.transport} for who looks after the network; all at the level of debugging, since what fails for
 * good is thrown. They name actions, tables, codes and ids. Bodies, keys, items and the service's own messages, which can
 * quote them, are in none of them, at any level.
 */
final class RequestLog implements CallObserver {
    private final Logger requests;
    private final Logger retries;
    private final Logger transport;

    RequestLog(Logger requests, Logger retries, Logger transport) {
        this.requests = requests;
        this.retries = retries;
        this.transport = transport;
    }

    static RequestLog standard() {
        return new RequestLog(
                LoggerFactory.getLogger("dev.stator.request"),
                LoggerFactory.getLogger("dev.stator.retry"),
                LoggerFactory.getLogger("dev.stator.transport"));
    }

    static RequestLog silent() {
        return new RequestLog(NOPLogger.NOP_LOGGER, NOPLogger.NOP_LOGGER, NOPLogger.NOP_LOGGER);
    }

    /** Whether anything at all could be logged. */
    boolean isOn() {
        return requests.isDebugEnabled() || retries.isDebugEnabled() || transport.isDebugEnabled();
    }

    @Override
    public void attemptEnded(AttemptEnd attempt) {
        attempt.failure().filter(TransportException.class::isInstance).ifPresent(failure -> {
            transport.debug(
                    "{}: attempt {} failed with {} after {} ms{} (call {})",
                    attempt.request().describe(),
                    attempt.number(),
                    attempt.failureCode().orElse(""),
                    attempt.duration().toMillis(),
                    id(attempt.requestId()),
                    attempt.request().correlationId());
        });
        if (retries.isDebugEnabled() && attempt.retryIn().isPresent()) {
            retries.debug(
                    "{}: attempt {} failed with {}; again in {} ms{} (call {})",
                    attempt.request().describe(),
                    attempt.number(),
                    attempt.failureCode().orElse(""),
                    attempt.retryIn().map(Duration::toMillis).orElse(0L),
                    id(attempt.requestId()),
                    attempt.request().correlationId());
        }
    }

    @Override
    public void requestEnded(RequestEnd request) {
        if (retries.isDebugEnabled() && request.failure().isPresent() && request.attempts() > 1) {
            retries.debug(
                    "{}: gave up after {} attempts and {} ms with {}{} (call {})",
                    request.request().describe(),
                    request.attempts(),
                    request.duration().toMillis(),
                    request.failureCode().orElse(""),
                    id(request.requestId()),
                    request.request().correlationId());
        }
        if (requests.isDebugEnabled()) {
            requests.debug(
                    "{}: {} in {} ms, {} attempts{} (call {})",
                    request.request().describe(),
                    request.failureCode().orElse("done"),
                    request.duration().toMillis(),
                    request.attempts(),
                    id(request.requestId()),
                    request.request().correlationId());
        }
    }

    private static String id(Optional<String> requestId) {
        return requestId.map(id -> " [request " + id + "]").orElse("");
    }
}
