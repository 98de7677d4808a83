package dev.stator.benchmarks.soak;

import dev.stator.codec.PartitionKey;
import dev.stator.codec.Version;

/** A number that is read, and written one higher; so it is as high as its version, if no write is lost. */
record Sheet(@PartitionKey String id, @Version long version, long sum) {}
