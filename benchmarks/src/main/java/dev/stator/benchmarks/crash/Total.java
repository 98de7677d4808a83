package dev.stator.benchmarks.crash;

import dev.stator.codec.PartitionKey;

/** How many transactions of all owners were done: each adds one. */
record Total(@PartitionKey String id, long transactions) {
    /** The only one. */
    static final String ALL = "all";
}
