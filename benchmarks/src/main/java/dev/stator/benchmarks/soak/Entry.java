package dev.stator.benchmarks.soak;

import dev.stator.codec.PartitionKey;
import dev.stator.codec.SortKey;

/** Something that is written once: by whom, and the how manieth. */
record Entry(@PartitionKey String writer, @SortKey long number, String text) {
    String id() {
        return writer + "/" + number;
    }
}
