package dev.stator;

import dev.stator.codec.TreeItemReader;
import dev.stator.error.StatorException;
import dev.stator.internal.protocol.BatchGetItemOperation;
import dev.stator.internal.protocol.BatchReply;
import dev.stator.internal.protocol.BatchWriteEntry;
import dev.stator.internal.protocol.BatchWriteItemOperation;
import dev.stator.internal.protocol.GetItemOperation;
import dev.stator.internal.protocol.ItemId;
import dev.stator.internal.protocol.Operation;
import dev.stator.internal.run.BatchDrain;
import dev.stator.internal.run.CallContext;
import dev.stator.internal.run.Exchange;
import dev.stator.value.Item;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The calls behind {@link Stator#batchWrite} and {@link Stator#batchGet}. */
final class Batches {
    /** How many requests of one batch are under way at once. */
    static final int AT_ONCE = 4;

    private Batches() {}

    static Call<Integer> write(Stator db, Collection<? extends BatchAction> actions) {
        List<Write<?, ?>> writes =
                actions.stream().<Write<?, ?>>map(Batches::checked).toList();
        return db.call(context -> write(context, writes));
    }

    /** Refuses what no batch can do. */
    static Write<?, ?> checked(BatchAction action) {
        Write<?, ?> write = (Write<?, ?>) action;
        refuseConditions(write.guard);
        return write;
    }

    static int atOnce(int requests) {
        if (requests < 1) {
            throw new IllegalArgumentException("atOnce(" + requests + "): at least one request is under way at once");
        }
        return requests;
    }

    /** The same within a call under way. */
    static Exchange<Integer> write(CallContext context, List<? extends Write<?, ?>> all) {
        Map<ItemId, Write<?, ?>> writes = new LinkedHashMap<>();
        for (Write<?, ?> write : all) {
            // Removed before it is put, so that the last of several writes on one item also stands at its own place.
            ItemId id = write.id();
            writes.remove(id);
            writes.put(id, write);
        }
        return new BatchDrain<>(
                        context,
                        writes,
                        BatchWriteItemOperation.MAX_ENTRIES,
                        AT_ONCE,
                        (one, other) -> true,
                        chunk -> writeOf(chunk, context.now()))
                .map(outcome -> {
                    boolean some = outcome.unprocessed().size() < writes.size()
                            || outcome.failure()
                                    .filter(StatorException::mayHaveApplied)
                                    .isPresent();
                    check(outcome, "written", writes.size(), FoundItems.of(Map.of()), some);
                    return writes.size();
                });
    }

    private static void refuseConditions(Guard<?> guard) {
        if (guard.asked().isPresent()) {
            throw new IllegalArgumentException("A write in a batch on table "
                    + guard.table().name()
                    + " has a condition, and a batch knows none: leave it out, or use a transaction");
        }
        // A Lower is kept by no batch either, and it is there because the caller said ignoringVersion().
        if (guard.version().orElse(null) instanceof VersionRule.Same same) {
            throw new IllegalArgumentException("A write in a batch on table "
                    + guard.table().name() + " is of a record with a version, " + same.name()
                    + ", which a batch cannot check, so it could overwrite what others wrote: write it alone or in a"
                    + " transaction, or say ignoringVersion() on it");
        }
    }

    private static Operation<BatchReply> writeOf(Map<ItemId, Write<?, ?>> chunk, Instant now) {
        Map<ItemId, BatchWriteEntry> entries = new LinkedHashMap<>();
        chunk.forEach((id, write) -> entries.put(id, (BatchWriteEntry) write.action(now)));
        return new BatchWriteItemOperation(entries);
    }

    static Call<FoundItems> get(Stator db, Collection<? extends Get<?>> gets) {
        Map<ItemId, Get<?>> byId = new LinkedHashMap<>();
        for (Get<?> get : gets) {
            ItemId id = idOf(get);
            Get<?> other = byId.putIfAbsent(id, get);
            if (other != null && !compatible(other, get)) {
                throw new IllegalArgumentException("A batch reads an item of table " + id.tableName()
                        + " twice, with other options each time: read it once, or in two calls");
            }
        }
        return db.call(context -> new BatchDrain<>(
                        context, byId, BatchGetItemOperation.MAX_KEYS, AT_ONCE, Batches::compatible, Batches::getOf)
                .map(outcome -> {
                    Map<Get<?>, Optional<?>> items = new LinkedHashMap<>();
                    gets.stream()
                            .filter(get -> !outcome.unprocessed().containsKey(idOf(get)))
                            .forEach(get ->
                                    items.put(get, read(get, outcome.found().get(idOf(get)))));
                    FoundItems found = FoundItems.of(items);
                    check(outcome, "read", byId.size(), found, false);
                    return found;
                }));
    }

    private static ItemId idOf(Get<?> get) {
        GetItemOperation<?> operation = get.operation();
        return new ItemId(operation.tableName(), operation.key());
    }

    /** Whether the service takes both in one request: all gets of a table share projection and consistency. */
    private static boolean compatible(Get<?> one, Get<?> other) {
        GetItemOperation<?> first = one.operation();
        GetItemOperation<?> second = other.operation();
        return first.consistent() == second.consistent() && first.projection().equals(second.projection());
    }

    private static Operation<BatchReply> getOf(Map<ItemId, Get<?>> chunk) {
        Map<ItemId, GetItemOperation<?>> gets = new LinkedHashMap<>();
        chunk.forEach((id, get) -> gets.put(id, get.operation().bringingKey()));
        return new BatchGetItemOperation(gets);
    }

    /** Found items come in any order, so they were read as trees, told apart by their keys, and become records here. */
    private static <T> Optional<T> read(Get<T> get, @Nullable Item item) {
        if (item == null) {
            return Optional.empty();
        }
        GetItemOperation<T> operation = get.operation();
        return Optional.of(operation.reader().apply(new TreeItemReader(operation.withoutAddedKey(item))));
    }

    private static void check(
            BatchDrain.Outcome<? extends Call<?>> outcome,
            String done,
            int all,
            FoundItems found,
            boolean mayHaveApplied) {
        if (outcome.unprocessed().isEmpty()) {
            return;
        }
        List<? extends Call<?>> left = List.copyOf(outcome.unprocessed().values());
        StatorException failure = outcome.failure().orElse(null);
        String reason = failure == null
                ? "the service left the rest undone, however often it was sent again"
                : "an error ended the batch: " + failure.getMessage();
        throw new BatchIncompleteException(
                (all - left.size()) + " of " + all + " items were " + done + "; " + reason
                        + ". Send again what unprocessed() gives",
                left,
                found,
                mayHaveApplied,
                failure);
    }
}
