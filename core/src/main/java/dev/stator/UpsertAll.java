package dev.stator;

import dev.stator.error.StatorException;
import dev.stator.expression.Condition;
import dev.stator.expression.Path;
import dev.stator.internal.run.CallContext;
import dev.stator.internal.run.Exchange;
import dev.stator.internal.run.Lanes;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

/**
 * Upserts any number of items, several at the same time, each as {@link Upsert} says: nothing is read before, so nobody's
 * write in between is lost. Several with one key are sent one after the other, in their order. Gives the items as they are
 * afterwards, in the order of the records.
 *
 * <p>Not one step. If one is refused, the others are sent all the same; then the call fails with {@link
 * BatchIncompleteException}, which has the upserts that were not done. One that cannot be stored at all, such as a NaN, is a
 * {@link dev.stator.error.CodecException} before anything is sent.
 *
 * <p>For each item the requests and the cost of an upsert.
 *
 * @param <R> what it gives: the items as a list, or as the rows of a data table
 */
public final class UpsertAll<T, R> extends Call<R> {
    private final Table<T> table;
    private final List<Upsert<T>> upserts;
    private final Function<List<T>, R> result;
    private final int atOnce;

    UpsertAll(Table<T> table, List<Upsert<T>> upserts, Function<List<T>, R> result, int atOnce) {
        super(table.db());
        this.table = table;
        this.upserts = upserts;
        this.result = result;
        this.atOnce = atOnce;
    }

    /** Leaves these attributes as they are where items in place have them, as {@link Upsert#keeping} does. */
    public UpsertAll<T, R> keeping(Path<?>... attributes) {
        return each(upsert -> upsert.keeping(attributes));
    }

    /** Changes only items in place for which this holds, as {@link Upsert#onlyIf} does. */
    public UpsertAll<T, R> onlyIf(Condition condition) {
        return each(upsert -> upsert.onlyIf(condition));
    }

    /** Changes items in place whatever version they have. */
    public UpsertAll<T, R> ignoringVersion() {
        return each(Upsert::ignoringVersion);
    }

    private UpsertAll<T, R> each(UnaryOperator<Upsert<T>> change) {
        return new UpsertAll<>(table, upserts.stream().map(change).toList(), result, atOnce);
    }

    /** Lets so many requests be under way at once; {@value Batches#AT_ONCE} unless told. */
    public UpsertAll<T, R> atOnce(int requests) {
        return new UpsertAll<>(table, upserts, result, Batches.atOnce(requests));
    }

    @Override
    Exchange<R> exchange(CallContext context) {
        upserts.forEach(upsert -> upsert.action(context.now())); // to find those that cannot be stored
        return new Lanes<>(
                        context,
                        atOnce,
                        Lanes.of(upserts.stream().map(Upsert::id).toList()),
                        number -> upserts.get(number).exchange(context))
                .map(outcome -> result.apply(checked(outcome)));
    }

    private List<T> checked(Lanes.Outcome<T> outcome) {
        if (outcome.results().size() == upserts.size()) {
            return List.copyOf(outcome.results().values());
        }
        List<Upsert<T>> left = IntStream.range(0, upserts.size())
                .filter(number -> !outcome.results().containsKey(number))
                .mapToObj(upserts::get)
                .toList();
        Map.Entry<Integer, StatorException> first = outcome.failures().firstEntry();
        StatorException failure = first == null ? outcome.interruption().orElseThrow() : first.getValue();
        boolean some = !outcome.results().isEmpty()
                || outcome.interruption().isPresent()
                || outcome.failures().values().stream().anyMatch(StatorException::mayHaveApplied);
        throw new BatchIncompleteException(
                outcome.results().size() + " of " + upserts.size() + " items were upserted on table " + table.name()
                        + "; "
                        + (first == null
                                ? "it was broken off: "
                                : outcome.failures().size() + " failed, the first so: ")
                        + failure.getMessage() + ". unprocessed() gives all that were not done",
                left,
                FoundItems.none(),
                some,
                failure);
    }
}
