package dev.stator;

import dev.stator.TransactionPart.Asked;
import dev.stator.TransactionPart.Claim;
import dev.stator.TransactionPart.Count;
import dev.stator.TransactionPart.Release;
import dev.stator.TransactionPart.Verdict;
import dev.stator.error.StatorException;
import dev.stator.error.TransactionCanceledException;
import dev.stator.error.TransactionCanceledException.Reason;
import dev.stator.internal.protocol.PutItemOperation;
import dev.stator.internal.protocol.TransactWriteItemsOperation;
import dev.stator.internal.protocol.WriteAction;
import dev.stator.internal.run.Attempts;
import dev.stator.internal.run.CallContext;
import dev.stator.internal.run.Exchange;
import dev.stator.internal.run.Repeated;
import dev.stator.internal.run.Repeated.Again;
import dev.stator.internal.run.Rounds;
import dev.stator.value.Item;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * One call of a transaction. Each attempt reads what it must know, makes its parts of that, and sends them. It is begun anew
 * when what was read is no longer so, and, as often as the caller allows, when it lost against others.
 */
final class TransactionRun {
    /**
     * What it did.
     *
     * @param before what was read before the last attempt
     */
    record Done(Committed committed, FoundItems before) {}

    /** How often it is made anew because of others, so that a mistake in what they do does not keep it for ever. */
    static final int MOST_ANEW = 100;

    private final Stator db;
    private final CallContext context;
    private final List<TransactAction<?>> actions;
    private final Optional<String> token;
    private final KnownGuards known = new KnownGuards();

    private int retriesLeft;
    private int slowedLeft;
    private int anewLeft = MOST_ANEW;
    private final boolean exact;
    private Verdict last = Verdict.FINE;

    /**
     * Such a call.
     *
     * @param retries how often it begins anew when it lost against others, or the service asked to slow down
     * @param slowed how often of these at most it does so because the service asked to slow down
     * @param exact whether the items that it writes must be in all they have as it read them
     */
    TransactionRun(
            Stator db,
            CallContext context,
            List<TransactAction<?>> actions,
            Optional<String> token,
            int retries,
            int slowed,
            boolean exact) {
        this.db = db;
        this.context = context;
        this.actions = actions;
        this.token = token;
        this.retriesLeft = retries;
        this.slowedLeft = slowed;
        this.exact = exact;
    }

    /**
     * A write by itself, with what goes with it; fails as if it had been sent alone. Others that write at the same time make it begin
     * anew, up to {@value #MOST_ANEW} times; a service that asks to slow down is asked as often as other writes ask it.
     */
    static Exchange<Done> alone(TransactAction<?> write, CallContext context, boolean exact) {
        Stator db = ((ConditionalCall<?, ?>) write).db();
        int slowed = db.settings().retry().maxAttempts() - 1;
        return new TransactionRun(db, context, List.of(write), Optional.empty(), MOST_ANEW, slowed, exact)
                .exchange()
                .orElse(failure -> {
                    throw failure instanceof TransactionRefusedException refused
                            ? refused.reasonOf(write).alone(refused)
                            : failure;
                });
    }

    Exchange<Done> exchange() {
        return new Repeated<>(context, this::attempt, this::again);
    }

    private Again again(StatorException failure) {
        Verdict verdict = last;
        last = Verdict.FINE;
        if (failure.mayHaveApplied() && token.isEmpty()) {
            // A request that got no reply may still be on its way, and another token would let both be done.
            return Again.NO;
        }
        return switch (verdict) {
            case ANEW -> anewLeft-- > 0 ? Again.SOON : Again.NO;
            case PASSING -> retriesLeft-- > 0 ? Again.SOON : Again.NO;
            case SLOWED -> slowedLeft-- > 0 && retriesLeft-- > 0 ? Again.SLOWER : Again.NO;
            case FINE, REFUSED_AS_READ, REFUSED -> Again.NO;
        };
    }

    private Exchange<Done> attempt() {
        Set<Get<Item>> reads = TransactionPlan.reads(actions);
        if (reads.isEmpty()) {
            return send(FoundItems.none());
        }
        return read(reads).then(found -> send(context.isDry() ? TransactionPlan.example(actions, found) : found));
    }

    private Exchange<FoundItems> read(Set<Get<Item>> reads) {
        if (reads.size() > 1) {
            return BatchGet.of(db, reads).beforehand(context);
        }
        Get<Item> one = reads.iterator().next();
        return one.exchange(context).map(item -> FoundItems.of(Map.of(one, item)));
    }

    private Exchange<Done> send(FoundItems inPlace) {
        List<TransactionPart> parts = TransactionPlan.of(actions, inPlace, context.now(), known, exact);
        // What was cancelled was not done, so the next attempt is another transaction.
        String own = token.orElseGet(() -> db.newUuid().toString());
        return new Attempts<>(
                        context,
                        new TransactWriteItemsOperation(
                                parts.stream().map(TransactionPart::write).toList(), own))
                .map(done -> new Done(committed(parts), inPlace))
                .orElse(failure -> refused(failure, parts));
    }

    private static Committed committed(List<TransactionPart> parts) {
        Committed.Collector committed = new Committed.Collector();
        for (TransactionPart part : parts) {
            if (part instanceof Asked && part.write() instanceof PutItemOperation<?> put) {
                committed.stored(part.of(), put.item());
            } else if (part instanceof Count count) {
                committed.counted(count.counter(), count.last());
            }
        }
        return committed.done();
    }

    /**
     * Others who keep no guards may have taken values from the items that their guards name. If nothing else is in the way, these guards
     * are given free, and the next attempt finds none.
     */
    private Exchange<Done> refused(StatorException failure, List<TransactionPart> parts) {
        if (!(failure instanceof TransactionCanceledException cancelled)
                || cancelled.reasons().size() != parts.size()) {
            throw failure;
        }
        StatorException refusal = refusal(cancelled, parts, Set.of());
        Map<Claim, Get<Item>> holders = failure.mayHaveApplied() || last != Verdict.REFUSED_AS_READ
                ? Map.of()
                : holders(cancelled.reasons(), parts);
        if (holders.isEmpty()) {
            throw refusal;
        }
        return read(new LinkedHashSet<>(holders.values())).then(found -> {
            Set<Claim> left = new HashSet<>(holders.keySet());
            left.removeIf(claim -> has(found.of(Objects.requireNonNull(holders.get(claim))), claim));
            if (left.size() < holders.size()) {
                throw refusal(cancelled, parts, left);
            }
            return free(holders).map(freed -> {
                last = freed;
                throw refusal;
            });
        });
    }

    /** The items that have, as their guards say, what others claim. */
    private static Map<Claim, Get<Item>> holders(List<Reason> reasons, List<TransactionPart> parts) {
        Map<Claim, Get<Item>> holders = new LinkedHashMap<>();
        for (int i = 0; i < parts.size(); i++) {
            if (parts.get(i) instanceof Claim claim) {
                UniqueGuards.ownerIn(reasons.get(i).existing())
                        .ifPresent(holder -> holders.put(claim, claim.table().itemAt(holder)));
            }
        }
        return holders;
    }

    private static boolean has(Optional<Item> holder, Claim claim) {
        return holder.flatMap(item -> item.get(claim.attribute())).equals(Optional.of(claim.value()));
    }

    /** Each guard by itself, so that no transaction is larger for it; what is in the way by then, the next attempt sees. */
    private Exchange<Verdict> free(Map<Claim, Get<Item>> holders) {
        Iterator<Map.Entry<Claim, Get<Item>>> left = holders.entrySet().iterator();
        return new Rounds<>(
                Verdict.ANEW,
                soFar -> left.hasNext() && soFar == Verdict.ANEW ? Optional.of(free(left.next())) : Optional.empty());
    }

    private Exchange<Verdict> free(Map.Entry<Claim, Get<Item>> named) {
        List<WriteAction> freeing =
                UniqueGuards.freeing(named.getKey(), named.getValue().key());
        return new Attempts<>(
                        context,
                        new TransactWriteItemsOperation(freeing, db.newUuid().toString()))
                .map(done -> Verdict.ANEW)
                .orElse(failure -> {
                    if (failure instanceof TransactionCanceledException cancelled) {
                        boolean throttled = cancelled.reasons().stream().anyMatch(Reason::isThrottled);
                        return Exchange.of(throttled ? Verdict.SLOWED : Verdict.ANEW);
                    }
                    throw failure;
                });
    }

    /**
     * What the caller is told.
     *
     * @param left claims of values that nobody has, which are not at fault
     */
    private StatorException refusal(
            TransactionCanceledException cancelled, List<TransactionPart> parts, Set<Claim> left) {
        List<Refusal<?>> refusals = new ArrayList<>();
        List<Release> notOurs = new ArrayList<>();
        boolean stale = false;
        for (int i = 0; i < parts.size(); i++) {
            TransactionPart part = parts.get(i);
            Reason reason = cancelled.reasons().get(i);
            Verdict verdict = part.verdict(reason);
            if (verdict.compareTo(last) > 0) {
                last = verdict;
            }
            if (part instanceof Asked) {
                refusals.add(Refusal.of(part.of(), reason));
                stale |= verdict == Verdict.ANEW;
            } else if (reason.isFailure() && !(part instanceof Claim claim && left.contains(claim))) {
                tellBeside(refusals, part, reason);
            }
            if (part instanceof Release release && reason.existing().isPresent()) {
                notOurs.add(release);
            }
        }
        if (!stale) {
            notOurs.forEach(known::isOthers);
        }
        return new TransactionRefusedException(cancelled, refusals);
    }

    /** What an action was not at fault for itself. */
    private void tellBeside(List<Refusal<?>> refusals, TransactionPart part, Reason reason) {
        int place = actions.indexOf(part.of());
        if (!refusals.get(place).isFailure()) {
            Optional<String> attribute =
                    part instanceof Claim claim ? Optional.of(claim.attribute()) : Optional.empty();
            refusals.set(place, Refusal.of(part.of(), reason, attribute));
        }
    }
}
