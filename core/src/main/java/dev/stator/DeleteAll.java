package dev.stator;

import dev.stator.internal.protocol.ItemId;
import dev.stator.internal.run.CallContext;
import dev.stator.internal.run.Exchange;
import dev.stator.internal.run.Lanes;
import java.util.List;
import java.util.Optional;

/**
 * Removes the items with some keys, several at the same time, and gives for each the item that was removed or the refusal, in
 * the order of the keys. Several deletes of one key are sent one after the other, in their order.
 *
 * <p>Not one step. One that is refused for its own sake, because the item has another version for example, does not keep the others:
 * that is told by its {@link Deleted#failure}. Any other failure, and the call's deadline, lets those under way end and begins
 * none; then the call fails with {@link BatchIncompleteException}, which has what was removed by then, by {@link
 * BatchIncompleteException#deleted}, and the deletes that are not known to be done.
 *
 * <p>For each key the requests and the cost of a {@link Delete}; {@link Stator#batchWrite} takes fewer requests, but gives no
 * items.
 */
public final class DeleteAll<T> extends Call<List<Deleted<T>>> {
    private final List<Delete<T>> deletes;
    private final int atOnce;

    DeleteAll(Stator db, List<Delete<T>> deletes, int atOnce) {
        super(db);
        this.deletes = deletes;
        this.atOnce = atOnce;
    }

    /** Removes the items whatever version they have. */
    public DeleteAll<T> ignoringVersion() {
        return new DeleteAll<>(
                db(), deletes.stream().map(Delete::ignoringVersion).toList(), atOnce);
    }

    /** Lets so many requests be under way at once; {@value Batches#AT_ONCE} unless told. */
    public DeleteAll<T> atOnce(int requests) {
        return new DeleteAll<>(db(), deletes, Batches.atOnce(requests));
    }

    @Override
    Exchange<List<Deleted<T>>> exchange(CallContext context) {
        List<ItemId> ids = deletes.stream().map(Delete::id).toList();
        return new Lanes<>(
                        context,
                        atOnce,
                        Lanes.of(ids),
                        number -> deletes.get(number).returningOld().exchange(context))
                .map(this::checked);
    }

    private List<Deleted<T>> checked(Lanes.Outcome<Optional<T>> outcome) {
        List<Deleted<T>> deleted = Deleted.of(deletes, outcome);
        if (outcome.ending().isPresent()) {
            String table = deletes.get(0).id().tableName();
            throw Batches.incomplete(deletes, outcome, "deleted from table " + table, deleted);
        }
        return deleted;
    }
}
