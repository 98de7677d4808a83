package dev.stator;

import dev.stator.codec.TreeItemReader;
import dev.stator.error.CodecException;
import dev.stator.error.StatorException;
import dev.stator.internal.protocol.BatchGetItemOperation;
import dev.stator.internal.protocol.BatchReply;
import dev.stator.internal.protocol.GetItemOperation;
import dev.stator.internal.protocol.ItemId;
import dev.stator.internal.protocol.Operation;
import dev.stator.internal.run.BatchDrain;
import dev.stator.internal.run.CallContext;
import dev.stator.internal.run.Exchange;
import dev.stator.value.Item;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads any number of items, of any tables, in requests of 100, several at the same time, and asks again for what the service
 * leaves undone, as it does when a reply would have more than 16 MB. Ask the result with the gets themselves. If it cannot be
 * finished, or an item does not fit its record, the call fails with {@link BatchIncompleteException}, which has what was found
 * and the gets that were not answered, or whose items do not fit. Costs what the gets cost alone; the same get twice costs once.
 */
public final class BatchGet extends Call<FoundItems> {
    private final List<Get<?>> gets;
    /** The gets without those that ask for an item again. */
    private final Map<ItemId, Get<?>> different;

    private final int atOnce;

    private BatchGet(Stator db, List<Get<?>> gets, Map<ItemId, Get<?>> different, int atOnce) {
        super(db);
        this.gets = gets;
        this.different = different;
        this.atOnce = atOnce;
    }

    static BatchGet of(Stator db, Collection<? extends Get<?>> gets) {
        Map<ItemId, Get<?>> different = new LinkedHashMap<>();
        for (Get<?> get : gets) {
            ItemId id = idOf(get);
            Get<?> other = different.putIfAbsent(id, get);
            if (other != null && !compatible(other, get)) {
                throw new IllegalArgumentException("A batch reads an item of table " + id.tableName()
                        + " twice, with other options each time: read it once, or in two calls");
            }
        }
        return new BatchGet(db, List.copyOf(gets), different, Batches.AT_ONCE);
    }

    /** Lets so many requests be under way at once; {@value Batches#AT_ONCE} unless told. */
    public BatchGet atOnce(int requests) {
        return new BatchGet(db(), gets, different, Batches.atOnce(requests));
    }

    @Override
    Exchange<FoundItems> exchange(CallContext context) {
        return new BatchDrain<>(context, FORM, atOnce, different).map(this::checked);
    }

    /**
     * Reads what another call must know first. It fails with the failure itself, or says that the service left some undone: these
     * are no gets of the caller's, to be sent again.
     */
    Exchange<FoundItems> beforehand(CallContext context) {
        return exchange(context).orElse(failure -> {
            if (!(failure instanceof BatchIncompleteException incomplete)) {
                throw failure;
            } else if (incomplete.getCause() instanceof StatorException cause) {
                throw cause;
            }
            throw new BatchIncompleteException(
                    "The service left out items that the call looks at first, however often they were asked for, so what"
                            + " depends on them was not done. Make the call again later",
                    List.of(),
                    FoundItems.none(),
                    false,
                    incomplete);
        });
    }

    private FoundItems checked(BatchDrain.Outcome<Get<?>> outcome) {
        Map<Get<?>, Optional<?>> items = new LinkedHashMap<>();
        Map<ItemId, CodecException> misfits = new LinkedHashMap<>();
        for (Get<?> get : gets) {
            ItemId id = idOf(get);
            if (!outcome.unprocessed().containsKey(id) && !items.containsKey(get)) {
                try {
                    items.put(get, read(get, outcome.found().get(id)));
                } catch (CodecException e) {
                    misfits.putIfAbsent(id, e);
                }
            }
        }
        FoundItems found = FoundItems.of(items);
        List<Get<?>> left = new ArrayList<>(different.values());
        left.removeIf(get -> !outcome.unprocessed().containsKey(idOf(get)) && !misfits.containsKey(idOf(get)));
        Optional<StatorException> failure =
                outcome.failure().or(() -> misfits.values().stream().findFirst());
        Batches.refuseRest(left, failure, outcome.stalled(), "read", different.size(), found, false);
        return found;
    }

    private static final BatchDrain.Form<Get<?>> FORM = new BatchDrain.Form<>(
            BatchGetItemOperation.MAX_KEYS, Integer.MAX_VALUE, get -> 0, BatchGet::compatible, BatchGet::requestOf);

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

    private static Operation<BatchReply> requestOf(Map<ItemId, Get<?>> chunk) {
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
        try {
            return Optional.of(operation.reader().apply(new TreeItemReader(operation.withoutAddedKey(item))));
        } catch (CodecException e) {
            throw e.during("BatchGetItem on table " + operation.tableName(), false);
        }
    }
}
