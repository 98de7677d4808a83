package dev.stator.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stator.engine.store.Cursor;
import dev.stator.engine.store.MemoryStore;
import dev.stator.engine.store.Range;
import dev.stator.engine.store.Store;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** How large item collections are that no test can wait for: their items are small, and noted as if they were large. */
class ItemCollectionTest {
    private static final int LARGE = (1 << 30) - 1_000;

    private final Store store = new MemoryStore();
    private final Calls db = new Calls(Engine.over(store, EngineOptions.standard()));

    private String put(String partition, int sort) {
        return db.ok(
                "PutItem",
                "{'TableName': 'range', 'ReturnItemCollectionMetrics': 'SIZE', 'Item': {'a': {'S': '" + partition
                        + "'}, 'b': {'N': '" + sort + "'}, 'c': {'S': 'c'}}}");
    }

    private static String range(int least) {
        return "'SizeEstimateRangeGB':[" + least + ".0," + (least + 1) + ".0]";
    }

    /** Notes that each entry of the map is so large. */
    private void enlarge(String mapPrefix, int size) {
        store.write(write -> {
            for (String map : List.copyOf(write.maps())) {
                if (map.startsWith(mapPrefix)) {
                    try (Cursor cursor = write.scan(map, Range.all(), true)) {
                        while (cursor.next()) {
                            byte[] item = cursor.value().clone();
                            ByteBuffer.wrap(item).putInt(size);
                            write.put(map, cursor.key(), item);
                        }
                    }
                }
            }
            return true;
        });
    }

    /** Notes that the table takes so much. */
    private void count(long bytes) {
        store.write(write -> {
            try (Cursor cursor = write.scan("counters", Range.all(), true)) {
                assertThat(cursor.next()).isTrue();
                byte[] numbers = Objects.requireNonNull(cursor.value()).clone();
                ByteBuffer.wrap(numbers).putLong(Long.BYTES, bytes);
                write.put("counters", cursor.key(), numbers);
            }
            return true;
        });
    }

    @Test
    void aCollectionIsThatOfItsPartitionAndNotTheTable() {
        db.ok("CreateTable", Calls.RANGE_TABLE);
        put("x", 1);
        put("x", 2);
        enlarge("items/", LARGE);
        count(5L << 30);

        assertThat(put("y", 1)).contains(range(0));
        assertThat(put("x", 3)).contains(range(1));
    }

    @Test
    void whatLocalIndexesHoldCountsAndWhatGlobalOnesHoldDoesNot() {
        db.ok("CreateTable", Calls.RANGE_TABLE);
        put("x", 1);
        enlarge("index/", LARGE);
        count(5L << 30);

        assertThat(put("x", 2)).as("an entry by c, as the item has no d").contains(range(0));
        enlarge("items/", LARGE);
        assertThat(put("x", 3)).as("two items more").contains(range(2));
    }
}
