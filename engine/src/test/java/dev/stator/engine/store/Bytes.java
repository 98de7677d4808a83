package dev.stator.engine.store;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Short words for bytes in tests. */
final class Bytes {
    private Bytes() {}

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    static byte[] bytes(long number) {
        return ByteBuffer.allocate(Long.BYTES).putLong(number).array();
    }

    static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }

    static long number(byte @Nullable [] bytes) {
        return ByteBuffer.wrap(Objects.requireNonNull(bytes)).getLong();
    }

    /** The entries of a scan as {@code key=value}. */
    static List<String> entries(Snapshot snapshot, String map, Range range, boolean forward) {
        var entries = new ArrayList<String>();
        try (Cursor cursor = snapshot.scan(map, range, forward)) {
            while (cursor.next()) {
                entries.add(text(cursor.key()) + "=" + text(cursor.value()));
            }
        }
        return entries;
    }

    static List<String> entries(Store store, String map) {
        try (Snapshot snapshot = store.snapshot()) {
            return entries(snapshot, map, Range.all(), true);
        }
    }
}
