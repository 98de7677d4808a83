package dev.stator.internal.run;

import dev.stator.error.ResourceNotFoundException;
import dev.stator.error.StatorException;
import dev.stator.error.UnconfirmedException;
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

    /**
     * What is done first.
     *
     * @param exchange does it, anew each time
     * @param harmless which of its failures do not matter, because it may be so, or under way, already
     * @param again what, seen after such a failure, shows that it has to be done all the same
     */
    public record Deed<R>(
            Supplier<Exchange<?>> exchange, Predicate<StatorException> harmless, Predicate<Optional<R>> again) {}

    private final CallContext context;
    private final Deed<R> deed;
    private final Supplier<Operation<R>> look;
    private final Predicate<Optional<R>> reached;
    private final String goal;
    private Duration wait = FIRST_WAIT;
    private boolean looking;
    private boolean accepted;

    /**
     * A waiter.
     *
     * @param reached whether what was seen, empty for not found, is what is waited for
     * @param goal what is waited for, for the message when it does not come in time
     */
    public Waiter(
            CallContext context,
            Deed<R> deed,
            Supplier<Operation<R>> look,
            Predicate<Optional<R>> reached,
            String goal) {
        this.context = context;
        this.deed = deed;
        this.look = look;
        this.reached = reached;
        this.goal = goal;
    }

    @Override
    public Step<Optional<R>> start() {
        looking = false;
        return call(deed.exchange().get(), done -> {
            accepted = true;
            return look();
        });
    }

    private Step<Optional<R>> look() {
        looking = true;
        return call(new Attempts<>(context, look.get()), seen -> judge(Optional.of(seen)));
    }

    @Override
    Step<Optional<R>> failedInside(StatorException failure) {
        if (looking && failure instanceof ResourceNotFoundException) {
            return judge(Optional.empty());
        } else if (!looking && deed.harmless().test(failure)) {
            return look();
        } else if (accepted) {
            throw new UnconfirmedException(
                    "The service accepted the request, but waiting for " + goal + " failed: " + failure.getMessage(),
                    failure);
        }
        throw failure;
    }

    private Step<Optional<R>> judge(Optional<R> seen) {
        if (reached.test(seen)) {
            return new Step.Done<>(seen);
        }
        if (wait.compareTo(context.remaining()) >= 0) {
            throw new UnconfirmedException(
                    "Waited until the call's deadline for " + goal + ", which did not come; it may still", null);
        }
        Duration now = wait;
        wait = wait.multipliedBy(2).compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : wait.multipliedBy(2);
        return pause(now, !accepted && deed.again().test(seen) ? this::start : this::look);
    }
}
