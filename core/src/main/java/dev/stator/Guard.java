package dev.stator;

import dev.stator.error.ConditionFailedException;
import dev.stator.error.StaleVersionException;
import dev.stator.expression.Condition;
import dev.stator.internal.run.Exchange;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What must hold for the item in place before a write goes through.
 *
 * @param asked what the caller asks, bound
 * @param type what tells that it is of the class that the write is about
 * @param version what the versions of the table's items ask
 */
record Guard<T>(Table<T> table, Optional<Condition> asked, Optional<Condition> type, Optional<VersionRule> version) {
    /** A guard that lets everything through. */
    static <T> Guard<T> none(Table<T> table) {
        return new Guard<>(table, Optional.empty(), Optional.empty(), Optional.empty());
    }

    /** Lets through what is made from this record as long as the item in place has its version, if there are versions. */
    static <T> Guard<T> sameVersion(Table<T> table, T item) {
        return none(table).with(VersionRule.Same.as(item, table.schema()));
    }

    Guard<T> with(Optional<VersionRule> other) {
        return new Guard<>(table, asked, type, other);
    }

    /** With one condition more, which is bound to the table's records. */
    Guard<T> onlyIf(Condition more) {
        return new Guard<>(table, table.and(asked, more), type, version);
    }

    /** Asking this in place of what was asked. */
    Guard<T> asking(Condition other) {
        return new Guard<>(table, table.and(Optional.empty(), other), type, version);
    }

    /** Lets an item in place through only if it is of the class of this table, which may be of one among several. */
    Guard<T> ofClass(Table<?> own) {
        return new Guard<>(table, asked, TypeRule.inPlace(own), version);
    }

    /** All that must hold, as the service is asked. */
    Optional<Condition> condition() {
        Condition all = Condition.all(Stream.of(version.map(VersionRule::condition), asked, type)
                .flatMap(Optional::stream)
                .toList());
        return Optional.of(all).filter(condition -> !condition.isEmpty());
    }

    /** Says of a refusal that it was the version, if it was. */
    <R> Exchange<R> explaining(Exchange<R> write) {
        if (!(version.orElse(null) instanceof VersionRule.Same same)) {
            return write;
        }
        return write.orElse(failure -> {
            if (failure instanceof ConditionFailedException refusal && !same.holdsFor(refusal.existing())) {
                throw new StaleVersionException(refusal.failure(), refusal.existing());
            }
            throw failure;
        });
    }
}
