package dev.stator.benchmarks.soak;

import dev.stator.codec.PartitionKey;

/** A number that is only ever added to. */
record Tally(@PartitionKey String id, long sum) {}
