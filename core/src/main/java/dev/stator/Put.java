package dev.stator;

import dev.stator.error.ConditionFailedException;
import dev.stator.expression.Condition;
import dev.stator.internal.protocol.ItemId;
import dev.stator.internal.protocol.PutItemOperation;
import dev.stator.internal.run.Attempts;
import dev.stator.internal.run.CallContext;
import dev.stator.internal.run.Exchange;
import dev.stator.value.AttributeValue;
import dev.stator.value.Item;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * Stores a whole item, in place of any with the same key. Gives the item that was stored, with its new version and times.
 *
 * <p>If the record has a {@link dev.stator.codec.Version}, the item in place must have the same, or, if the record has none
 * yet, no version; otherwise the call fails with {@link dev.stator.error.StaleVersionException}.
 *
 * <p>One request, but for {@link dev.stator.codec.Unique} attributes, which say what they take. Costs one write unit
 * per KB of the larger of the old and the new item, and as much again in each secondary index that it touches.
 */
public final class Put<T> extends Write<T, T> implements TransactAction<T>, BatchAction {
    private final T item;

    Put(Guard<T> guard, T item) {
        super(guard);
        this.item = item;
    }

    /**
     * Stores only if this holds for the item in its place, or, if there is none, for an item without attributes. Several
     * conditions must all hold. Otherwise the call fails with {@link ConditionFailedException}, which carries the item in
     * place.
     *
     * @throws IllegalArgumentException if the condition does not fit the table's record
     */
    public Put<T> onlyIf(Condition more) {
        return new Put<>(guard.onlyIf(more), item);
    }

    /**
     * Stores whatever version is in place, and one higher than it. Where the version in place is not lower than that which
     * follows the record's, this takes a second request; in a transaction it fails instead. In a batch, whose puts know no
     * condition, the version that follows the record's is stored, even if it is lower than that in place: for loads of new
     * items.
     */
    public Put<T> ignoringVersion() {
        return new Put<>(guard.with(VersionRule.Lower.than(item, guard.table().schema())), item);
    }

    /** The same, giving the item that was replaced; empty if there was none. */
    public ConditionalCall<T, Optional<T>> returningOld() {
        return ConditionalCall.of(guard, context -> written(context, true).map(Written::old));
    }

    /** The item to store, normalised and with its UUID; versions and times are filled in when it is sent. */
    public T item() {
        return item;
    }

    @Override
    ItemId id() {
        Table<T> table = guard.table();
        return new ItemId(
                table.name(), table.during("PutItem", () -> table.schema().keyOf(item)));
    }

    @Override
    Map<String, Optional<AttributeValue>> uniques() {
        return uniquesOf(item);
    }

    @Override
    PutItemOperation<T> action(Instant now) {
        return operation(stored(now), false);
    }

    private T stored(Instant now) {
        return guard.table().during("PutItem", () -> Stamping.of(guard.table()).stored(item, now));
    }

    private PutItemOperation<T> operation(T stored, boolean returnOld) {
        Table<T> table = guard.table();
        return new PutItemOperation<>(table.name(), table.schema(), stored, guard.condition(), returnOld);
    }

    /** What was stored, and what it replaced. */
    private record Written<T>(T item, Optional<T> old) {}

    private Exchange<Written<T>> written(CallContext context, boolean returnOld) {
        T stored = stored(context.now());
        Exchange<Written<T>> put = (keepsGuards()
                        ? withGuards(context, returnOld)
                                .map(old -> old.filter(item -> returnOld)
                                        .map(item -> given(
                                                () -> guard.table().schema().fromItem(item))))
                        : new Attempts<>(context, operation(stored, returnOld)))
                .map(old -> new Written<>(stored, old));
        return guard.version().orElse(null) instanceof VersionRule.Lower lower
                ? put.orElse(failure -> higher(failure, lower).written(context, returnOld))
                : guard.explaining(put);
    }

    /** The same put with a version above the one in place, if it was that which refused this one. */
    private Put<T> higher(RuntimeException failure, VersionRule.Lower lower) {
        if (failure instanceof ConditionFailedException refusal) {
            BigDecimal inPlace = VersionRule.in(refusal.existing(), lower.name());
            if (inPlace.compareTo(lower.version()) >= 0) {
                T raised = guard.table().schema().with(item, Item.of(lower.name(), inPlace));
                return new Put<>(guard, raised).ignoringVersion();
            }
        }
        throw failure;
    }

    @Override
    Exchange<T> exchange(CallContext context) {
        return written(context, false).map(Written::item);
    }
}
