package dev.stator;

import dev.stator.internal.protocol.DescribeTimeToLiveOperation;
import dev.stator.internal.run.CallContext;
import dev.stator.internal.run.Exchange;
import dev.stator.internal.run.TimeToLiveChange;
import dev.stator.internal.run.Waiter;
import dev.stator.value.TimeToLiveDescription;
import java.time.Duration;
import java.util.Optional;

/**
 * Lets items of a table expire, or no longer. Waits until the table is active, and does nothing if it is so already. Gives
 * what is so afterwards, which may be that the service is still {@code ENABLING} or {@code DISABLING}.
 *
 * <p>The service takes one change an hour of a table's time to live; another one fails with {@link
 * dev.stator.error.InvalidRequestException}.
 */
public final class ChangeTimeToLive extends Call<TimeToLiveDescription> {
    // The service says that it can take an hour.
    private static final Duration LONGEST = Duration.ofMinutes(70);

    private final Table<?> table;
    private final Optional<String> attribute;
    private final Waiting waiting;

    ChangeTimeToLive(Table<?> table, Optional<String> attribute, Waiting waiting) {
        super(table.db());
        this.table = table;
        this.attribute = attribute;
        this.waiting = waiting;
    }

    /**
     * Waits until the service is done with the change, which can take an hour; for at most 70 minutes unless told otherwise
     * with {@link #within}.
     */
    public ChangeTimeToLive waiting() {
        return new ChangeTimeToLive(table, attribute, new Waiting(true, waiting.every()));
    }

    /** Looks at this interval whether the service is done; by default at growing ones, up to two seconds. */
    public ChangeTimeToLive checkingEvery(Duration interval) {
        return new ChangeTimeToLive(table, attribute, waiting.every(interval));
    }

    @Override
    Optional<Duration> limit() {
        return Optional.of(waiting.wanted() ? LONGEST : Waiting.LIMIT);
    }

    @Override
    Exchange<TimeToLiveDescription> exchange(CallContext context) {
        return waiting.untilActive(context, table.name())
                .then(active -> new TimeToLiveChange(context, table.name(), attribute))
                .then(now -> waiting.wanted() && now.isChanging() ? settled(context) : Exchange.of(now));
    }

    private Exchange<TimeToLiveDescription> settled(CallContext context) {
        Waiter.Goal<TimeToLiveDescription> goal = new Waiter.Goal<>(
                "the time to live of table " + table.name() + " to be "
                        + (attribute.isPresent() ? "enabled" : "disabled"),
                TimeToLiveDescription::status,
                seen -> seen.isPresent() && !seen.get().isChanging(),
                state -> false);
        return new Waiter<>(context, () -> new DescribeTimeToLiveOperation(table.name()), goal, waiting.every())
                .map(Optional::orElseThrow);
    }
}
