package dev.stator;

import dev.stator.error.StatorException;
import dev.stator.error.TransportException;
import dev.stator.error.TransportException.Kind;
import dev.stator.internal.run.Lanes;
import dev.stator.value.Item;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What came of one delete of several.
 *
 * @param key the key of the item
 * @param old the item that was removed; empty if there was none, or the delete failed
 * @param failure why it was refused; of {@link BatchIncompleteException#deleted} also why it failed, or that it was not sent, which
 *     is a {@link TransportException} of the kind {@link Kind#NOT_SENT}; empty if it is done
 */
public record Deleted<T>(Item key, Optional<T> old, Optional<StatorException> failure) {
    /** What came of each of some deletes, by their numbers. */
    static <T> List<Deleted<T>> of(List<Delete<T>> deletes, Lanes.Outcome<Optional<T>> outcome) {
        Optional<StatorException> notSent = outcome.ending()
                .map(reason -> new TransportException(
                        Kind.NOT_SENT, "Not sent, as deleteAll(…) ended before: " + reason.getMessage(), reason));
        List<Deleted<T>> all = new ArrayList<>();
        for (int number = 0; number < deletes.size(); number++) {
            Optional<T> old = outcome.results().get(number);
            Item key = deletes.get(number).key();
            all.add(
                    old == null
                            ? new Deleted<>(
                                    key,
                                    Optional.empty(),
                                    Optional.ofNullable(outcome.failures().get(number))
                                            .or(() -> notSent))
                            : new Deleted<>(key, old, Optional.empty()));
        }
        return List.copyOf(all);
    }
}
