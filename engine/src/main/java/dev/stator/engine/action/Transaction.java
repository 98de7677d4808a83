package dev.stator.engine.action;

import dev.stator.engine.fault.Fault;
import dev.stator.engine.table.Changes;
import dev.stator.engine.table.Consumed;
import dev.stator.engine.table.KeyCheck;
import dev.stator.engine.table.Table;
import dev.stator.engine.table.TableWriter;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Writes that are done all of them or none, whichever action they came with. */
final class Transaction {
    /** What a transaction multiplies units with. */
    static final int FACTOR = 2;

    static final String TWICE = "Transaction request cannot include multiple operations on one item";
    static final long MAX_BYTES = 4L << 20;

    private Transaction() {}

    /** Does all writes; gives what was done. */
    static List<TransactStep> commit(List<ItemWrite> writes, Changes changes, CollectionMetrics metrics) {
        List<TransactStep> steps = steps(writes, changes);
        // What is given, not what is there: 4 MB and more can be deleted with keys of a few bytes.
        long bytes = writes.stream().mapToLong(ItemWrite::payload).sum();
        if (bytes > MAX_BYTES) {
            throw Fault.validation("Transaction payload size cannot exceed 4MB. Payload Size: " + bytes);
        }
        cancelIfAny(steps.stream().map(TransactStep::evaluate).collect(Collectors.toList()));
        steps.forEach(step -> step.commit(metrics));
        return steps;
    }

    /** What writes that are done have consumed. */
    static Collection<Consumed> consumed(List<TransactStep> steps) {
        Map<String, Consumed> consumed = new LinkedHashMap<>();
        steps.forEach(step -> consumed.put(step.table().name(), step.consumed()));
        return consumed.values();
    }

    /** Finds the table and the place of each write; throws if one has none. */
    private static List<TransactStep> steps(List<ItemWrite> writes, Changes changes) {
        writes.forEach(write -> changes.table(write.table()));
        List<TransactStep> steps = new ArrayList<>();
        Set<ByteBuffer> places = new HashSet<>();
        for (ItemWrite write : writes) {
            TableWriter writer = changes.table(write.table());
            try {
                write.check(writer.table());
            } catch (Fault fault) {
                // The service looks at no other write once it has found one that does not fit.
                List<@Nullable Fault> reasons = new ArrayList<>(Collections.nCopies(writes.size(), null));
                reasons.set(steps.size(), reason(fault));
                throw new Cancellation(reasons);
            }
            byte[] key = write.key(writer.table());
            if (!places.add(place(writer.table(), key))) {
                throw Fault.validation(TWICE);
            }
            steps.add(new TransactStep(write, writer, key));
        }
        return steps;
    }

    static void cancelIfAny(List<@Nullable Fault> reasons) {
        if (reasons.stream().anyMatch(Objects::nonNull)) {
            throw new Cancellation(reasons);
        }
    }

    /** What is wrong with a key cancels the transaction, but for an empty one, which the service does not wrap. */
    static Fault reason(Fault fault) {
        if (fault instanceof KeyCheck.EmptyKey) {
            throw fault;
        }
        return fault;
    }

    /** A key of the store that tells tables apart. */
    static ByteBuffer place(Table table, byte[] key) {
        byte[] id = table.id().getBytes(StandardCharsets.UTF_8);
        return ByteBuffer.allocate(id.length + key.length).put(id).put(key).flip();
    }

    /**
     * What a repeated transaction consumes: reads of what it wrote, or removed, the first time, whatever has become of it.
     *
     * @param sizes the size of each of these
     */
    static Collection<Consumed> replayed(List<ItemWrite> writes, List<Integer> sizes, Changes changes) {
        Map<String, Consumed> consumed = new LinkedHashMap<>();
        // Once more against the tables, because they may have been made anew with other keys since the first time.
        List<TransactStep> steps = steps(writes, changes);
        for (int i = 0; i < steps.size(); i++) {
            Table table = steps.get(i).table();
            // The token of an earlier version has no sizes.
            int size = i < sizes.size() ? sizes.get(i) : 0;
            consumed.computeIfAbsent(table.name(), unused -> new Consumed(table))
                    .add(Consumed.read(size, true));
        }
        return consumed.values();
    }
}
