package dev.stator;

import dev.stator.internal.protocol.DescribeTableOperation;
import dev.stator.internal.run.CallContext;
import dev.stator.internal.run.Exchange;
import dev.stator.internal.run.Waiter;
import dev.stator.value.TableDescription;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * How a change of a table is waited for.
 *
 * @param wanted whether it is
 * @param every how long to wait between two looks; empty to let it grow up to two seconds
 */
record Waiting(boolean wanted, Optional<Duration> every) {
    static final Waiting PATIENT = new Waiting(true, Optional.empty());

    /** For how long tables are waited for, unless told otherwise. */
    static final Duration LIMIT = Duration.ofMinutes(5);

    // A table in one of these needs an administrator.
    private static final Set<String> HOPELESS =
            Set.of("ARCHIVING", "ARCHIVED", "INACCESSIBLE_ENCRYPTION_CREDENTIALS", "REPLICATION_NOT_AUTHORIZED");

    Waiting not() {
        return new Waiting(false, every);
    }

    Waiting every(Duration interval) {
        if (interval.isZero() || interval.isNegative()) {
            throw new IllegalArgumentException("checkingEvery(" + interval + "): it must be a positive time");
        }
        return new Waiting(wanted, Optional.of(interval));
    }

    Waiter<TableDescription> until(
            CallContext context, String table, String goal, Predicate<Optional<TableDescription>> reached) {
        return new Waiter<>(context, () -> new DescribeTableOperation(table), goal(table, goal, reached), every);
    }

    Waiter<TableDescription> until(
            CallContext context,
            Waiter.Deed<TableDescription> deed,
            String table,
            String goal,
            Predicate<Optional<TableDescription>> reached) {
        return new Waiter<>(context, deed, () -> new DescribeTableOperation(table), goal(table, goal, reached), every);
    }

    /** Waits until the table can be used. */
    Exchange<TableDescription> untilActive(CallContext context, String table) {
        return until(context, table, "to become active", Waiting::isActive).map(Optional::orElseThrow);
    }

    static boolean isActive(Optional<TableDescription> seen) {
        return seen.isPresent() && seen.get().isActive();
    }

    private static Waiter.Goal<TableDescription> goal(
            String table, String goal, Predicate<Optional<TableDescription>> reached) {
        return new Waiter.Goal<>("table " + table + " " + goal, TableDescription::status, reached, HOPELESS::contains);
    }
}
