package dev.stator.junit;

import dev.stator.testing.Fault;
import dev.stator.testing.FaultPlan;
import dev.stator.testing.Lag;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.platform.commons.support.AnnotationSupport;

/** The {@link Faults} that hold for a test: its own, or those of the nearest class around it. */
final class AskedFaults {
    private AskedFaults() {}

    static Optional<Faults> of(ExtensionContext context) {
        return AnnotationSupport.findAnnotation(context.getElement(), Faults.class)
                .or(() -> context.getParent().flatMap(AskedFaults::of));
    }

    static boolean areOfTheTestItself(ExtensionContext context) {
        return AnnotationSupport.findAnnotation(context.getTestMethod(), Faults.class)
                .isPresent();
    }

    static FaultPlan plan(Faults asked) {
        if (asked.seed().length > 1) {
            throw new ExtensionConfigurationException(
                    "@Faults takes one seed, and has " + asked.seed().length + "; a test runs once");
        }
        FaultPlan plan = FaultPlan.of(asked.seed().length == 0 ? newSeed() : asked.seed()[0]);
        if (asked.any() != 0) {
            plan = plan.withAll(asked.any());
        }
        if (asked.lagMillis() < 0) {
            throw new ExtensionConfigurationException(
                    "@Faults takes a lag of 0 milliseconds or more, not of " + asked.lagMillis());
        }
        plan = plan.withLag(Lag.of(Duration.ofMillis(asked.lagMillis())));
        Map<Fault, Double> shares = Map.ofEntries(
                Map.entry(Fault.THROTTLE, asked.throttle()),
                Map.entry(Fault.SERVER_ERROR, asked.serverError()),
                Map.entry(Fault.NO_CONNECTION, asked.noConnection()),
                Map.entry(Fault.LOST_REQUEST, asked.lostRequest()),
                Map.entry(Fault.LOST_REPLY, asked.lostReply()),
                Map.entry(Fault.DAMAGED_REPLY, asked.damagedReply()),
                Map.entry(Fault.SLOW_REPLY, asked.slowReply()),
                Map.entry(Fault.LEFTOVERS, asked.leftovers()),
                Map.entry(Fault.CONFLICT, asked.conflict()),
                Map.entry(Fault.IN_PROGRESS, asked.inProgress()),
                Map.entry(Fault.STALE_READ, asked.staleRead()),
                Map.entry(Fault.STALE_INDEX, asked.staleIndex()));
        for (Map.Entry<Fault, Double> share : shares.entrySet()) {
            plan = share.getValue() == 0 ? plan : plan.with(share.getKey(), share.getValue());
        }
        return plan;
    }

    static long newSeed() {
        return new SecureRandom().nextInt(1_000_000_000);
    }
}
