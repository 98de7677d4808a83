package dev.stator.conformance.fault;

import dev.stator.codec.PartitionKey;
import dev.stator.codec.Version;

/** A record with a version. */
record Order(@PartitionKey String id, @Version long version, int amount) {
    Order of(int other) {
        return new Order(id, version, other);
    }

    /** As it is stored when it is written. */
    Order next() {
        return new Order(id, version + 1, amount);
    }
}
