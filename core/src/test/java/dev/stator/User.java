package dev.stator;

import dev.stator.codec.IndexPartitionKey;
import dev.stator.codec.LocalIndex;
import dev.stator.codec.PartitionKey;
import dev.stator.codec.SortKey;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A record with both keys, both kinds of index and a little of everything. */
record User(
        @PartitionKey String email,
        @SortKey Instant joined,
        @IndexPartitionKey("by-name") String name,
        @LocalIndex("by-points") int points,
        Set<String> tags,
        List<String> notes,
        Optional<Address> address) {
    record Address(String city) {}

    /** A record with a partition key alone. */
    record Order(@PartitionKey int id, Optional<Double> total) {}

    static final Instant JOINED = Instant.parse("2020-01-31T12:00:00Z");

    static final User ANN =
            new User("a@x.org", JOINED, "Ann", 7, Set.of("red"), List.of("first"), Optional.of(new Address("Bonn")));

    static final User BO = new User("b@x.org", JOINED, "Bo", 0, Set.of(), List.of(), Optional.empty());
}
