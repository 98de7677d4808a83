package dev.stator.conformance;

import dev.stator.codec.IndexPartitionKey;
import dev.stator.codec.KeysOnly;
import dev.stator.codec.PartitionKey;
import dev.stator.codec.Projected;
import java.util.Optional;

/** A record whose indexes hold a part of it, and whose items may expire. */
@KeysOnly("by-place")
public record Ticket(
        @PartitionKey String id,
        @IndexPartitionKey("by-owner") String owner,
        @IndexPartitionKey("by-place") String place,
        @Projected("by-owner") int price,
        Optional<Long> until) {
    static Ticket of(String id) {
        return new Ticket(id, "ann", "A1", 5, Optional.empty());
    }
}
