package dev.stator.internal.run;

import dev.stator.error.CodecException;
import dev.stator.error.FailedCall;
import dev.stator.error.InvalidRequestException;
import dev.stator.error.StatorException;
import dev.stator.internal.protocol.BatchReply;
import dev.stator.internal.protocol.ItemId;
import dev.stator.internal.protocol.Operation;
import dev.stator.transport.RetryCause;
import dev.stator.transport.RetryPolicy;
import dev.stator.value.Item;
import java.time.Duration;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiPredicate;
import java.util.function.Function;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/**
 * A batch of any size, carried to its end: sent in chunks, several of them side by side if that is wanted, and what the
 * service leaves undone goes to the end of the queue. Leftovers are not errors; after each, its chunk backs off, and only
 * rounds in which nothing at all was done count against the policy's attempts. A chunk that the service refuses as invalid
 * is halved until what is to blame stands alone, which is set aside, and the others go on. Any other failure lets those under
 * way end, and begins none.
 *
 * <p>It never fails as a whole: its outcome says what is surely done, what is not, and why.
 *
 * @param <E> an entry of the batch
 */
public final class BatchDrain<E> extends Nested<BatchDrain.Outcome<E>> {
    /**
     * How a batch ended.
     *
     * @param found the items that a batch get found
     * @param unprocessed the entries not known to be done, in the caller's order; empty if all went well
     * @param failure what ended the batch before its time, or the first refusal of a chunk; empty if only leftovers did
     * @param stalled the request after which leftovers were not sent again, if they are what ended the batch
     * @param ambiguous whether a request got no answer before the one whose answer counted, so that entries which that one
     *     left may be done all the same
     */
    public record Outcome<E>(
            Map<ItemId, Item> found,
            Map<ItemId, E> unprocessed,
            Optional<StatorException> failure,
            Optional<FailedCall> stalled,
            boolean ambiguous) {}

    /**
     * How entries become requests.
     *
     * @param most how many entries a request takes
     * @param mostBytes how many bytes of entries a request takes; a single entry may have more
     * @param bytes how many of them an entry has
     * @param compatible whether two entries of the same table may stand in the same request
     * @param operation makes the request of a chunk
     */
    public record Form<E>(
            int most,
            int mostBytes,
            ToIntFunction<E> bytes,
            BiPredicate<E, E> compatible,
            Function<Map<ItemId, E>, Operation<BatchReply>> operation) {}

    /** So many entries to blame are searched for; after them refused chunks are set aside whole, as nothing seems to fit. */
    private static final int MOST_TO_BLAME = 10;

    private final CallContext context;
    private final Form<E> form;
    private final int atOnce;
    /** What waits to be sent. */
    private final Map<ItemId, E> queue;
    /** What is not known to be done, in the caller's order. */
    private final Map<ItemId, E> open;

    private final Map<ItemId, Item> found = new HashMap<>();
    private int stalledRounds;
    private Duration lastPause = Duration.ZERO;
    /** When something was done last. */
    private Duration progressed;

    private @Nullable StatorException failure;
    private @Nullable FailedCall stalled;
    private boolean ambiguous;
    private int toBlame;
    private boolean over;

    /**
     * A batch of these entries.
     *
     * @param atOnce how many chunks may be under way at once
     */
    public BatchDrain(CallContext context, Form<E> form, int atOnce, Map<ItemId, E> entries) {
        this.context = context;
        this.progressed = context.elapsed();
        this.queue = new LinkedHashMap<>(entries);
        this.open = new LinkedHashMap<>(entries);
        this.form = form;
        this.atOnce = atOnce;
    }

    @Override
    public Step<Outcome<E>> start() {
        if (isAtEnd()) {
            return end();
        } else if (lanes() == 1) {
            return call(new Round(takeChunk()), done -> start());
        }
        return fork(atOnce, () -> isAtEnd() ? Optional.empty() : Optional.of(new Round(takeChunk())), this::end);
    }

    private boolean isAtEnd() {
        return over || queue.isEmpty();
    }

    /** How many chunks can be under way at once, with what is still to be done. */
    private int lanes() {
        return Math.min(atOnce, (open.size() + form.most - 1) / form.most);
    }

    private Map<ItemId, E> takeChunk() {
        Map<ItemId, E> taken = new LinkedHashMap<>();
        Map<String, E> firstOfTable = new HashMap<>();
        long bytes = 0;
        Iterator<Map.Entry<ItemId, E>> waiting = queue.entrySet().iterator();
        while (waiting.hasNext() && taken.size() < form.most) {
            Map.Entry<ItemId, E> next = waiting.next();
            E first = firstOfTable.putIfAbsent(next.getKey().tableName(), next.getValue());
            if (first != null && !form.compatible.test(first, next.getValue())) {
                continue;
            }
            bytes += form.bytes.applyAsInt(next.getValue());
            if (bytes > form.mostBytes && !taken.isEmpty()) {
                break;
            }
            taken.put(next.getKey(), next.getValue());
            waiting.remove();
        }
        return taken;
    }

    /** One chunk, and the pause behind it if something of it was left undone. */
    private final class Round extends Nested<Boolean> {
        private final Map<ItemId, E> chunk;
        private String action = "";

        Round(Map<ItemId, E> chunk) {
            this.chunk = chunk;
        }

        @Override
        public Step<Boolean> start() {
            Operation<BatchReply> operation = form.operation.apply(chunk);
            action = operation.action();
            Attempts<BatchReply> attempts = new Attempts<>(context, operation);
            return call(attempts, reply -> {
                ambiguous |= attempts.isAmbiguous();
                return received(reply);
            });
        }

        private Step<Boolean> received(BatchReply reply) {
            found.putAll(reply.found());
            int sent = chunk.size();
            chunk.keySet().removeIf(id -> !reply.unprocessed().contains(id) && open.remove(id) != null);
            if (chunk.size() < sent) {
                context.progressed();
                progressed = context.elapsed();
                stalledRounds = 0;
                lastPause = Duration.ZERO;
            } else {
                stalledRounds++;
            }
            return chunk.isEmpty() ? done() : backOff();
        }

        /** Chunks that stall side by side count as one round. */
        private Step<Boolean> backOff() {
            int lanes = lanes();
            int stalled = (stalledRounds + lanes - 1) / lanes;
            RetryPolicy policy = context.settings().retry();
            Optional<Duration> backoff = context.backoff(RetryCause.UNPROCESSED, stalled + 1, lastPause)
                    .filter(wait -> wait.compareTo(context.remaining()) < 0);
            if (backoff.isEmpty()
                    || stalledRounds / lanes >= policy.maxAttempts()
                    || context.isPast(policy.timeLimit(), progressed, backoff.get())) {
                over = true;
                BatchDrain.this.stalled = new FailedCall(
                        action, ItemId.onlyTable(open.keySet()), Math.max(1, stalledRounds / lanes), Optional.empty());
                return done();
            }
            lastPause = backoff.get();
            return pause(lastPause, () -> {
                queue.putAll(chunk);
                return done();
            });
        }

        /** One entry that cannot be done takes neither those beside it with it, nor those behind. */
        @Override
        Step<Boolean> failedInside(StatorException reason) {
            if (reason instanceof InvalidRequestException && chunk.size() > 1 && toBlame < MOST_TO_BLAME) {
                Map<ItemId, E> first = new LinkedHashMap<>(chunk);
                Map<ItemId, E> second = new LinkedHashMap<>(chunk);
                List.copyOf(chunk.keySet()).subList(0, chunk.size() / 2).forEach(second::remove);
                first.keySet().removeAll(second.keySet());
                return call(new Round(first), done -> over ? done() : call(new Round(second), all -> done()));
            }
            toBlame++;
            boolean ofThisChunk = reason instanceof InvalidRequestException || reason instanceof CodecException;
            over |= !ofThisChunk;
            tell(reason);
            return done();
        }

        private Step<Boolean> done() {
            return new Step.Done<>(true);
        }
    }

    /** The first failure is the batch's, unless it leaves less open whether something was done than a later one. */
    private void tell(StatorException reason) {
        if (failure == null || (reason.mayHaveApplied() && !failure.mayHaveApplied())) {
            failure = reason;
        }
    }

    @Override
    Step<Outcome<E>> failedInside(StatorException interruption) {
        tell(interruption);
        return end();
    }

    private Step<Outcome<E>> end() {
        return new Step.Done<>(new Outcome<>(
                found,
                new LinkedHashMap<>(open),
                Optional.ofNullable(failure),
                Optional.ofNullable(stalled),
                ambiguous));
    }
}
