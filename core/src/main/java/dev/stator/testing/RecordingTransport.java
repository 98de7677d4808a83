package dev.stator.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.stator.error.StatorException;
import dev.stator.error.TransportException;
import dev.stator.transport.Transport;
import dev.stator.transport.WireReply;
import dev.stator.transport.WireRequest;
import dev.stator.value.AttributeValue.M;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Writes what goes to a service and comes back to a file, a line of JSON for each exchange, from which a {@link ReplayingTransport}
 * answers later without the service.
 *
 * <pre>{@code
 * Stator db = Stator.builder().transport(new RecordingTransport(engine, Path.of("users.jsonl"))).build();
 * }</pre>
 *
 * <p>Kept are action, body, status and request id. Headers are not, so neither signatures nor security tokens nor dates get into the file;
 * but items do: give a function that replaces what must not.
 *
 * <p>Safe for use by many threads. Calls go on when the file cannot be written any more; {@link #close} tells.
 */
public final class RecordingTransport implements Transport {
    private final Transport behind;
    private final Path file;
    private final UnaryOperator<String> scrubber;
    private final BufferedWriter out;
    private @Nullable Exception failure;

    /**
     * Records what goes through a transport, into a file that is written anew.
     *
     * @throws StatorException if the file cannot be written
     */
    public RecordingTransport(Transport behind, Path file) {
        this(behind, file, UnaryOperator.identity());
    }

    /**
     * The same with a function that changes the JSON of each request and reply, and the message of each failure, before it is written.
     * Give the same one for replaying.
     *
     * <pre>{@code
     * text -> text.replaceAll("sk-[0-9a-f]+", "SECRET")
     * }</pre>
     */
    public RecordingTransport(Transport behind, Path file, UnaryOperator<String> scrubber) {
        this.behind = behind;
        this.file = file;
        this.scrubber = scrubber;
        try {
            Path folder = file.toAbsolutePath().getParent();
            if (folder != null) {
                Files.createDirectories(folder);
            }
            this.out = Files.newBufferedWriter(file, UTF_8);
        } catch (IOException e) {
            throw unwritable(e);
        }
    }

    private StatorException unwritable(Exception reason) {
        return new StatorException("The recording " + file + " cannot be written: " + reason, reason);
    }

    /** What has been answered is done, so a line that cannot be written is no failure of the call; it is told at the end. */
    private synchronized void write(Supplier<Recorded> exchange) {
        if (failure != null) {
            return;
        }
        try {
            out.write(exchange.get().text());
            out.newLine();
            out.flush();
        } catch (IOException | RuntimeException e) {
            failure = e;
        }
    }

    @Override
    public WireReply send(WireRequest request) {
        M asked = Recorded.requestOf(request, scrubber);
        WireReply reply;
        try {
            reply = behind.send(request);
        } catch (TransportException e) {
            write(() -> Recorded.of(request.action(), asked, scrubber, e));
            throw e;
        }
        write(() -> Recorded.of(request.action(), asked, scrubber, reply));
        return reply;
    }

    @Override
    public CompletableFuture<WireReply> sendAsync(WireRequest request) {
        M asked = Recorded.requestOf(request, scrubber);
        CompletableFuture<WireReply> sent = behind.sendAsync(request);
        CompletableFuture<WireReply> recorded = sent.whenComplete((reply, failure) -> {
            Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
            if (cause instanceof TransportException lost) {
                write(() -> Recorded.of(request.action(), asked, scrubber, lost));
            } else if (reply != null) {
                write(() -> Recorded.of(request.action(), asked, scrubber, reply));
            }
        });
        CompletableFuture<?> unused = recorded.whenComplete((reply, failure) -> {
            if (recorded.isCancelled()) {
                sent.cancel(true);
            }
        });
        return recorded;
    }

    /**
     * Closes the file and the transport behind.
     *
     * @throws StatorException if a line could not be written; the recording ends before it
     */
    @Override
    public void close() {
        try {
            end();
        } finally {
            behind.close();
        }
    }

    private synchronized void end() {
        try {
            out.close();
        } catch (IOException e) {
            failure = failure == null ? e : failure;
        }
        if (failure != null) {
            throw unwritable(failure);
        }
    }
}
