package dev.stator.transport;

import java.time.Duration;

/**
 * How the request of a reply was signed: for whoever learns from the reply that it was signed with something out of date,
 * to have the next attempt signed better. Sends nothing and never waits.
 */
public interface Signature {
    /** The credentials have expired: has their own provider forget them. Says whether it can give others. */
    boolean renewCredentials();

    /**
     * The time may have been wrong: if it was off by more than the tolerance from the {@code Date} of the reply, takes and
     * keeps the service's time. Says whether it did.
     */
    boolean correctClock(Duration tolerance);
}
