package dev.stator.internal.run;

import dev.stator.listener.CallListener;
import dev.stator.listener.CallObserver;
import dev.stator.listener.CallStart;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Everyone who is told of the calls of a client: its listeners, and the logs. What they throw is logged and ignored. */
public final class Listeners {
    private static final Logger LOG = LoggerFactory.getLogger("dev.stator.listener");

    private final List<CallListener> listeners;
    private final boolean wantCapacity;
    private final Destination destination;
    private final RequestLog log;
    private final String client;
    private final AtomicLong calls = new AtomicLong();

    /**
     * The listeners of a client.
     *
     * @param random makes what sets its correlation ids apart from those of others
     */
    public Listeners(List<CallListener> listeners, Destination destination, RandomGenerator random) {
        this(listeners, destination, random, RequestLog.standard());
    }

    Listeners(List<CallListener> listeners, Destination destination, RandomGenerator random, RequestLog log) {
        this.destination = destination;
        this.listeners = List.copyOf(listeners);
        this.wantCapacity = listeners.stream().anyMatch(CallListener::wantsCapacity);
        this.log = log;
        this.client = Integer.toHexString(random.nextInt(0x10000000, Integer.MAX_VALUE));
    }

    /** Nobody at all, not even the logs. */
    static Listeners none() {
        return new Listeners(List.of(), Destination.UNKNOWN, () -> 0, RequestLog.silent());
    }

    Destination destination() {
        return destination;
    }

    /** Whether any of them wants to know the consumed capacity. */
    public boolean wantCapacity() {
        return wantCapacity;
    }

    /** A call begins; null if nobody listens, so that then nothing is done for it at all. */
    @Nullable
    Observation callStarted() {
        boolean logged = log.isOn();
        if (listeners.isEmpty() && !logged) {
            return null;
        }
        CallStart start = new CallStart(client + "-" + calls.incrementAndGet());
        List<CallObserver> observers = new ArrayList<>(listeners.size() + 1);
        if (logged) {
            observers.add(log);
        }
        for (CallListener listener : listeners) {
            try {
                observers.add(Objects.requireNonNull(
                        listener.callStarted(start), "callStarted gave null; CallObserver.NONE hears nothing"));
            } catch (Throwable e) {
                ignore(listener, e);
            }
        }
        return new Observation(start.correlationId(), observers);
    }

    /** Logs it, unless it is of the whole process rather than of the listener. */
    static void ignore(Object listener, Throwable thrown) {
        if (thrown instanceof VirtualMachineError fatal && !(thrown instanceof StackOverflowError)) {
            throw fatal;
        }
        LOG.warn(
                "{} failed, which changes nothing for the call that it was told of",
                listener.getClass().getName(),
                thrown);
    }
}
