package dev.stator;

import dev.stator.stream.StreamRecord;
import java.util.Iterator;
import java.util.List;
import java.util.Set;

/**
 * What one {@link StreamConsumer#poll} brought.
 *
 * @param records changes, those of one item in their order; none if there is nothing new
 * @param trimmed shards of which changes are lost, or may be, because they were not read to their end within 24 hours, or behind
 *     which changes may be lost, because their stream was disabled and this is of another one; empty if all is well
 */
public record StreamBatch<T>(List<StreamRecord<T>> records, Set<String> trimmed) implements Iterable<StreamRecord<T>> {
    /** The records. */
    @Override
    public Iterator<StreamRecord<T>> iterator() {
        return records.iterator();
    }
}
