package dev.stator.testing;

import dev.stator.transport.WireReply;
import dev.stator.transport.WireRequest;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/**
 * What becomes of a request.
 *
 * @param passedOn what reaches the service, if anything does
 * @param stale whether it reaches replicas that are behind
 * @param delay how much later the answer comes
 * @param answer what comes back, made of the service's reply if it was reached; or throws
 */
record Fate(
        Optional<WireRequest> passedOn,
        boolean stale,
        Duration delay,
        Function<Optional<WireReply>, WireReply> answer) {
    /** The service is not reached. */
    static Fate instead(Supplier<WireReply> answer) {
        return new Fate(Optional.empty(), false, Duration.ZERO, none -> answer.get());
    }

    static Fate instead(WireReply answer) {
        return instead(() -> answer);
    }

    /** The service does this, and its reply is changed. */
    static Fate after(WireRequest request, UnaryOperator<WireReply> change) {
        return new Fate(Optional.of(request), false, Duration.ZERO, reply -> change.apply(reply.orElseThrow()));
    }

    /** A replica does this. */
    static Fate stale(WireRequest request) {
        return new Fate(Optional.of(request), true, Duration.ZERO, Optional::orElseThrow);
    }

    Fate delayed(Duration time) {
        return new Fate(passedOn, stale, time, answer);
    }
}
