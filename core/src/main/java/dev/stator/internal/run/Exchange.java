package dev.stator.internal.run;

import dev.stator.error.StatorException;
import dev.stator.transport.WireReply;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A call as a state machine without I/O. Its driver calls {@link #start} once and then, for each step, the method that
 * the step asks for, one at a time and each after the other, until {@link Step.Done} or until a method throws, which is
 * the call's failure.
 *
 * @param <R> the result
 */
public interface Exchange<R> {
    /** The first step. */
    Step<R> start();

    /** A reply came for the last {@link Step.Send}, with whatever HTTP status. */
    Step<R> replied(WireReply reply);

    /** No reply came for the last {@link Step.Send}, or an exchange of the last {@link Step.Fork} failed. */
    Step<R> failed(StatorException failure);

    /** The time of the last {@link Step.Pause} is over, or all exchanges of the last {@link Step.Fork} have ended. */
    Step<R> resumed();

    /** The last {@link Step.Pause} or {@link Step.Fork} was broken off, and there is no more waiting: ends the exchange. */
    Step<R> interrupted(StatorException interruption);

    /** An exchange that is done before it sends anything. */
    static <R> Exchange<R> of(R result) {
        return new Nested<>() {
            @Override
            public Step<R> start() {
                return new Step.Done<>(result);
            }
        };
    }

    /** This exchange, and if it fails the one that the function gives; what the function throws is the failure instead. */
    default Exchange<R> orElse(Function<StatorException, Exchange<R>> next) {
        Exchange<R> first = this;
        return new Nested<>() {
            private boolean firstFailed;

            @Override
            public Step<R> start() {
                return call(first, Step.Done::new);
            }

            @Override
            Step<R> failedInside(StatorException failure) {
                if (firstFailed) {
                    throw failure;
                }
                firstFailed = true;
                return call(next.apply(failure), Step.Done::new);
            }
        };
    }

    /** Its driver has ended: done, failed, or given up from outside. Told once and last. */
    default void ended(@Nullable Throwable failure) {}

    /** This exchange with its result changed; what the function throws is the exchange's failure. */
    default <S> Exchange<S> map(Function<R, S> function) {
        Exchange<R> first = this;
        return new Nested<>() {
            @Override
            public Step<S> start() {
                return call(first, result -> new Step.Done<>(function.apply(result)));
            }

            @Override
            public void ended(@Nullable Throwable failure) {
                first.ended(failure);
            }
        };
    }

    /** This exchange, and behind it another one, made of its result. */
    default <S> Exchange<S> then(Function<R, Exchange<S>> next) {
        Exchange<R> first = this;
        return new Nested<>() {
            @Override
            public Step<S> start() {
                return call(first, result -> call(next.apply(result), Step.Done::new));
            }
        };
    }
}
