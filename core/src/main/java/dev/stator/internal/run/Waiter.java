package dev.stator.internal.run;

import dev.stator.error.ResourceNotFoundException;
import dev.stator.error.StatorException;
import dev.stator.error.TransportException;
import dev.stator.internal.protocol.Operation;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * Does something that takes the service a while, then looks again and again until it is so: at once, and then after waits
 * that grow from a twentieth of a second to two seconds, within the call's deadline.
 *
 * <p>What is looked at may be there or not; not found is an answer like any other.
 */
public final class Waiter<R> extends Nested<Optional<R>> {
    private static final Duration FIRST_WAIT = Duration.ofMillis(50);
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(2);

    private final CallContext context;
    private final Exchange<?> before;
    private final Predicate<StatorException> harmless;
    private final Supplier<Operation<R>> look;
    private final Predicate<Optional<R>> reached;
    private final String goal;
    private Duration wait = FIRST_WAIT;
    private boolean looking;

    /**
     * A waiter.
     *
     * @param before what is done first
     * @param harmless which failures of it count as done
     * @param reached whether what was seen, empty for not found, is what is waited for
     * @param goal what is waited for, for the message when it does not come in time
     */
    public Waiter(
            CallContext context,
            Exchange<?> before,
            Predicate<StatorException> harmless,
            Supplier<Operation<R>> look,
            Predicate<Optional<R>> reached,
            String goal) {
        this.context = context;
        this.before = before;
        this.harmless = harmless;
        this.look = look;
        this.reached = reached;
        this.goal = goal;
    }

    @Override
    public Step<Optional<R>> start() {
        return call(before, done -> look());
    }

    private Step<Optional<R>> look() {
        looking = true;
        return call(new Attempts<>(context, look.get()), seen -> judge(Optional.of(seen)));
    }

    @Override
    Step<Optional<R>> failedInside(StatorException failure) {
        if (looking && failure instanceof ResourceNotFoundException) {
            return judge(Optional.empty());
        } else if (!looking && harmless.test(failure)) {
            return look();
        }
        throw failure;
    }

    private Step<Optional<R>> judge(Optional<R> seen) {
        if (reached.test(seen)) {
            return new Step.Done<>(seen);
        }
        if (wait.compareTo(context.remaining()) >= 0) {
            throw new TransportException(
                    TransportException.Kind.TIMED_OUT,
                    "Waited until the call's deadline for " + goal + ", which did not come; it may still",
                    null,
                    true);
        }
        Duration now = wait;
        wait = wait.multipliedBy(2).compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : wait.multipliedBy(2);
        return pause(now, this::look);
    }
}
