package dev.stator.transport;

import java.util.concurrent.CompletableFuture;

/**
 * Carries one request to a DynamoDB and brings its reply, once: a transport never retries and never reads the bodies.
 *
 * <p>Every HTTP status is a reply, not a failure. A failure is a {@link dev.stator.error.TransportException} that says
 * whether the request may have reached the service. Implementations are safe for use by many threads.
 */
public interface Transport extends AutoCloseable {
    /**
     * Sends and waits for the reply.
     *
     * @throws dev.stator.error.TransportException if no sound reply came within the request's timeout
     */
    WireReply send(WireRequest request);

    /**
     * Sends without waiting. The future fails with {@link dev.stator.error.TransportException} where {@link #send} would
     * throw it; cancelling the future gives the request up and frees its connection.
     */
    CompletableFuture<WireReply> sendAsync(WireRequest request);

    /** Frees connections and threads; requests in flight fail. Closing again does nothing. */
    @Override
    void close();
}
