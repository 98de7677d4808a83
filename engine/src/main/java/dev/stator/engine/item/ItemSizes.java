package dev.stator.engine.item;

import dev.stator.value.AttributeValue;
import dev.stator.value.ItemSize;
import java.util.Collection;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Both sizes of an item, found in one walk: the one that limits and capacity go by, and how much of the 1 MB of a query's or
 * scan's page the item takes.
 *
 * <p>The first is {@link ItemSize}'s. For the second, as far as anybody has measured, the service counts what it has on its
 * disks: names are one byte, values have a length in front, and an item lies in pieces of 3 KB that each have a head of 18
 * bytes and a copy of the sort key.
 */
final class ItemSizes {
    private static final int PIECE = 3072;
    private static final int PIECE_HEAD = 18;
    private static final int ITEM_HEAD = 2;

    private int size;

    /** What the attributes take on the service's disks. */
    private int onDisk;

    private ItemSizes() {}

    /** The sizes of an item or index entry. */
    static ItemSizes of(Map<String, AttributeValue> attributes) {
        ItemSizes sizes = new ItemSizes();
        for (Map.Entry<String, AttributeValue> entry : attributes.entrySet()) {
            sizes.size += ItemSize.utf8(entry.getKey()) + sizes.add(entry.getValue());
            sizes.onDisk += 1;
        }
        return sizes;
    }

    /** The size by the service's rules for limits and capacity. */
    int size() {
        return size;
    }

    /**
     * How much of a page the item takes.
     *
     * @param sortKey the value of the table's sort key, if it has one
     */
    int inPage(@Nullable AttributeValue sortKey) {
        int rest = onDisk;
        int copied = 0;
        if (sortKey != null) {
            ItemSizes ofKey = new ItemSizes();
            copied = ofKey.add(sortKey);
            rest -= 1 + ofKey.onDisk;
        }
        int pieces = 1 + (1 + rest) / PIECE;
        return ITEM_HEAD + rest + pieces * (PIECE_HEAD + copied);
    }

    /** Adds what a value takes on disk; gives its size. */
    private int add(AttributeValue value) {
        if (value instanceof AttributeValue.M map) {
            onDisk += 3 + 2 * map.values().size();
            int sum = 3 + map.values().size();
            for (Map.Entry<String, AttributeValue> entry : map.values().entrySet()) {
                sum += ItemSize.utf8(entry.getKey()) + add(entry.getValue());
            }
            return sum;
        } else if (value instanceof AttributeValue.L list) {
            onDisk += 3 + list.values().size();
            int sum = 3 + list.values().size();
            for (AttributeValue element : list.values()) {
                sum += add(element);
            }
            return sum;
        }
        int alone = ItemSize.of(value);
        onDisk += onDisk(value, alone);
        return alone;
    }

    private static int onDisk(AttributeValue value, int size) {
        if (value instanceof AttributeValue.S) {
            return size + (size < 128 ? 1 : size < 16_384 ? 2 : 3);
        } else if (value instanceof AttributeValue.N || value instanceof AttributeValue.B) {
            return size + 1;
        } else if (value instanceof AttributeValue.SS set) {
            return ofSet(set.values(), size);
        } else if (value instanceof AttributeValue.NS set) {
            return ofSet(set.values(), size);
        } else if (value instanceof AttributeValue.BS set) {
            return ofSet(set.values(), size);
        }
        return value instanceof AttributeValue.Null ? 0 : 1;
    }

    private static int ofSet(Collection<?> elements, int size) {
        return size + elements.size() + 1;
    }
}
