package dev.stator.engine.item;

import dev.stator.value.AttributeValue;
import dev.stator.value.ItemSize;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How much of the 1 MB of a query's or scan's page an item takes.
 *
 * <p>It is not the size that limits and capacity go by. As far as anybody has measured, the service counts what it has on
 * its disks: names are one byte, values have a length in front, and an item lies in pieces of 3 KB that each have a head
 * of 18 bytes and a copy of the sort key.
 */
final class PageSize {
    private static final int PIECE = 3072;
    private static final int PIECE_HEAD = 18;
    private static final int ITEM_HEAD = 2;

    private PageSize() {}

    /**
     * The size of an item or index entry.
     *
     * @param sortKey the name of the table's sort key, if it has one
     */
    static int of(Map<String, AttributeValue> attributes, @Nullable String sortKey) {
        int size = 0;
        int sortKeySize = 0;
        for (Map.Entry<String, AttributeValue> entry : attributes.entrySet()) {
            if (entry.getKey().equals(sortKey)) {
                sortKeySize = ItemSize.of(entry.getValue());
            } else {
                size += 1 + of(entry.getValue());
            }
        }
        int pieces = 1 + (1 + size) / PIECE;
        return ITEM_HEAD + size + pieces * (PIECE_HEAD + sortKeySize);
    }

    private static int of(AttributeValue value) {
        if (value instanceof AttributeValue.S string) {
            int size = ItemSize.utf8(string.value());
            return size + (size < 128 ? 1 : size < 16_384 ? 2 : 3);
        } else if (value instanceof AttributeValue.N || value instanceof AttributeValue.B) {
            return ItemSize.of(value) + 1;
        } else if (value instanceof AttributeValue.SS set) {
            return ItemSize.of(value) + set.values().size() + 1;
        } else if (value instanceof AttributeValue.NS set) {
            return ItemSize.of(value) + set.values().size() + 1;
        } else if (value instanceof AttributeValue.BS set) {
            return ItemSize.of(value) + set.values().size() + 1;
        } else if (value instanceof AttributeValue.L list) {
            int size = 3;
            for (AttributeValue element : list.values()) {
                size += 1 + of(element);
            }
            return size;
        } else if (value instanceof AttributeValue.M map) {
            int size = 3;
            for (AttributeValue entry : map.values().values()) {
                size += 2 + of(entry);
            }
            return size;
        }
        return value instanceof AttributeValue.Null ? 0 : 1;
    }
}
