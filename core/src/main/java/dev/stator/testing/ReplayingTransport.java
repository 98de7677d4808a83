package dev.stator.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.stator.error.StatorException;
import dev.stator.error.TransportException;
import dev.stator.error.TransportException.Kind;
import dev.stator.transport.Transport;
import dev.stator.transport.WireReply;
import dev.stator.transport.WireRequest;
import dev.stator.value.AttributeValue.M;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A service that answers what a {@link RecordingTransport} has written down: to each request the reply that came to the same action with the
 * same body, each once, the same ones in their order. Requests are compared as {@link ScriptedTransport} does.
 *
 * <pre>{@code
 * Stator db = Stator.builder().transport(new ReplayingTransport(Path.of("users.jsonl"))).build();
 * }</pre>
 *
 * <p>Any other request is an {@link AssertionError} that shows how the nearest one in the recording differs; it is told again by {@link #verify}. What
 * a request gets from outside must be the same as it was, so give the client a {@link ManualClock}, and a seeded generator if it makes UUIDs.
 *
 * <p>Safe for use by many threads.
 */
public final class ReplayingTransport implements Transport {
    private final Path file;
    private final UnaryOperator<String> scrubber;
    private final List<Recorded> left = new ArrayList<>();
    private final List<Recorded> used = new ArrayList<>();
    private @Nullable AssertionError stray;
    private boolean closed;

    /**
     * Replays a recording.
     *
     * @throws StatorException if the file cannot be read, or is no recording
     */
    public ReplayingTransport(Path file) {
        this(file, UnaryOperator.identity());
    }

    /** Replays a recording that was made with this function; it is applied to the JSON of requests before they are looked for. */
    public ReplayingTransport(Path file, UnaryOperator<String> scrubber) {
        this.file = file;
        this.scrubber = scrubber;
        List<String> lines;
        try {
            lines = Files.readAllLines(file, UTF_8);
        } catch (IOException e) {
            throw new StatorException("The recording " + file + " cannot be read: " + e, e);
        }
        for (int i = 0; i < lines.size(); i++) {
            int number = i + 1;
            left.add(Recorded.parse(lines.get(i))
                    .orElseThrow(() -> new StatorException("Line " + number + " of " + file
                            + " is no exchange as RecordingTransport writes it; record anew")));
        }
    }

    /**
     * Checks that each request was found, and that all of the recording was asked for.
     *
     * @throws AssertionError if not
     */
    public synchronized void verify() {
        if (stray != null) {
            throw new AssertionError(stray.getMessage(), stray);
        }
        if (!left.isEmpty()) {
            throw new AssertionError(left.size() + " of " + (left.size() + used.size()) + " exchanges in " + file
                    + " were not asked for; the first is "
                    + shown(left.get(0).action(), left.get(0).request()));
        }
    }

    private synchronized Recorded find(WireRequest request) {
        if (closed) {
            throw new TransportException(
                    Kind.CLOSED, request.action() + " was sent to a transport that is closed", null);
        }
        M body = Recorded.requestOf(request, scrubber);
        for (Recorded exchange : left) {
            if (exchange.action().equals(request.action()) && exchange.request().equals(body)) {
                left.remove(exchange);
                used.add(exchange);
                return exchange;
            }
        }
        AssertionError error = new AssertionError("Nothing is recorded in " + file + " for "
                + shown(request.action(), body) + "\n  " + reason(request.action(), body));
        if (stray == null) {
            stray = error;
        }
        throw error;
    }

    private String reason(String action, M body) {
        long before = used.stream()
                .filter(exchange ->
                        exchange.action().equals(action) && exchange.request().equals(body))
                .count();
        if (before > 0) {
            return "It was recorded " + before + " times, and has been asked for as often already";
        }
        return left.stream()
                .filter(exchange -> exchange.action().equals(action))
                .map(exchange -> Body.differences(exchange.request(), body))
                .min(Comparator.comparing(List::size))
                .map(nearest -> "The nearest recorded one differs:\n  " + String.join("\n  ", nearest))
                .orElse("No other " + action + " is left in it");
    }

    private static String shown(String action, M body) {
        return action + " " + new String(Body.write(body), UTF_8);
    }

    @Override
    public WireReply send(WireRequest request) {
        return find(request).replay();
    }

    @Override
    public CompletableFuture<WireReply> sendAsync(WireRequest request) {
        try {
            return CompletableFuture.completedFuture(send(request));
        } catch (TransportException | AssertionError e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    @Override
    public synchronized void close() {
        closed = true;
    }
}
