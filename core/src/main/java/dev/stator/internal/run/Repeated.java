package dev.stator.internal.run;

import dev.stator.error.StatorException;
import dev.stator.transport.RetryCause;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * An exchange that is made anew and run again, after a pause, as long as it fails in a way that may pass: for what lost against
 * others and must look again before it tries again. Ends with the last failure when the call's deadline leaves no time for
 * the pause.
 */
public final class Repeated<R> extends Nested<R> {
    /** The waits grow no longer behind it: whoever lost made room for others, and they are soon through. */
    private static final int LONGEST_WAIT = 4;

    private final CallContext context;
    private final Supplier<Exchange<R>> attempt;
    private final Predicate<StatorException> again;
    private int failures;
    private Duration lastPause = Duration.ZERO;
    /** What the last attempt failed with, during the pause after it. */
    private @Nullable StatorException last;

    /**
     * Such an exchange.
     *
     * @param attempt makes each attempt
     * @param again whether to try again after this failure; asked once for each, so it may count
     */
    public Repeated(CallContext context, Supplier<Exchange<R>> attempt, Predicate<StatorException> again) {
        this.context = context;
        this.attempt = attempt;
        this.again = again;
    }

    @Override
    public Step<R> start() {
        last = null;
        return call(attempt.get(), Step.Done::new);
    }

    @Override
    Step<R> failedInside(StatorException failure) {
        StatorException before = last;
        if (before != null) {
            before.addSuppressed(failure);
            throw before;
        } else if (!again.test(failure)) {
            throw failure;
        }
        failures++;
        Optional<Duration> pause = context.backoff(RetryCause.CONFLICT, Math.min(failures, LONGEST_WAIT), lastPause)
                .filter(wait -> wait.compareTo(context.remaining()) < 0);
        last = failure;
        lastPause = pause.orElseThrow(() -> failure);
        return pause(lastPause, this::start);
    }
}
