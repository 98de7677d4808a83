package dev.stator.conformance;

import dev.stator.codec.Attribute;
import dev.stator.codec.IndexPartitionKey;
import dev.stator.codec.IndexSortKey;
import dev.stator.codec.LocalIndex;
import dev.stator.codec.PartitionKey;
import dev.stator.codec.SortKey;
import java.util.Optional;

/** A record with indexes of each kind: global with and without sort key, and local. */
public record Reading(
        @PartitionKey String sensor,
        @SortKey String time,
        @IndexPartitionKey({"by-place", "by-place-only"}) Optional<String> place,
        @IndexSortKey("by-place") @LocalIndex("by-value") Optional<Integer> value,
        @Attribute("note") String text) {
    static Reading of(String sensor, String time, String place, int value) {
        return new Reading(sensor, time, Optional.of(place), Optional.of(value), "note");
    }

    static Reading bare(String sensor, String time) {
        return new Reading(sensor, time, Optional.empty(), Optional.empty(), "bare");
    }
}
