package dev.stator.internal.run;

import dev.stator.error.CodecException;
import dev.stator.error.InvalidRequestException;
import dev.stator.error.StatorException;
import dev.stator.internal.protocol.BatchReply;
import dev.stator.internal.protocol.ItemId;
import dev.stator.internal.protocol.Operation;
import dev.stator.transport.RetryCause;
import dev.stator.value.Item;
import java.time.Duration;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiPredicate;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A batch of any size, carried to its end: sent in chunks, one after the other, and what the service leaves undone goes
 * to the end of the queue. Leftovers are not errors; after each the drain backs off, and only rounds in which nothing at
 * all was done count against the policy's attempts. A chunk that the service refuses as invalid is set aside, and the
 * others go on.
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
     */
    public record Outcome<E>(Map<ItemId, Item> found, Map<ItemId, E> unprocessed, Optional<StatorException> failure) {}

    private final CallContext context;
    private final int chunkSize;
    private final BiPredicate<E, E> compatible;
    private final Function<Map<ItemId, E>, Operation<BatchReply>> operation;
    private final Map<ItemId, E> entries;
    private final Map<ItemId, E> queue;
    private final Map<ItemId, Item> found = new HashMap<>();
    private final Map<ItemId, E> refused = new HashMap<>();
    private Map<ItemId, E> chunk = Map.of();
    private int stalledRounds;
    private Duration lastPause = Duration.ZERO;
    private @Nullable StatorException refusal;

    /**
     * A batch of these entries.
     *
     * @param compatible whether two entries of the same table may stand in the same request
     * @param operation makes the request of a chunk
     */
    public BatchDrain(
            CallContext context,
            Map<ItemId, E> entries,
            int chunkSize,
            BiPredicate<E, E> compatible,
            Function<Map<ItemId, E>, Operation<BatchReply>> operation) {
        this.context = context;
        this.entries = entries;
        this.queue = new LinkedHashMap<>(entries);
        this.chunkSize = chunkSize;
        this.compatible = compatible;
        this.operation = operation;
    }

    @Override
    public Step<Outcome<E>> start() {
        if (queue.isEmpty()) {
            return end(refusal);
        }
        chunk = takeChunk();
        return call(new Attempts<>(context, operation.apply(chunk)), this::received);
    }

    private Map<ItemId, E> takeChunk() {
        Map<ItemId, E> taken = new LinkedHashMap<>();
        Map<String, E> firstOfTable = new HashMap<>();
        Iterator<Map.Entry<ItemId, E>> waiting = queue.entrySet().iterator();
        while (waiting.hasNext() && taken.size() < chunkSize) {
            Map.Entry<ItemId, E> next = waiting.next();
            E first = firstOfTable.putIfAbsent(next.getKey().tableName(), next.getValue());
            if (first == null || compatible.test(first, next.getValue())) {
                taken.put(next.getKey(), next.getValue());
                waiting.remove();
            }
        }
        return taken;
    }

    private Step<Outcome<E>> received(BatchReply reply) {
        found.putAll(reply.found());
        int sent = chunk.size();
        chunk.keySet().retainAll(reply.unprocessed());
        int left = chunk.size();
        queue.putAll(chunk);
        chunk = Map.of();
        if (left < sent) {
            context.progressed();
            stalledRounds = 0;
            lastPause = Duration.ZERO;
        } else {
            stalledRounds++;
        }
        if (left == 0) {
            return start();
        }
        Optional<Duration> backoff = context.backoff(RetryCause.UNPROCESSED, stalledRounds + 1, lastPause)
                .filter(wait -> wait.compareTo(context.remaining()) < 0);
        if (backoff.isEmpty() || stalledRounds >= context.settings().retry().maxAttempts()) {
            return end(refusal);
        }
        lastPause = backoff.get();
        return pause(lastPause, this::start);
    }

    @Override
    Step<Outcome<E>> failedInside(StatorException failure) {
        if (failure instanceof InvalidRequestException || failure instanceof CodecException) {
            // One entry that cannot be done takes its chunk with it, but not those behind.
            refused.putAll(chunk);
            chunk = Map.of();
            refusal = refusal == null ? failure : refusal;
            return start();
        }
        return end(failure);
    }

    private Step<Outcome<E>> end(@Nullable StatorException failure) {
        Map<ItemId, E> unprocessed = new LinkedHashMap<>(entries);
        unprocessed
                .keySet()
                .removeIf(id -> !chunk.containsKey(id) && !queue.containsKey(id) && !refused.containsKey(id));
        return new Step.Done<>(new Outcome<>(found, unprocessed, Optional.ofNullable(failure)));
    }
}
