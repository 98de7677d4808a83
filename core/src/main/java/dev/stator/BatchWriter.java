package dev.stator;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import dev.stator.internal.protocol.BatchWriteItemOperation;
import dev.stator.internal.protocol.EncodedWrite;
import dev.stator.internal.protocol.ItemId;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Gathers puts and deletes as a program comes upon them, and sends each 25 together as {@link Stator#batchWrite} does. Of
 * several writes on one item that wait, the last wins.
 *
 * <pre>{@code
 * try (BatchWriter writer = db.batchWriter()) {
 *     for (User user : found) {
 *         writer.add(users.put(user));
 *     }
 *     writer.commit();
 * }
 * }</pre>
 *
 * <p>What waits is sent by {@link #commit}, so a block that fails before it sends nothing more, unless the writer was told
 * {@link Option#COMMIT_ON_CLOSE}. A failed send is a {@link BatchIncompleteException}, which has the writes that were not
 * done; the writer no longer has them.
 *
 * <p>For one thread at a time. Without blocking, use {@link #offer} and {@link #rest}.
 */
public final class BatchWriter implements AutoCloseable {
    /** How a writer differs from the usual. */
    public enum Option {
        /** Sends nothing before {@link #commit}; a write too many is refused. */
        HOLD,
        /** Sends what waits when it is closed, even if the block failed. */
        COMMIT_ON_CLOSE
    }

    private final Stator db;
    private final Set<Option> options;
    private final Map<ItemId, BatchAction> waiting = new LinkedHashMap<>();
    private boolean closed;

    BatchWriter(Stator db, Option... options) {
        this.db = db;
        this.options = Set.copyOf(Arrays.asList(options));
    }

    /**
     * Takes a write, and sends what waits if that is 25.
     *
     * @throws IllegalArgumentException if it has a condition, or a version to check
     * @throws dev.stator.error.CodecException if its item cannot be stored; what waits, waits on
     * @throws IllegalStateException if the writer is closed, or is told to {@link Option#HOLD} and has 25 already
     */
    @CanIgnoreReturnValue
    public BatchWriter add(BatchAction action) {
        offer(action).ifPresent(Call::execute);
        return this;
    }

    /** The same, but gives the call that sends what waited, if that is 25: for the caller to send before the next. */
    public Optional<Call<Integer>> offer(BatchAction action) {
        refuseClosed();
        Write<?, ?> write = BatchWrite.checked(action);
        ItemId id = write.id();
        boolean another = !waiting.containsKey(id);
        if (options.contains(Option.HOLD) && another && waiting.size() == BatchWriteItemOperation.MAX_ENTRIES) {
            throw new IllegalStateException("This batch writer holds " + waiting.size()
                    + " writes already, and was told to send none by itself: commit() first");
        }
        // Found out now, as when they are sent it would be the others' failure, too.
        List<EncodedWrite> unused =
                BatchWrite.encoded(List.of(write), db.settings().clock().instant());
        waiting.remove(id);
        waiting.put(id, action);
        boolean full = waiting.size() == BatchWriteItemOperation.MAX_ENTRIES && !options.contains(Option.HOLD);
        return full ? Optional.of(rest()) : Optional.empty();
    }

    private void refuseClosed() {
        if (closed) {
            throw new IllegalStateException("This batch writer is closed; make another with batchWriter()");
        }
    }

    /**
     * Takes out what waits: the call that sends it.
     *
     * @throws IllegalStateException if the writer is closed
     */
    public Call<Integer> rest() {
        refuseClosed();
        List<BatchAction> taken = List.copyOf(waiting.values());
        waiting.clear();
        return db.batchWrite(taken);
    }

    /**
     * Sends what waits. The writer can be used on.
     *
     * @throws IllegalStateException if the writer is closed
     */
    public void commit() {
        rest().execute();
    }

    /** How many writes wait. */
    public int size() {
        return waiting.size();
    }

    /**
     * Ends the writer, and sends what waits if told {@link Option#COMMIT_ON_CLOSE}; otherwise drops it. Does nothing if it is ended.
     *
     * @throws IllegalStateException if something was dropped, so that a forgotten {@link #commit} is noticed; when the block
     *     failed, this stands beside its exception, as suppressed
     */
    @Override
    public void close() {
        try {
            if (!closed && options.contains(Option.COMMIT_ON_CLOSE)) {
                commit();
            }
        } finally {
            closed = true;
        }
        int dropped = waiting.size();
        waiting.clear();
        if (dropped > 0) {
            throw new IllegalStateException("A batch writer was closed with " + dropped
                    + " writes that were never sent: commit() at the end of the block, or say COMMIT_ON_CLOSE");
        }
    }
}
