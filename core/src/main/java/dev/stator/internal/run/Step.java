package dev.stator.internal.run;

import dev.stator.transport.WireRequest;
import java.time.Duration;

/** What an exchange wants next. */
public sealed interface Step<R> {
    /** Send this request, then tell {@link Exchange#replied} or {@link Exchange#failed}. */
    record Send<R>(WireRequest request) implements Step<R> {}

    /** Wait for this time, then tell {@link Exchange#resumed}. */
    record Pause<R>(Duration time) implements Step<R> {}

    /** The end, with the result of the call. */
    record Done<R>(R result) implements Step<R> {}
}
