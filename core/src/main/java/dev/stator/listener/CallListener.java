package dev.stator.listener;

/**
 * Told of every call of a client. Given to {@code Stator.builder().listener(…)}; safe for use by many threads.
 *
 * <pre>{@code
 * Stator.builder().listener(call -> new CallObserver() {
 *     @Override
 *     public void requestEnded(RequestEnd request) {
 *         histogram.record(request.request().action(), request.duration());
 *     }
 * });
 * }</pre>
 */
@FunctionalInterface
public interface CallListener {
    /**
     * A call begins, on the thread that executes it: the place to remember what is bound to that thread. Gives whoever is to
     * be told of the rest of this call.
     */
    CallObserver callStarted(CallStart call);

    /**
     * Whether calls shall ask the service for the capacity they consume, as measured calls do. It makes requests and replies
     * a little longer; {@code false} by default. Asked once, when the client is built.
     */
    default boolean wantsCapacity() {
        return false;
    }
}
