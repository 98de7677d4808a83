package dev.stator.internal.run;

import dev.stator.listener.CallObserver;
import java.util.List;
import java.util.function.Consumer;

/**
 * All who observe one call.
 *
 * @param correlationId stands for the call in all of its events
 */
record Observation(String correlationId, List<CallObserver> observers) {
    static final Observation BY_NOBODY = new Observation("", List.of());

    void tell(Consumer<CallObserver> event) {
        for (CallObserver observer : observers) {
            try {
                event.accept(observer);
            } catch (Throwable e) {
                Listeners.ignore(observer, e);
            }
        }
    }
}
