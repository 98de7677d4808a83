package dev.stator.engine.table;

import java.util.Collections;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What is said to be under way with a table. The change itself is done already; only what is shown of it, and what is let at
 * the table, waits for the clock, so that nothing need happen when the time is over.
 *
 * @param status how the table is shown meanwhile
 * @param sinceMillis when it began
 * @param untilMillis from when on it is over
 * @param shown the table as it is shown meanwhile; {@code null} if that is as it is
 * @param indexes the statuses of global indexes by name, of those that differ: from the table's own while that is created, from
 *     ACTIVE while it is updated
 * @param restored from what it is restored while it is created, if it is
 * @param works what changes of a table that is updated, beside its indexes
 */
public record Transition(
        TableDescription.Status status,
        long sinceMillis,
        long untilMillis,
        @Nullable Table shown,
        Map<String, TableDescription.Status> indexes,
        @Nullable Restored restored,
        Set<Work> works) {
    /** What changes of a table. */
    public enum Work {
        /** Its capacity. */
        CAPACITY,
        /** How it is paid, and with that its capacity. */
        BILLING,
        /** Its stream begins, or ends. */
        STREAM,
        /** Its class. */
        TABLE_CLASS,
        /** Its key, while it is ACTIVE. */
        ENCRYPTION,
        /** What it is ready for, while it is ACTIVE. */
        READINESS
    }

    /** Whether the table is about to be there, or about to be gone, so that nobody can read or write it. */
    boolean isAbsent() {
        return status == TableDescription.Status.CREATING || status == TableDescription.Status.DELETING;
    }

    /** Whether that is under way. */
    public boolean has(Work work) {
        return works.contains(work);
    }

    /** The indexes in this status, in the order of their names. */
    public List<String> indexes(TableDescription.Status wanted) {
        return indexes.entrySet().stream()
                .filter(index -> index.getValue() == wanted)
                .map(Map.Entry::getKey)
                .sorted()
                .toList();
    }

    /** Whether it is only an index that is being made, and reads the items by now. */
    boolean isFilling(long nowMillis) {
        return status == TableDescription.Status.UPDATING
                && works.stream().allMatch(work -> work == Work.ENCRYPTION || work == Work.READINESS)
                && indexes(TableDescription.Status.DELETING).isEmpty()
                && !indexes(TableDescription.Status.CREATING).isEmpty()
                && isBackfilling(nowMillis);
    }

    /** Whether that index is being made of the items that are there. */
    public boolean creates(String index) {
        return indexes.get(index) == TableDescription.Status.CREATING;
    }

    /** This one with the table shown in another way. */
    Transition with(@Nullable Table otherShown) {
        return new Transition(status, sinceMillis, untilMillis, otherShown, indexes, restored, works);
    }

    /** This one and another one that begins now, as one that ends with the later of both. */
    Transition and(Transition begun) {
        Map<String, TableDescription.Status> statuses = new HashMap<>(indexes);
        statuses.putAll(begun.indexes);
        Set<Work> all = EnumSet.noneOf(Work.class);
        all.addAll(works);
        all.addAll(begun.works);
        long until = Math.max(untilMillis, begun.untilMillis);
        // An index that reads the items goes on doing so, however much longer it takes.
        long since = isBackfilling(begun.sinceMillis) ? 2 * begun.sinceMillis - until : sinceMillis;
        boolean updating =
                status == TableDescription.Status.UPDATING || begun.status == TableDescription.Status.UPDATING;
        return new Transition(
                updating ? TableDescription.Status.UPDATING : TableDescription.Status.ACTIVE,
                Math.min(since, sinceMillis),
                until,
                begun.shown,
                Map.copyOf(statuses),
                null,
                Collections.unmodifiableSet(all));
    }

    /** Whether an index that is being made reads the items by now, which the service does when it has room for them. */
    public boolean isBackfilling(long nowMillis) {
        return nowMillis - sinceMillis >= (untilMillis - sinceMillis) / 2;
    }
}
