package dev.stator.conformance.fault;

import dev.stator.codec.HoldsCounters;
import dev.stator.codec.PartitionKey;
import dev.stator.codec.Unique;

/** A record with an attribute that no two share, in a table whose counter gives keys. */
@HoldsCounters
record Member(@PartitionKey String id, @Unique String email, int points) {
    Member plus(int more) {
        return new Member(id, email, points + more);
    }

    Member withEmail(String other) {
        return new Member(id, other, points);
    }
}
