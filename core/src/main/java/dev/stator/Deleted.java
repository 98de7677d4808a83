package dev.stator;

import dev.stator.error.StatorException;
import dev.stator.internal.run.Lanes;
import dev.stator.value.Item;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * What came of one delete of several.
 *
 * @param key the key of the item
 * @param old the item that was removed; empty if there was none, or the delete failed
 * @param failure why it failed, or was not sent; empty if it is done
 */
public record Deleted<T>(Item key, Optional<T> old, Optional<StatorException> failure) {
    /** What came of each of some deletes, by their numbers. */
    static <T> List<Deleted<T>> of(List<Delete<T>> deletes, Lanes.Outcome<Optional<T>> outcome) {
        return IntStream.range(0, deletes.size())
                .mapToObj(number -> of(number, deletes.get(number), outcome))
                .toList();
    }

    private static <T> Deleted<T> of(int number, Delete<T> delete, Lanes.Outcome<Optional<T>> outcome) {
        Optional<T> old = outcome.results().get(number);
        if (old != null) {
            return new Deleted<>(delete.key(), old, Optional.empty());
        }
        StatorException own = outcome.failures().get(number);
        return new Deleted<>(
                delete.key(),
                Optional.empty(),
                Optional.of(
                        own == null
                                ? unanswered(
                                        delete, outcome, outcome.brokenOff().contains(number))
                                : own));
    }

    private static StatorException unanswered(Delete<?> delete, Lanes.Outcome<?> outcome, boolean sent) {
        StatorException reason = outcome.ending().orElseThrow();
        return new BatchIncompleteException(
                "An item of table " + delete.id().tableName()
                        + (sent ? " may have been deleted; nobody knows" : " was not deleted")
                        + ", as deleteAll(…) ended before: "
                        + reason.getMessage(),
                List.of(delete),
                FoundItems.none(),
                sent,
                reason);
    }
}
