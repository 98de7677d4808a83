package dev.stator;

import dev.stator.codec.TableSchema;
import dev.stator.error.CodecException;
import dev.stator.error.ConditionFailedException;
import dev.stator.error.ItemNotFoundException;
import dev.stator.error.StatorException;
import dev.stator.expression.AnyPath;
import dev.stator.expression.Condition;
import dev.stator.expression.IfNotExists;
import dev.stator.expression.Path;
import dev.stator.expression.UpdateAction;
import dev.stator.expression.UpdateExpression;
import dev.stator.expression.Value;
import dev.stator.internal.protocol.Repeatable;
import dev.stator.internal.protocol.UpdateItemOperation;
import dev.stator.internal.protocol.UpdateItemOperation.Returned;
import dev.stator.internal.protocol.WriteAction;
import dev.stator.internal.run.Attempts;
import dev.stator.internal.run.CallContext;
import dev.stator.internal.run.Exchange;
import dev.stator.value.AttributeValue.N;
import dev.stator.value.Item;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A number that only rises, kept in an item of a table: {@link Table#counter}. Nobody is given a number twice, however many
 * ask at a time.
 *
 * <pre>{@code
 * Counter ids = tickets.counter();
 * ids.create().execute();
 * long id = ids.next().execute();
 * Ticket ticket = tickets.create(ids, n -> new Ticket(n, "Broken")).execute();
 * }</pre>
 *
 * <p>The item's key is {@code __PK_VALUE_COUNTER__} for the counter without name, and begins so for others; in a table with
 * numbers as keys it is a number of 38 digits below zero. It holds the last number as {@code current_counter_value}, and as {@code
 * last_modified_timestamp} the time in nanoseconds since 1970.
 *
 * <p>The highest number is {@link Long#MAX_VALUE}. Calls that would need a higher one, or meet a value that is no whole number, which
 * another program must have written, fail with {@link CodecException}.
 */
public final class Counter {
    private static final String ATTRIBUTE = "current_counter_value";
    private static final AnyPath VALUE = Path.attr(ATTRIBUTE);
    private static final AnyPath MODIFIED = Path.attr("last_modified_timestamp");
    /** What the item of one that has given no number yet has of it. */
    static final Item NEW = Item.of(ATTRIBUTE, 0);

    private static final BigDecimal BILLION = BigDecimal.valueOf(1_000_000_000);

    private final Table<?> table;
    private final String name;
    private final Item key;

    Counter(Table<?> table, String name) {
        this.table = table;
        this.name = name;
        this.key = ReservedItems.key(table.schema(), "COUNTER__" + (name.isEmpty() ? "" : "/" + name));
    }

    /** What holds for all items of a table but counters. */
    static Condition isNone(TableSchema<?> schema) {
        Condition noValue = VALUE.notExists();
        return ReservedItems.others(schema).map(noValue::or).orElse(noValue);
    }

    /** The table in which it is kept. */
    public Table<?> table() {
        return table;
    }

    /** Its name; empty for the table's counter without name. */
    public String name() {
        return name;
    }

    /** Begins to count: the first number will be 1. Does nothing if there is the counter already. One request. */
    public Call<Void> create() {
        return table.db()
                .call(context -> Write.ignoringResult(new Attempts<>(
                        context,
                        change(List.of(
                                initially(VALUE, BigDecimal.ZERO), initially(MODIFIED, nanos(context.now())))))));
    }

    /**
     * Takes the next number. One request, of one write unit; it takes another number when a reply is lost, so numbers may be left out.
     *
     * <p>Fails with {@link ItemNotFoundException} if the counter was not created, and with {@link CodecException} if there is no higher
     * number, so that nothing was changed.
     */
    public Call<Long> next() {
        return table.db().call(context -> take(context, 1));
    }

    /**
     * Takes so many numbers that follow each other, in one request, as {@link #next()} takes one.
     *
     * @throws IllegalArgumentException if it is not at least one
     */
    public Call<NumberRange> next(int count) {
        if (count < 1) {
            throw new IllegalArgumentException("next(" + count + ") of " + this + ": take at least one number");
        }
        return table.db().call(context -> take(context, count).map(last -> new NumberRange(last - count + 1, last)));
    }

    private Exchange<Long> take(CallContext context, int count) {
        UpdateItemOperation<Item> add = change(List.of(
                        new UpdateAction.Add(VALUE, new Value(new N(BigDecimal.valueOf(count)))),
                        touched(context.now())))
                .onlyIf(VALUE.le(new N(BigDecimal.valueOf(Long.MAX_VALUE - count))));
        UpdateItemOperation<Item> giving = new UpdateItemOperation<>(
                add.tableName(), key, add.update(), add.condition(), Returned.UPDATED_NEW, Item::readFrom);
        return new Attempts<>(context, new Repeatable<>(giving))
                .map(this::taken)
                .orElse(failure -> {
                    if (failure instanceof ConditionFailedException refusal) {
                        throw numberIn(refusal.existing()).isPresent() ? atEnd(refusal) : missing(Optional.of(refusal));
                    }
                    throw failure;
                });
    }

    /** The last number that was given; 0 before the first. A consistent read. Fails as {@link #next()}. */
    public Call<Long> last() {
        return table.db().call(context -> item().exchange(context).map(this::valueIn));
    }

    /**
     * Makes sure that no number up to this one will be given, as where items had such numbers before there was the counter. Does nothing if
     * it has counted further. Fails as {@link #next()}.
     */
    public Call<Void> raiseTo(long number) {
        N raised = new N(BigDecimal.valueOf(number));
        return table.db()
                .call(context -> Write.ignoringResult(new Attempts<>(
                                context,
                                change(List.of(new UpdateAction.Set(VALUE, new Value(raised)), touched(context.now())))
                                        .onlyIf(VALUE.lt(raised)))
                        .orElse(failure -> {
                            if (failure instanceof ConditionFailedException refusal) {
                                return Exchange.of(Optional.of(
                                        refusal.existing().orElseThrow(() -> missing(Optional.of(refusal)))));
                            }
                            throw failure;
                        })));
    }

    /** The read of its item. */
    Get<Item> item() {
        return table.itemAt(key);
    }

    /** The last number, as its item has it. */
    long valueIn(Optional<Item> item) {
        BigDecimal number = numberIn(item).orElseThrow(() -> missing(Optional.empty()));
        try {
            return number.longValueExact();
        } catch (ArithmeticException e) {
            throw misfit(
                    "is no whole number up to 2^63 - 1; let the program that wrote it correct it, or use another counter",
                    e);
        }
    }

    private long taken(Optional<Item> changed) {
        try {
            return valueIn(changed);
        } catch (CodecException e) {
            throw e.during("UpdateItem on table " + table.name(), true);
        }
    }

    /** The number behind this one. */
    long after(long number) {
        if (number == Long.MAX_VALUE) {
            throw atEnd(null);
        }
        return number + 1;
    }

    private CodecException atEnd(@Nullable StatorException refusal) {
        return misfit("is so high that too few numbers are left up to 2^63 - 1; use another counter", refusal);
    }

    private CodecException misfit(String problem, @Nullable RuntimeException cause) {
        return new CodecException(ATTRIBUTE, "the value of " + this + " " + problem, cause);
    }

    private static Optional<BigDecimal> numberIn(Optional<Item> item) {
        return item.flatMap(found -> found.number(ATTRIBUTE));
    }

    /** Sets it, if nobody took a number in between. */
    WriteAction move(long from, long to, Instant now) {
        return change(List.of(new UpdateAction.Set(VALUE, new Value(new N(BigDecimal.valueOf(to)))), touched(now)))
                .onlyIf(VALUE.eq(new N(BigDecimal.valueOf(from))));
    }

    private UpdateItemOperation<Item> change(List<UpdateAction> actions) {
        return new UpdateItemOperation<>(
                table.name(), key, UpdateExpression.of(actions), Optional.empty(), Returned.NONE, Item::readFrom);
    }

    private static UpdateAction initially(AnyPath path, BigDecimal number) {
        return new UpdateAction.Set(path, new IfNotExists<>(path, new Value(new N(number))));
    }

    private static UpdateAction touched(Instant now) {
        return new UpdateAction.Set(MODIFIED, new Value(new N(nanos(now))));
    }

    private static BigDecimal nanos(Instant time) {
        return BigDecimal.valueOf(time.getEpochSecond()).multiply(BILLION).add(BigDecimal.valueOf(time.getNano()));
    }

    private ItemNotFoundException missing(Optional<StatorException> refusal) {
        return ItemNotFoundException.ofCounter(table.name(), name, refusal);
    }

    private record Identity(Stator db, String table, String name) {}

    private Identity identity() {
        return new Identity(table.db(), table.name(), name);
    }

    /** Whether the other is the same counter of the same table. */
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Counter that && identity().equals(that.identity());
    }

    @Override
    public int hashCode() {
        return identity().hashCode();
    }

    @Override
    public String toString() {
        return "Counter[" + (name.isEmpty() ? "" : name + " ") + "of table " + table.name() + "]";
    }
}
