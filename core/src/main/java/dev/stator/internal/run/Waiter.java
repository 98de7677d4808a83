package dev.stator.internal.run;

import dev.stator.error.ResourceNotFoundException;
import dev.stator.error.StatorException;
import dev.stator.error.UnconfirmedException;
import dev.stator.error.WaitTimeoutException;
import dev.stator.internal.protocol.Operation;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Does something that takes the service a while, then looks again and again until it is so: at once, and then after waits
 * that grow from a twentieth of a second to two seconds, or are as long as wished, within the call's deadline.
 *
 * <p>What is looked at may be there or not; not found is an answer like any other.
 */
public final class Waiter<R> extends Nested<Optional<R>> {
    private static final Duration FIRST_WAIT = Duration.ofMillis(50);
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(2);
    private static final String ACCEPTED = "The service accepted the request, but ";

    /**
     * What is done first.
     *
     * @param exchange does it, anew each time
     * @param harmless which of its failures do not matter, because it may be so, or under way, already
     * @param again what, seen after such a failure, shows that it has to be done all the same
     */
    public record Deed<R>(
            Supplier<Exchange<?>> exchange, Predicate<StatorException> harmless, Predicate<Optional<R>> again) {}

    /**
     * What is waited for.
     *
     * @param words what it is, for the message when it does not come
     * @param state the state of what was seen, in a word
     * @param reached whether what was seen, empty for not found, is it
     * @param hopeless states that will never become it
     */
    public record Goal<R>(
            String words, Function<R, String> state, Predicate<Optional<R>> reached, Predicate<String> hopeless) {}

    private final CallContext context;
    private final @Nullable Deed<R> deed;
    private final Supplier<Operation<R>> look;
    private final Goal<R> goal;
    private final Optional<Duration> every;
    private Duration wait = FIRST_WAIT;
    private boolean looking;
    private boolean accepted;

    /**
     * A waiter.
     *
     * @param every how long to wait between two looks; empty to let it grow
     */
    public Waiter(
            CallContext context, Deed<R> deed, Supplier<Operation<R>> look, Goal<R> goal, Optional<Duration> every) {
        this(context, goal, look, every, deed);
    }

    /** A waiter that does nothing but look. */
    public Waiter(CallContext context, Supplier<Operation<R>> look, Goal<R> goal, Optional<Duration> every) {
        this(context, goal, look, every, null);
    }

    private Waiter(
            CallContext context,
            Goal<R> goal,
            Supplier<Operation<R>> look,
            Optional<Duration> every,
            @Nullable Deed<R> deed) {
        this.context = context;
        this.deed = deed;
        this.look = look;
        this.goal = goal;
        this.every = every;
    }

    @Override
    public Step<Optional<R>> start() {
        Deed<R> first = deed;
        if (first == null) {
            return look();
        }
        looking = false;
        return call(first.exchange().get(), done -> {
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
        } else if (!looking && deed != null && deed.harmless().test(failure)) {
            return look();
        } else if (accepted) {
            throw new UnconfirmedException(
                    ACCEPTED + "waiting for " + goal.words() + " failed: " + failure.getMessage(), failure);
        }
        throw failure;
    }

    private Step<Optional<R>> judge(Optional<R> seen) {
        if (goal.reached().test(seen)) {
            return new Step.Done<>(seen);
        }
        String state = seen.map(goal.state()).orElse("");
        if (goal.hopeless().test(state)) {
            String inVain =
                    goal.words() + " is in vain: it is " + state + ", which does not pass by itself; see to that first";
            throw accepted
                    ? new UnconfirmedException(ACCEPTED + "waiting for " + inVain, null)
                    : new StatorException("Waiting for " + inVain);
        }
        if (interval().compareTo(context.remaining()) >= 0) {
            throw new WaitTimeoutException(
                    "Waited until the call's deadline for " + goal.words()
                            + ", which did not come; it may still. Last seen: "
                            + (state.isEmpty() ? "not there" : state),
                    state,
                    accepted);
        }
        Duration now = interval();
        wait = wait.multipliedBy(2).compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : wait.multipliedBy(2);
        boolean again = !accepted && deed != null && deed.again().test(seen);
        return pause(now, again ? this::start : this::look);
    }

    private Duration interval() {
        return every.orElse(wait);
    }
}
