package dev.stator;

import dev.stator.codec.TableSchema;
import dev.stator.codec.TreeItemReader;
import dev.stator.error.ItemNotFoundException;
import dev.stator.expression.Path;
import dev.stator.expression.Projection;
import dev.stator.internal.protocol.GetItemOperation;
import dev.stator.internal.run.Attempts;
import dev.stator.internal.run.CallContext;
import dev.stator.internal.run.Exchange;
import dev.stator.value.Item;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads the item with a key; gives nothing if there is none.
 *
 * <p>One request. Costs half a read unit per 4 KB, a whole one when {@link #consistent}.
 */
public final class Get<T> extends Call<Optional<T>> {
    private final Table<?> table;
    private final Item key;
    private final boolean consistent;
    private final ReadForm<T> form;

    Get(Table<?> table, Item key, boolean consistent, ReadForm<T> form) {
        super(table.db());
        this.table = table;
        this.key = key;
        this.consistent = consistent;
        this.form = form;
    }

    /** Sees every write that was acknowledged before; at twice the cost. */
    public Get<T> consistent() {
        return new Get<>(table, key, true, form);
    }

    /**
     * Brings only what these paths lead to. Costs as much as the whole item.
     *
     * @throws IllegalArgumentException if a path does not fit the table's record
     */
    public Get<Item> select(Path<?>... paths) {
        return new Get<>(table, key, consistent, ReadForm.of(table.projection(List.of(paths))));
    }

    /**
     * Brings only what a smaller record holds, as that record: {@code get(key).as(Summary.class)}. Its components are found
     * by stored names; nested records may be smaller, too. Costs as much as the whole item.
     *
     * @throws IllegalArgumentException if the table's record has no such attribute, holds another class there, or may leave
     *     out what the smaller one needs
     */
    public <S> Get<S> as(Class<S> smaller) {
        return new Get<>(table, key, consistent, ReadForm.of(table.view(smaller)));
    }

    /** The same, which fails with {@link ItemNotFoundException} if there is no such item. */
    public Call<T> orThrow() {
        return db().call(context -> exchange(context)
                .map(found -> found.orElseThrow(() -> ItemNotFoundException.ofKey(
                        table.name(), key.asMap().keySet(), context.meter().requests()))));
    }

    /**
     * The same; and an item of an older {@link dev.stator.codec.Shape} is stored anew in the newest, as long as nobody has
     * changed it since it was read. Costs a write then, beside the read. Its version and times stay as they are.
     *
     * @throws IllegalArgumentException if items have no shapes, or only a part is read
     */
    public Call<Optional<T>> writingBack() {
        ShapeRule shapes = ShapeRule.writingBack(table, form.projection().isPresent());
        return db().call(context -> new Attempts<>(
                        context,
                        new GetItemOperation<>(table.name(), key, consistent, Optional.empty(), Item::readFrom))
                .then(found -> found.isEmpty()
                        ? Exchange.<Optional<T>>of(Optional.empty())
                        : shapes.upgrade(context, found.get())
                                .map(done -> Optional.of(table.during(
                                        "GetItem", () -> form.reader().apply(new TreeItemReader(found.get())))))));
    }

    /** The key of the item to read. */
    public Item key() {
        return key;
    }

    GetItemOperation<T> operation() {
        return new GetItemOperation<>(table.name(), key, consistent, form.projection(), form.reader());
    }

    @Override
    Exchange<Optional<T>> exchange(CallContext context) {
        return new Attempts<>(context, operation());
    }

    private record Identity(
            Stator db,
            String tableName,
            TableSchema<?> schema,
            Item key,
            boolean consistent,
            Class<?> type,
            Optional<Projection> projection) {}

    private Identity identity() {
        return new Identity(db(), table.name(), table.schema(), key, consistent, form.type(), form.projection());
    }

    /** Whether the other reads the same item of the same table in the same way, so that it finds the same. */
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Get<?> that && identity().equals(that.identity());
    }

    @Override
    public int hashCode() {
        return identity().hashCode();
    }
}
