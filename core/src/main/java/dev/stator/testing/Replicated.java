package dev.stator.testing;

import dev.stator.transport.Transport;
import java.util.Optional;

/**
 * A service that can answer reads as replicas do that are behind, so that {@link Fault#STALE_READ} and {@link Fault#STALE_INDEX} can
 * happen to them. The embedded engine in memory is one, and so is each of its worlds.
 */
public interface Replicated extends Transport {
    /**
     * The same service, where reads that do not ask for consistency find what there was some time ago, and all other requests are
     * done as ever. What is there when this is called is always found. Closing it does nothing.
     *
     * @return nothing if the service keeps no past
     */
    Optional<Transport> lagging(Lag lag);
}
