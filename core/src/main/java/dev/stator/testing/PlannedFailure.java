package dev.stator.testing;

import dev.stator.error.TransportException;

/** A failure that a {@link FaultPlan} had happen, or {@link FaultTransport#next}: nothing is wrong with what stands behind. */
public final class PlannedFailure extends TransportException {
    private static final long serialVersionUID = 1;

    PlannedFailure(Kind kind, String message) {
        super(kind, message + ", says the fault plan", null);
    }
}
