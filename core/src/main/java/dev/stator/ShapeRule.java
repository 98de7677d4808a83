package dev.stator;

import dev.stator.codec.ShapeNumber;
import dev.stator.error.CodecException;
import dev.stator.error.ConditionFailedException;
import dev.stator.expression.AnyPath;
import dev.stator.expression.Condition;
import dev.stator.expression.Path;
import dev.stator.expression.UpdateAction;
import dev.stator.expression.UpdateExpression;
import dev.stator.expression.Value;
import dev.stator.internal.run.CallContext;
import dev.stator.internal.run.Exchange;
import dev.stator.value.AttributeValue;
import dev.stator.value.Item;
import java.util.Optional;
import java.util.function.Supplier;

/** What a table does about items of older {@link dev.stator.codec.Shape}s. */
record ShapeRule(Table<?> table) {
    /** How often a write is sent again while others change the older item in place. */
    private static final int MAX_ROUNDS = 8;

    /** The rule for writes of a record, whatever else is in its table. */
    static <T> ShapeRule of(Table<T> table, T item) {
        return new ShapeRule(table.classOf(item));
    }

    /**
     * The rule for storing anew what is read.
     *
     * @throws IllegalArgumentException if items have no shapes, or not all of them is read
     */
    static ShapeRule writingBack(Table<?> table, boolean part) {
        if (part || !table.schema().hasShapes()) {
            throw new IllegalArgumentException("Table " + table.name() + ": what is read can be written back "
                    + (part
                            ? "only as whole items of the table; leave select(…), as(…) and the index out"
                            : "in its newest shape, and "
                                    + table.schema().type().getSimpleName() + " has no @Shape"));
        }
        return new ShapeRule(table);
    }

    private Optional<ShapeNumber> number() {
        return table.schema().shape();
    }

    private static Condition isCurrent(ShapeNumber shape) {
        AnyPath path = Path.attr(shape.attribute());
        Condition same = path.eq(AttributeValue.of(shape.current()));
        return shape.current() == 1 ? path.notExists().or(same) : same;
    }

    /** What an update asks of the item in place: that it is of the shape in which the update speaks. */
    Condition ofUpdate() {
        return number().map(shape -> table.itemIsAbsent().or(isCurrent(shape))).orElse(Condition.empty());
    }

    /** Tells the shape of what an update leaves. */
    UpdateExpression ofUpdated() {
        return UpdateExpression.of(number().stream()
                .<UpdateAction>map(shape -> new UpdateAction.Set(
                        Path.attr(shape.attribute()), new Value(AttributeValue.of(shape.current()))))
                .toList());
    }

    /** Lets items through that may be of older shapes; what it leaves out is of the newest. */
    Condition mayBeOlder() {
        return number().map(shape -> isCurrent(shape).not()).orElse(Condition.empty());
    }

    /** A write; and if it is refused because of an older shape in place, that is stored anew and the write sent again. */
    <R> Exchange<R> upgradingFor(CallContext context, Supplier<Exchange<R>> write) {
        return number().isEmpty() ? write.get() : upgradingFor(context, write, MAX_ROUNDS);
    }

    /** Goes on as long as what was read to store it anew is changed by others in between. */
    private <R> Exchange<R> upgradingFor(CallContext context, Supplier<Exchange<R>> write, int rounds) {
        return write.get().orElse(failure -> {
            if (rounds > 0
                    && failure instanceof ConditionFailedException refusal
                    && refusal.existing().filter(this::isOlder).isPresent()) {
                return upgrade(context, refusal.existing().get())
                        .then(done -> upgradingFor(context, write, rounds - 1));
            }
            throw failure;
        });
    }

    /** Whether an item has another shape than the newest, and is one of the table's class. */
    private boolean isOlder(Item stored) {
        boolean other = table.schema()
                .narrowing()
                .filter(type -> !type.takes(stored.string(type.attribute())))
                .isPresent();
        return !other && !upgraded(stored).equals(stored);
    }

    private Item upgraded(Item stored) {
        try {
            return table.schema().upgraded(stored);
        } catch (CodecException e) {
            throw e.during("Upgrading an item of table " + table.name(), false);
        }
    }

    /**
     * Stores an item in the newest shape if it has another and is still as it was read; gives whether it did. See {@link
     * WrittenBack} for what is written and what must be as it was.
     */
    Exchange<Boolean> upgrade(CallContext context, Item stored) {
        Item item = upgraded(stored);
        if (item.equals(stored)) {
            return Exchange.of(false);
        }
        return WrittenBack.of(table, stored, item)
                .update()
                .exchange(context)
                .map(written -> true)
                .orElse(failure -> {
                    if (failure instanceof ConditionFailedException) {
                        return Exchange.of(false);
                    }
                    throw failure;
                });
    }
}
