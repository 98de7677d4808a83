package dev.stator;

import dev.stator.expression.Path;
import dev.stator.internal.protocol.DescribeTimeToLiveOperation;
import dev.stator.value.TimeToLiveDescription;
import java.util.Optional;

/**
 * The time to live of a table's items: some time after the second that an attribute names, counted from 1970, the service
 * deletes an item, usually within days. It costs nothing. Until then the item is read like any other.
 */
public final class Expiry {
    private final Table<?> table;

    Expiry(Table<?> table) {
        this.table = table;
    }

    /**
     * Lets items expire by the attribute that the record says.
     *
     * @throws IllegalStateException if no component has the mark {@link dev.stator.codec.TimeToLive}
     */
    public ChangeTimeToLive enable() {
        String attribute = table.schema()
                .timeToLive()
                .orElseThrow(() -> new IllegalStateException("Table " + table.name() + ": "
                        + table.schema().type().getSimpleName()
                        + " has no component with @TimeToLive; mark one, or call enable(attr(…))"));
        return new ChangeTimeToLive(table, Optional.of(attribute), Waiting.PATIENT.not());
    }

    /**
     * Lets items expire by this attribute.
     *
     * @throws IllegalArgumentException if the path does not belong to the table's record, or leads into an attribute, or the table
     *     has {@link dev.stator.codec.Unique} attributes, whose values expired items would keep
     */
    public ChangeTimeToLive enable(Path<?> attribute) {
        return new ChangeTimeToLive(
                table, Optional.of(table.expiryAttribute("enable(…)", attribute)), Waiting.PATIENT.not());
    }

    /** Lets no items expire. */
    public ChangeTimeToLive disable() {
        return new ChangeTimeToLive(table, Optional.empty(), Waiting.PATIENT.not());
    }

    /** Whether items expire, and by which attribute. */
    public Call<TimeToLiveDescription> describe() {
        return table.call(new DescribeTimeToLiveOperation(table.name()));
    }
}
