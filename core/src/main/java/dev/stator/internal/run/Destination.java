package dev.stator.internal.run;

import java.net.URI;
import java.util.Optional;
import java.util.function.Function;

/**
 * Where the requests of a client go, for those who observe its calls.
 *
 * @param region the region that they are signed for, if the client signs
 * @param endpoint where those of an action are sent, as far as the client knows
 */
public record Destination(Optional<String> region, Function<String, Optional<URI>> endpoint) {
    /** Behind a transport of which the client knows nothing. */
    public static final Destination UNKNOWN = new Destination(Optional.empty(), action -> Optional.empty());
}
