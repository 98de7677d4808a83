package dev.stator;

import dev.stator.expression.Path;
import dev.stator.internal.run.CallContext;
import dev.stator.internal.run.Exchange;
import dev.stator.value.Item;
import java.util.List;
import java.util.function.Function;

/**
 * Reads the items with some keys, as {@link BatchGet} does, and gives them in the order of the keys. A key may stand there
 * several times, and is read once.
 */
public final class GetAll<T> extends Call<Found<T>> {
    private final Table<?> table;
    private final List<Get<T>> gets;
    private final int atOnce;

    GetAll(Table<?> table, List<Get<T>> gets, int atOnce) {
        super(table.db());
        this.table = table;
        this.gets = gets;
        this.atOnce = atOnce;
    }

    /** Sees every write that was acknowledged before; at twice the cost. */
    public GetAll<T> consistent() {
        return each(Get::consistent);
    }

    /**
     * Brings only what these paths lead to. Costs as much as the whole items.
     *
     * @throws IllegalArgumentException if a path does not fit the table's record
     */
    public GetAll<Item> select(Path<?>... paths) {
        return each(get -> get.select(paths));
    }

    /**
     * Brings only what a smaller record holds, as that record; see {@link Get#as}.
     *
     * @throws IllegalArgumentException if the table's record has no such attribute, holds another class there, or may leave
     *     out what the smaller one needs
     */
    public <S> GetAll<S> as(Class<S> smaller) {
        return each(get -> get.as(smaller));
    }

    private <S> GetAll<S> each(Function<Get<T>, Get<S>> change) {
        return new GetAll<>(table, gets.stream().map(change).toList(), atOnce);
    }

    /** Lets so many requests be under way at once; {@value Batches#AT_ONCE} unless told. */
    public GetAll<T> atOnce(int requests) {
        return new GetAll<>(table, gets, Batches.atOnce(requests));
    }

    @Override
    Exchange<Found<T>> exchange(CallContext context) {
        return BatchGet.of(db(), gets)
                .atOnce(atOnce)
                .exchange(context)
                .map(found -> new Found<>(gets.stream().map(Get::key).toList(), found.inOrder(gets)));
    }
}
