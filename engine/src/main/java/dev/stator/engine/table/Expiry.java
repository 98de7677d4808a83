package dev.stator.engine.table;

import dev.stator.engine.item.StoredItem;
import dev.stator.engine.store.Cursor;
import dev.stator.engine.store.Range;
import dev.stator.engine.store.Snapshot;
import dev.stator.engine.store.Write;
import dev.stator.value.AttributeValue;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The items of a table by the time at which they expire, kept in the same changes as the items, so that those whose time
 * has come are found without a look at the others. A table without time to live has none of it.
 */
final class Expiry {
    private static final long GREATEST_SECONDS = Long.MAX_VALUE / 1000;

    /** The service takes a time that is longer past for a mistake. */
    private static final int YEARS_BACK = 5;

    private Expiry() {}

    static String map(Table table) {
        return "expiry/" + table.id();
    }

    /** Brings a table's map in line with a change of one item. */
    static void replace(
            Write write, Table table, byte[] itemKey, @Nullable StoredItem before, @Nullable StoredItem after) {
        byte[] old = key(table, itemKey, before);
        byte[] young = key(table, itemKey, after);
        if (!Arrays.equals(old, young)) {
            if (old != null) {
                write.remove(map(table), old);
            }
            if (young != null) {
                // A table from before items expired has none.
                write.createMap(map(table));
                write.put(map(table), young, new byte[0]);
            }
        }
    }

    /** Makes the map of a table that has items. */
    static void fill(Write write, Table table) {
        write.createMap(map(table));
        try (Cursor cursor = write.scan(table.itemMap(), Range.all(), true)) {
            while (cursor.next()) {
                replace(write, table, cursor.key(), null, StoredItem.stored(cursor.value()));
            }
        }
    }

    /** The keys of items whose time has come, up to a limit, the earliest first. */
    static List<byte[]> due(Snapshot snapshot, Table table, Instant now, int limit) {
        long past = now.atOffset(ZoneOffset.UTC).minusYears(YEARS_BACK).toEpochSecond();
        Range range = Range.all()
                .startingAt(key(Math.max(0, past), new byte[0]))
                .endingBefore(key(now.getEpochSecond() + 1, new byte[0]));
        List<byte[]> keys = new ArrayList<>();
        try (Cursor cursor = snapshot.scan(map(table), range, true)) {
            while (keys.size() < limit && cursor.next()) {
                byte[] key = cursor.key();
                keys.add(Arrays.copyOfRange(key, Long.BYTES, key.length));
            }
        }
        return keys;
    }

    /** Where an item is among those that expire, or {@code null} if it does not. */
    static byte @Nullable [] key(Table table, byte[] itemKey, @Nullable StoredItem item) {
        String attribute = table.options().timeToLive();
        if (item != null && attribute != null && item.attributes().get(attribute) instanceof AttributeValue.N number) {
            BigDecimal seconds = number.value().setScale(0, RoundingMode.FLOOR);
            if (seconds.signum() >= 0 && seconds.compareTo(BigDecimal.valueOf(GREATEST_SECONDS)) <= 0) {
                return key(seconds.longValue(), itemKey);
            }
        }
        return null;
    }

    private static byte[] key(long seconds, byte[] itemKey) {
        return ByteBuffer.allocate(Long.BYTES + itemKey.length)
                .putLong(seconds)
                .put(itemKey)
                .array();
    }
}
