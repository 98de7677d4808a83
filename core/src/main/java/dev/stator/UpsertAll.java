package dev.stator;

import dev.stator.error.StatorException;
import dev.stator.expression.Condition;
import dev.stator.expression.Path;
import dev.stator.internal.run.CallContext;
import dev.stator.internal.run.Exchange;
import dev.stator.internal.run.Lanes;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * Upserts any number of items, several at the same time, each as {@link Upsert} says: nothing is read before, so nobody's
 * write in between is lost. Several with one key are sent one after the other, in their order. Gives the items as they are
 * afterwards, in the order of the records.
 *
 * <p>Not one step. One that is refused for its own sake, by a condition for example, does not keep the others from being sent.
 * Any other failure, and the call's deadline, lets those under way end and begins none. If not all were done, the call fails with
 * {@link BatchIncompleteException}: its cause is what ended it, or else the first refusal; it has the upserts that are not
 * known to be done, and tells by {@link BatchIncompleteException#failureOf} which were refused, which may be done, and which were
 * not sent. {@link #attempt} gives refusals by conditions as values. One that cannot be stored at all, such as a NaN, is a {@link
 * dev.stator.error.CodecException} before anything is sent.
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

    /**
     * The same call, which gives for each record, in their order, whether its upsert was done or refused by a condition or a version,
     * with the item in place: what {@link Upsert#attempt} gives of one. If one is not done for another reason, the call fails as
     * {@link #execute} does.
     *
     * <pre>{@code
     * List<Outcome<User, User>> outcomes =
     *         users.upsertAll(rows).onlyIf(attr(User::locked).eq(false)).attempt().execute();
     * }</pre>
     */
    public Call<List<Outcome<T, T>>> attempt() {
        return db().call(context -> lanes(context).map(this::attempted));
    }

    @Override
    Exchange<R> exchange(CallContext context) {
        return lanes(context).map(outcome -> {
            if (outcome.results().size() < upserts.size()) {
                throw incomplete(outcome);
            }
            return result.apply(List.copyOf(outcome.results().values()));
        });
    }

    private Exchange<Lanes.Outcome<T>> lanes(CallContext context) {
        upserts.forEach(upsert -> upsert.action(context.now())); // to find those that cannot be stored
        return new Lanes<>(
                context,
                atOnce,
                Lanes.of(upserts.stream().map(Upsert::id).toList()),
                number -> upserts.get(number).exchange(context));
    }

    private List<Outcome<T, T>> attempted(Lanes.Outcome<T> outcome) {
        List<Outcome<T, T>> all = new ArrayList<>();
        for (int number = 0; number < upserts.size(); number++) {
            T written = outcome.results().get(number);
            StatorException failure = outcome.failures().get(number);
            if (written != null) {
                all.add(new Outcome.Applied<>(written));
            } else {
                all.add(Optional.ofNullable(failure)
                        .flatMap(upserts.get(number)::refusal)
                        .orElseThrow(() -> incomplete(outcome)));
            }
        }
        return all;
    }

    private BatchIncompleteException incomplete(Lanes.Outcome<T> outcome) {
        return Batches.incomplete(upserts, outcome, "upserted on table " + table.name(), List.of());
    }
}
