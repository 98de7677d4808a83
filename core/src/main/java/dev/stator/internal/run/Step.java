package dev.stator.internal.run;

import dev.stator.transport.WireRequest;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;

/** What an exchange wants next. */
public sealed interface Step<R> {
    /** Send this request, then tell {@link Exchange#replied} or {@link Exchange#failed}. */
    record Send<R>(WireRequest request) implements Step<R> {}

    /** Wait for this time, then tell {@link Exchange#resumed}. */
    record Pause<R>(Duration time) implements Step<R> {}

    /**
     * Run other exchanges side by side, then tell {@link Exchange#resumed}. The first of them that fails ends the others,
     * and its failure is told to {@link Exchange#failed}; one whose failure must not do that ends with a result that says
     * so. Events come one at a time over all of them, so they may share state without locks.
     *
     * @param atOnce how many may be under way at once
     * @param next gives the next exchange to begin; asked again after each that has ended, so nothing now may be something
     *     later. When it gives none and none is under way, the fork is over
     */
    record Fork<R>(int atOnce, Supplier<Optional<Exchange<?>>> next) implements Step<R> {}

    /** The end, with the result of the call. */
    record Done<R>(R result) implements Step<R> {}
}
