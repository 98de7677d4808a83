package dev.stator.internal.run;

import dev.stator.error.StatorException;
import dev.stator.transport.WireReply;
import dev.stator.transport.WireRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The driver that sends nothing: notes each request, and answers it as a service would that did all and has nothing to say, so
 * that a batch goes on to its next chunk. Ends where the exchange ends, wants to wait, or cannot do with such an answer.
 */
public final class DryRun {
    private static final byte[] NOTHING = {'{', '}'};

    private final List<WireRequest> requests = new ArrayList<>();

    private DryRun() {}

    /**
     * The requests of an exchange.
     *
     * @throws StatorException if the first cannot be written
     */
    public static List<WireRequest> of(Exchange<?> exchange) {
        DryRun run = new DryRun();
        run.drive(exchange);
        return List.copyOf(run.requests);
    }

    private <R> void drive(Exchange<R> exchange) {
        Step<R> step = exchange.start();
        try {
            while (true) {
                if (step instanceof Step.Send<R> send) {
                    requests.add(send.request());
                    step = exchange.replied(new WireReply(200, Map.of(), NOTHING));
                } else if (step instanceof Step.Fork<R> fork) {
                    for (Optional<Exchange<?>> next = fork.next().get();
                            next.isPresent();
                            next = fork.next().get()) {
                        drive(next.get());
                    }
                    step = exchange.resumed();
                } else {
                    return;
                }
            }
        } catch (RuntimeException e) {
            // Nothing is not an answer to everything, such as to the question what a table looks like.
            if (requests.isEmpty()) {
                throw e;
            }
        }
    }
}
