package dev.stator;

import dev.stator.error.StatorException;
import dev.stator.internal.protocol.BatchReply;
import dev.stator.internal.protocol.BatchWriteEntry;
import dev.stator.internal.protocol.BatchWriteItemOperation;
import dev.stator.internal.protocol.EncodedWrite;
import dev.stator.internal.protocol.ItemId;
import dev.stator.internal.protocol.Operation;
import dev.stator.internal.run.BatchDrain;
import dev.stator.internal.run.CallContext;
import dev.stator.internal.run.Exchange;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Puts and deletes any number of items, of any tables, in requests of 25 and of 16 MB at most, several at the same time, and
 * sends again what the service leaves undone. Of several writes on one item the last wins. Gives the number of items
 * written.
 *
 * <p>Not one step: others can see a part of it. If it cannot be finished, the call fails with {@link
 * BatchIncompleteException}, which has what was not done. But an item that cannot be stored at all, for a NaN in it or because
 * it is larger than 400 KB, is a {@link dev.stator.error.CodecException} before anything is sent.
 *
 * <p>All items get the time at which the call began. A batch can check no versions, so puts and deletes of records that have
 * one must say {@code ignoringVersion()}. Nor can it check the class of an item under a {@link
 * dev.stator.codec.Discriminator}: it deletes what is stored with a key, whatever it is, and takes no deletes from the table of
 * one class.
 *
 * <p>Holds the bytes of all requests until they are done; for more than fits in memory, see {@link Stator#inChunks}. Costs
 * what the writes cost alone.
 */
public final class BatchWrite extends Call<Integer> {
    private final Map<ItemId, Write<?, ?>> writes;
    private final int atOnce;

    private BatchWrite(Stator db, Map<ItemId, Write<?, ?>> writes, int atOnce) {
        super(db);
        this.writes = writes;
        this.atOnce = atOnce;
    }

    static BatchWrite of(Stator db, Collection<? extends BatchAction> actions) {
        Map<ItemId, Write<?, ?>> writes = new LinkedHashMap<>();
        for (BatchAction action : actions) {
            Write<?, ?> write = checked(action);
            // Removed before it is put, so that the last of several writes on one item also stands at its own place.
            ItemId id = write.id();
            writes.remove(id);
            writes.put(id, write);
        }
        return new BatchWrite(db, writes, Batches.AT_ONCE);
    }

    /** Refuses what no batch can do. */
    static Write<?, ?> checked(BatchAction action) {
        Write<?, ?> write = (Write<?, ?>) action;
        Guard<?> guard = write.guard;
        if (guard.asked().isPresent()) {
            throw new IllegalArgumentException("A write in a batch on table "
                    + guard.table().name()
                    + " has a condition, and a batch knows none: leave it out, or use a transaction");
        }
        if (guard.type().isPresent()
                && guard.table()
                        .schema()
                        .narrowing()
                        .filter(type -> !type.isWhole())
                        .isPresent()) {
            throw new IllegalArgumentException(
                    "A write in a batch on table " + guard.table().name()
                            + " is to remove an item only if it is a "
                            + guard.table().schema().type().getSimpleName()
                            + ", which a batch cannot check: write it alone, with deleteAll(…) or in a transaction, or delete it"
                            + " from the table of all classes");
        }
        // A Lower is kept by no batch either, and it is there because the caller said ignoringVersion().
        if (guard.version().orElse(null) instanceof VersionRule.Same same) {
            throw new IllegalArgumentException("A write in a batch on table "
                    + guard.table().name() + " is of a record with a version, " + same.name()
                    + ", which a batch cannot check, so it could overwrite what others wrote: write it alone or in a"
                    + " transaction, or say ignoringVersion() on it");
        }
        if (write.keepsGuards()) {
            throw new IllegalArgumentException("A write in a batch is on table "
                    + guard.table().name() + ", whose "
                    + String.join(", ", write.uniques().keySet())
                    + " is unique, which a batch cannot keep: use upsertAll(…) or deleteAll(…), write it alone, or in a"
                    + " transaction");
        }
        return write;
    }

    /** Lets so many requests be under way at once; {@value Batches#AT_ONCE} unless told. */
    public BatchWrite atOnce(int requests) {
        return new BatchWrite(db(), writes, Batches.atOnce(requests));
    }

    private record Entry(Write<?, ?> write, EncodedWrite encoded) {
        int bytes() {
            return encoded.length();
        }
    }

    @Override
    Exchange<Integer> exchange(CallContext context) {
        List<EncodedWrite> encoded = encoded(writes.values(), context.now());
        Map<ItemId, Entry> entries = new LinkedHashMap<>();
        writes.forEach((id, write) -> entries.put(id, new Entry(write, encoded.get(entries.size()))));
        return new BatchDrain<>(context, FORM, atOnce, entries).map(outcome -> checked(outcome, entries.size()));
    }

    /** Refuses what cannot be stored. */
    static List<EncodedWrite> encoded(Collection<? extends Write<?, ?>> writes, Instant now) {
        return EncodedWrite.of(writes.stream()
                .map(write -> (BatchWriteEntry) write.action(now))
                .toList());
    }

    private static final BatchDrain.Form<Entry> FORM = new BatchDrain.Form<>(
            BatchWriteItemOperation.MAX_ENTRIES,
            BatchWriteItemOperation.MAX_BYTES,
            Entry::bytes,
            (one, other) -> true,
            BatchWrite::requestOf);

    private static Operation<BatchReply> requestOf(Map<ItemId, Entry> chunk) {
        Map<ItemId, EncodedWrite> entries = new LinkedHashMap<>();
        chunk.forEach((id, entry) -> entries.put(id, entry.encoded));
        return new BatchWriteItemOperation(entries);
    }

    private static int checked(BatchDrain.Outcome<Entry> outcome, int all) {
        List<Write<?, ?>> left = outcome.unprocessed().values().stream()
                .<Write<?, ?>>map(Entry::write)
                .toList();
        boolean some = left.size() < all
                || outcome.ambiguous()
                || outcome.failure().filter(StatorException::mayHaveApplied).isPresent();
        Batches.refuseRest(left, outcome.failure(), outcome.stalled(), "written", all, FoundItems.none(), some);
        return all;
    }
}
