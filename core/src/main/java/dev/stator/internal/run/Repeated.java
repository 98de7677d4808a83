package dev.stator.internal.run;

import dev.stator.error.StatorException;
import dev.stator.transport.RetryCause;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * An exchange that is made anew and run again, after a pause, as long as it fails in a way that may pass: for what lost against
 * others and must look again before it tries again. Ends with the last failure when the call's deadline leaves no time for
 * the pause.
 */
public final class Repeated<R> extends Nested<R> {
    /** What comes after a failure. */
    public enum Again {
        /** It ends the exchange. */
        NO,
        /** It lost against others, who are soon through. */
        SOON,
        /** The service asks to slow down: after pauses that grow, and within the client's retry quota. */
        SLOWER
    }

    /** The waits for others grow no longer behind it: whoever lost made room for them. */
    private static final int LONGEST_WAIT = 4;

    private final CallContext context;
    private final Supplier<Exchange<R>> attempt;
    private final Function<StatorException, Again> again;
    private int failures;
    private int quotaTaken;
    private Duration lastPause = Duration.ZERO;
    /** What the last attempt failed with, during the pause after it. */
    private @Nullable StatorException last;

    /**
     * Such an exchange.
     *
     * @param attempt makes each attempt
     * @param again what comes after this failure; asked once for each, so it may count
     */
    public Repeated(CallContext context, Supplier<Exchange<R>> attempt, Function<StatorException, Again> again) {
        this.context = context;
        this.attempt = attempt;
        this.again = again;
    }

    @Override
    public Step<R> start() {
        last = null;
        return call(attempt.get(), result -> {
            if (quotaTaken > 0) {
                context.settings().quota().giveBack(quotaTaken);
            }
            return new Step.Done<>(result);
        });
    }

    @Override
    Step<R> failedInside(StatorException failure) {
        StatorException before = last;
        if (before != null) {
            before.addSuppressed(failure);
            throw before;
        }
        failures++;
        Optional<Duration> pause = wait(again.apply(failure)).filter(wait -> wait.compareTo(context.remaining()) < 0);
        last = failure;
        lastPause = pause.orElseThrow(() -> failure);
        return pause(lastPause, this::start);
    }

    private Optional<Duration> wait(Again next) {
        return switch (next) {
            case NO -> Optional.empty();
            case SOON -> context.backoff(RetryCause.CONFLICT, Math.min(failures, LONGEST_WAIT), lastPause);
            case SLOWER ->
                affordsAnother() ? context.backoff(RetryCause.THROTTLING, failures, lastPause) : Optional.empty();
        };
    }

    private boolean affordsAnother() {
        if (!context.settings().retry().quota()) {
            return true;
        }
        quotaTaken = context.settings().quota().take(true);
        return quotaTaken > 0;
    }
}
