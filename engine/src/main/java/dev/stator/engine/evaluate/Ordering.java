package dev.stator.engine.evaluate;

import dev.stator.value.AttributeValue;
import org.jspecify.annotations.Nullable;

/** The order of values as the service sees it: within strings, numbers and binaries only. */
public final class Ordering {
    private Ordering() {}

    /** Negative, zero or positive as in {@link Comparable}; {@code null} if the values have no order among them. */
    public static @Nullable Integer compare(AttributeValue left, AttributeValue right) {
        if (left instanceof AttributeValue.S a && right instanceof AttributeValue.S b) {
            return utf8(a.value(), b.value());
        } else if (left instanceof AttributeValue.N a && right instanceof AttributeValue.N b) {
            return a.value().compareTo(b.value());
        } else if (left instanceof AttributeValue.B a && right instanceof AttributeValue.B b) {
            return a.value().compareTo(b.value());
        }
        return null;
    }

    /** The order of the UTF-8 bytes, which is that of code points: the halves of pairs come behind all other characters. */
    private static int utf8(String left, String right) {
        int length = Math.min(left.length(), right.length());
        for (int i = 0; i < length; i++) {
            char a = left.charAt(i);
            char b = right.charAt(i);
            if (a != b) {
                boolean pairA = Character.isSurrogate(a);
                boolean pairB = Character.isSurrogate(b);
                return pairA == pairB ? Character.compare(a, b) : Boolean.compare(pairA, pairB);
            }
        }
        return Integer.compare(left.length(), right.length());
    }
}
