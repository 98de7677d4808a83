package dev.stator.testing;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import dev.stator.error.TransportException;
import dev.stator.error.TransportException.Kind;
import dev.stator.transport.Timer;
import dev.stator.transport.Transport;
import dev.stator.transport.WireReply;
import dev.stator.transport.WireRequest;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.EnumMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;

/**
 * A service to which faults happen: stands before another transport, such as an engine in memory.
 *
 * <pre>{@code
 * FaultTransport faults = new FaultTransport(Engine.inMemory(), FaultPlan.of(42).with(Fault.LOST_REPLY, 0.1));
 * Stator db = Stator.builder().transport(faults).build();
 * faults.next(Fault.THROTTLE, Fault.THROTTLE);
 * }</pre>
 *
 * <p>Stale reads need a service that is {@link Replicated}. They find what was there when this was made, or when {@link #resume} was last
 * called, and of what was written since, what is old enough.
 *
 * <p>Safe for use by many threads. Closing it closes what stands behind.
 */
public final class FaultTransport implements Transport {
    private final Transport behind;
    private final FaultPlan plan;
    private final Timer timer;
    private final SplittableRandom random;
    private final Deque<Fault> next = new ArrayDeque<>();
    private final Map<Fault, Integer> struck = new EnumMap<>(Fault.class);
    /** Transactions that were done; the service would say so again, and not speak of conflicts. */
    private final LastTokens doneTokens = new LastTokens();
    /** Transactions that may be under way, as far as their clients can know. */
    private final LastTokens sentTokens = new LastTokens();

    private final KnownTables tables = new KnownTables();

    private boolean calm;
    /** The service with replicas that are behind, if it has any. */
    private Optional<Transport> replicas;

    /**
     * Faults before a service; slow replies really take their time.
     *
     * @throws IllegalArgumentException if the plan has stale reads, and the service cannot give any
     */
    public FaultTransport(Transport behind, FaultPlan plan) {
        this(behind, plan, Timer.system());
    }

    /** The same, where slow replies wait as the timer does. */
    public FaultTransport(Transport behind, FaultPlan plan, Timer timer) {
        this.behind = behind;
        this.plan = plan;
        this.timer = timer;
        this.random = new SplittableRandom(plan.seed());
        this.replicas = replicas(behind, plan);
        if (plan.hasStaleReads()) {
            requirePossible(Fault.STALE_READ);
        }
    }

    private static Optional<Transport> replicas(Transport behind, FaultPlan plan) {
        return behind instanceof Replicated service ? service.lagging(plan.lag()) : Optional.empty();
    }

    private void requirePossible(Fault fault) {
        if (!fault.isFailure() && replicas.isEmpty()) {
            throw new IllegalArgumentException("Stale reads cannot happen: what stands behind the faults, "
                    + behind.getClass().getSimpleName()
                    + ", has no replicas that are behind. Put an engine in memory there");
        }
    }

    /**
     * Has these faults happen, one to each of the next requests to which they can, before the plan goes on.
     *
     * @throws IllegalArgumentException if one is a stale read, and the service cannot give any
     */
    @CanIgnoreReturnValue
    public synchronized FaultTransport next(Fault... faults) {
        List.of(faults).forEach(this::requirePossible);
        next.addAll(List.of(faults));
        return this;
    }

    /** Lets nothing happen until {@link #resume}, so that a test can prepare what it needs, or look at what is there. */
    public synchronized void calm() {
        calm = true;
    }

    /** Goes on with faults after {@link #calm}. What is there by now has reached all replicas. */
    public synchronized void resume() {
        calm = false;
        replicas = replicas(behind, plan);
    }

    /** How often each fault has happened so far. */
    public synchronized Map<Fault, Integer> struck() {
        return Collections.unmodifiableMap(new EnumMap<>(struck));
    }

    /** The plan. */
    public FaultPlan plan() {
        return plan;
    }

    private synchronized Fate fateOf(WireRequest request) {
        Optional<Fault> fault = calm ? Optional.empty() : ordered(request).or(() -> drawn(request));
        fault.ifPresent(known -> struck.merge(known, 1, Integer::sum));
        // A generator of its own, so that a fault does not move the dice of the requests behind it.
        SplittableRandom own = random.split();
        Fate fate = fault.map(known -> known.strike(request, new Fault.Surroundings(plan, tables, own)))
                .orElseGet(() -> Fate.after(request, reply -> reply));
        if (fate.passedOn().isPresent() || fault.equals(Optional.of(Fault.LOST_REQUEST))) {
            Body.token(request).ifPresent(sentTokens::add);
        }
        return fate;
    }

    private Optional<Fault> ordered(WireRequest request) {
        Iterator<Fault> waiting = next.iterator();
        while (waiting.hasNext()) {
            Fault fault = waiting.next();
            if (canStrike(fault, request)) {
                waiting.remove();
                return Optional.of(fault);
            }
        }
        return Optional.empty();
    }

    private Optional<Fault> drawn(WireRequest request) {
        double failures = random.nextDouble();
        double staleReads = plan.hasStaleReads() ? random.nextDouble() : 1;
        for (Map.Entry<Fault, Double> rate : plan.rates().entrySet()) {
            Fault fault = rate.getKey();
            if (fault.isFailure() && failures >= 0) {
                failures -= rate.getValue();
                if (failures < 0 && canStrike(fault, request)) {
                    return Optional.of(fault);
                }
            } else if (!fault.isFailure() && staleReads < rate.getValue() && canStrike(fault, request)) {
                return Optional.of(fault);
            }
        }
        return Optional.empty();
    }

    private boolean canStrike(Fault fault, WireRequest request) {
        return fault.canStrike(request)
                && switch (fault) {
                    case CONFLICT ->
                        Body.token(request).filter(doneTokens::contains).isEmpty();
                    case IN_PROGRESS ->
                        Body.token(request).filter(sentTokens::contains).isPresent();
                    default -> true;
                };
    }

    private synchronized WireReply note(WireRequest request, WireReply reply) {
        if (reply.status() == 200) {
            Body.token(request).ifPresent(doneTokens::add);
            tables.note(request, reply);
        }
        return reply;
    }

    /** Who does what becomes of a request. */
    private synchronized Transport reached(Fate fate) {
        return fate.stale() ? replicas.orElseThrow() : behind;
    }

    @Override
    public WireReply send(WireRequest request) {
        Fate fate = fateOf(request);
        Optional<WireReply> reply =
                fate.passedOn().map(passed -> note(passed, reached(fate).send(passed)));
        if (!fate.delay().isZero()) {
            try {
                timer.sleep(fate.delay());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new TransportException(Kind.CONNECTION_LOST, "Interrupted while waiting for a reply", e);
            }
        }
        return fate.answer().apply(reply);
    }

    @Override
    public CompletableFuture<WireReply> sendAsync(WireRequest request) {
        Fate fate = fateOf(request);
        CompletableFuture<WireReply> sent =
                fate.passedOn().map(reached(fate)::sendAsync).orElse(null);
        CompletableFuture<Optional<WireReply>> reply = sent == null
                ? CompletableFuture.completedFuture(Optional.empty())
                : sent.thenApply(value -> Optional.of(note(request, value)));
        if (!fate.delay().isZero()) {
            reply = reply.thenCompose(value -> timer.after(fate.delay()).thenApply(done -> value));
        }
        CompletableFuture<WireReply> answer = reply.thenApply(fate.answer());
        if (sent != null) {
            // Who cancels gives up the request behind, too.
            CompletableFuture<?> unused = answer.whenComplete((value, failure) -> {
                if (answer.isCancelled()) {
                    sent.cancel(true);
                }
            });
        }
        return answer;
    }

    @Override
    public void close() {
        behind.close();
    }
}
