package dev.stator.value;

import java.math.BigDecimal;
import java.util.Map;

/**
 * The size of items as the service counts it for limits, pages and capacity: names and values in UTF-8, numbers by
 * pairs of digits, 3 bytes for a list or map and 1 for each of its elements.
 */
public final class ItemSize {
    /** The greatest size of an item. */
    public static final int LIMIT = 400 * 1024;

    private ItemSize() {}

    /** The size of an item, or of the attributes of a key. */
    public static int of(Map<String, AttributeValue> attributes) {
        int size = 0;
        for (Map.Entry<String, AttributeValue> entry : attributes.entrySet()) {
            size += utf8(entry.getKey()) + of(entry.getValue());
        }
        return size;
    }

    /** The size of a value without its name. */
    public static int of(AttributeValue value) {
        if (value instanceof AttributeValue.S string) {
            return utf8(string.value());
        } else if (value instanceof AttributeValue.N number) {
            return of(number.value());
        } else if (value instanceof AttributeValue.B binary) {
            return binary.value().length();
        } else if (value instanceof AttributeValue.M map) {
            return 3 + map.values().size() + of(map.values());
        } else if (value instanceof AttributeValue.L list) {
            int size = 3;
            for (AttributeValue element : list.values()) {
                size += 1 + of(element);
            }
            return size;
        } else if (value instanceof AttributeValue.SS set) {
            int size = 0;
            for (String element : set.values()) {
                size += utf8(element);
            }
            return size;
        } else if (value instanceof AttributeValue.NS set) {
            int size = 0;
            for (BigDecimal element : set.values()) {
                size += of(element);
            }
            return size;
        } else if (value instanceof AttributeValue.BS set) {
            int size = 0;
            for (Binary element : set.values()) {
                size += element.length();
            }
            return size;
        }
        return 1;
    }

    private static int of(BigDecimal number) {
        if (number.signum() == 0) {
            return 1;
        }
        int digits = number.precision();
        int exponent = digits - number.scale() - 1;
        boolean splitsPair = digits % 2 == 0 && exponent % 2 == 0;
        return 1 + (digits + 1) / 2 + (splitsPair ? 1 : 0) + (number.signum() < 0 ? 1 : 0);
    }

    /** The length of a text in UTF-8. */
    public static int utf8(String text) {
        int length = text.length();
        int size = length;
        for (int i = 0; i < length; i++) {
            char c = text.charAt(i);
            if (c >= 0x80) {
                // The two halves of a pair stand for four bytes together.
                size += c < 0x800 || Character.isSurrogate(c) ? 1 : 2;
            }
        }
        return size;
    }
}
