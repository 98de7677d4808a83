package dev.stator.engine.item;

import dev.stator.value.AttributeValue;
import dev.stator.value.ItemSize;
import java.nio.ByteBuffer;
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
        attributes.forEach(sizes::add);
        return sizes;
    }

    /**
     * The sizes that are noted with an item.
     *
     * @param sortKey the value of the table's sort key, if it has one
     */
    static ItemSizes noted(StoredItem item, @Nullable AttributeValue sortKey) {
        ItemSizes sizes = new ItemSizes();
        sizes.size = item.size();
        sizes.onDisk = onDisk(item.pageSize(), sortKey);
        return sizes;
    }

    /** Adds an attribute. */
    void add(String name, AttributeValue value) {
        size += ItemSize.utf8(name) + add(value);
        onDisk += 1;
    }

    /** Takes an attribute away. */
    void remove(String name, AttributeValue value) {
        ItemSizes removed = new ItemSizes();
        removed.add(name, value);
        size -= removed.size;
        onDisk -= removed.onDisk;
    }

    /** Notes the sizes at the beginning of an item's bytes. */
    void noteIn(byte[] item, @Nullable AttributeValue sortKey) {
        ByteBuffer.wrap(item).putInt(size).putInt(inPage(sortKey));
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
    private int inPage(@Nullable AttributeValue sortKey) {
        ItemSizes copied = ofSortKey(sortKey);
        int rest = onDisk - copied.onDisk;
        int pieces = 1 + (1 + rest) / PIECE;
        return ITEM_HEAD + rest + pieces * (PIECE_HEAD + copied.size);
    }

    /** What the attributes of an item take that takes so much of a page. */
    private static int onDisk(int inPage, @Nullable AttributeValue sortKey) {
        ItemSizes copied = ofSortKey(sortKey);
        int head = PIECE_HEAD + copied.size;
        int pieces = 1 + (1 + inPage - ITEM_HEAD - head) / (PIECE + head);
        return inPage - ITEM_HEAD - pieces * head + copied.onDisk;
    }

    /** What the sort key takes, but for its name, which is in no piece. */
    private static ItemSizes ofSortKey(@Nullable AttributeValue sortKey) {
        ItemSizes sizes = new ItemSizes();
        if (sortKey != null) {
            sizes.add("", sortKey);
        }
        return sizes;
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
