package dev.stator.benchmarks.crash;

import dev.stator.codec.PartitionKey;

/** An item of a table that the archivist backs up. */
record Entry(@PartitionKey String id, String text) {}
