package dev.stator.conformance;

import dev.stator.codec.PartitionKey;
import dev.stator.codec.SortKey;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The record of most contracts: a key of two parts, and an attribute of each kind. */
public record Thing(
        @PartitionKey String id,
        @SortKey int at,
        Optional<String> text,
        Optional<Integer> number,
        Set<String> tags,
        List<String> lines,
        Map<String, Integer> marks,
        Optional<Place> place) {
    /** A record within the record. */
    public record Place(String town, Optional<Integer> zip) {}

    static Thing of(String id, int at) {
        return new Thing(id, at, Optional.empty(), Optional.empty(), Set.of(), List.of(), Map.of(), Optional.empty());
    }

    static Thing of(String id, int at, String text, int number) {
        return new Thing(
                id, at, Optional.of(text), Optional.of(number), Set.of(), List.of(), Map.of(), Optional.empty());
    }

    /** A thing that has all attributes. */
    static Thing full(String id, int at) {
        return new Thing(
                id,
                at,
                Optional.of("text"),
                Optional.of(7),
                Set.of("red", "green"),
                List.of("first", "second", "third"),
                Map.of("one", 1, "two", 2),
                Optional.of(new Place("Bern", Optional.of(3000))));
    }
}
