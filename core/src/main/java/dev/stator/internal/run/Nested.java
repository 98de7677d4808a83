package dev.stator.internal.run;

import dev.stator.error.StatorException;
import dev.stator.transport.WireReply;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** An exchange made of others, run one after the other or side by side: each call, fork or pause names what follows it. */
abstract class Nested<R> implements Exchange<R> {
    /** The inner exchange under way, together with what follows its end. */
    private final class Stage<A> {
        private final Exchange<A> inner;
        private final Function<A, Step<R>> then;

        Stage(Exchange<A> inner, Function<A, Step<R>> then) {
            this.inner = inner;
            this.then = then;
        }

        Step<R> on(Function<Exchange<A>, Step<A>> event) {
            Step<A> step;
            try {
                step = event.apply(inner);
            } catch (StatorException e) {
                return failedInside(e);
            }
            if (step instanceof Step.Send<A> send) {
                return new Step.Send<>(send.request());
            } else if (step instanceof Step.Pause<A> pause) {
                return new Step.Pause<>(pause.time());
            } else if (step instanceof Step.Fork<A> fork) {
                return new Step.Fork<>(fork.atOnce(), fork.next());
            }
            stage = null;
            return then.apply(((Step.Done<A>) step).result());
        }
    }

    private @Nullable Stage<?> stage;
    /** What follows a pause or fork of this exchange itself. */
    private @Nullable Supplier<Step<R>> afterwards;

    /** Runs an inner exchange and goes on with its result. */
    final <A> Step<R> call(Exchange<A> inner, Function<A, Step<R>> then) {
        Stage<A> next = new Stage<>(inner, then);
        stage = next;
        return next.on(Exchange::start);
    }

    /** Waits and goes on. */
    final Step<R> pause(Duration time, Supplier<Step<R>> then) {
        afterwards = then;
        return new Step.Pause<>(time);
    }

    /** Runs exchanges side by side, as {@link Step.Fork} says, and goes on when all have ended. */
    final Step<R> fork(int atOnce, Supplier<Optional<Exchange<?>>> next, Supplier<Step<R>> then) {
        afterwards = then;
        return new Step.Fork<>(atOnce, next);
    }

    /** An inner exchange failed, or a pause or fork was broken off: by default, so does this one. */
    Step<R> failedInside(StatorException failure) {
        throw failure;
    }

    @Override
    public final Step<R> replied(WireReply reply) {
        return current().on(inner -> inner.replied(reply));
    }

    @Override
    public final Step<R> failed(StatorException failure) {
        if (afterwards != null) {
            afterwards = null;
            return failedInside(failure);
        }
        return current().on(inner -> inner.failed(failure));
    }

    @Override
    public final Step<R> resumed() {
        Supplier<Step<R>> then = afterwards;
        if (then != null) {
            afterwards = null;
            return then.get();
        }
        return current().on(Exchange::resumed);
    }

    @Override
    public final Step<R> interrupted(StatorException interruption) {
        if (afterwards != null) {
            afterwards = null;
            return failedInside(interruption);
        }
        return current().on(inner -> inner.interrupted(interruption));
    }

    private Stage<?> current() {
        Stage<?> current = stage;
        if (current == null) {
            throw new IllegalStateException("An event came for an exchange that waits for none");
        }
        return current;
    }
}
