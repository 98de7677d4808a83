package dev.stator.listener;

/**
 * Told of what happens in one call. A call makes one request or, for pages, batches and waits, many; a request is one action, sent in one attempt or, when it fails in a way that may pass, several.
 *
 * <p>The events of a call come one after the other, also when several of its requests are under way at once, though not always
 * on one thread: those of asynchronous calls come on the client's I/O threads, and must not be held up. Each
 * start is followed by its end, whatever happens: when a call is cancelled or ends otherwise before its requests have, their ends
 * are told just before that of the call.
 */
public interface CallObserver {
    /** Hears nothing. */
    CallObserver NONE = new CallObserver() {};

    /** A request begins. */
    default void requestStarted(RequestStart request) {}

    /** An attempt goes out. */
    default void attemptStarted(AttemptStart attempt) {}

    /** An attempt has its reply, has failed or was given up. */
    default void attemptEnded(AttemptEnd attempt) {}

    /** A request is done, has failed for good or was given up. */
    default void requestEnded(RequestEnd request) {}

    /** The call is done, has failed or was cancelled. */
    default void callEnded(CallEnd call) {}
}
