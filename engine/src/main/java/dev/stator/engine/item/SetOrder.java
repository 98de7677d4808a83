package dev.stator.engine.item;

import dev.stator.internal.collect.OrderedSet;
import dev.stator.value.AttributeValue;
import dev.stator.value.Binary;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Set;

/**
 * Makes sets whose members are in the order in which the service gives them, whatever the order in which they came: texts
 * and binaries by their bytes. Members that come twice are in the set once.
 *
 * <p>Numbers keep the order in which they came. The service gives them in neither that order nor one of their values: it gave
 * 3, 2, 1 and 123, 234, as a hash table would.
 */
public final class SetOrder {
    private SetOrder() {}

    /** A set of texts. */
    public static AttributeValue.SS strings(Collection<String> members) {
        return new AttributeValue.SS(ordered(members, SetOrder::compare));
    }

    /** A set of numbers, each without trailing zeros. */
    public static AttributeValue.NS numbers(Collection<BigDecimal> members) {
        return new AttributeValue.NS(OrderedSet.copyOf(members));
    }

    /** A set of binaries. */
    public static AttributeValue.BS binaries(Collection<Binary> members) {
        return new AttributeValue.BS(ordered(members, Binary::compareTo));
    }

    /** The order of the UTF-8 bytes, which is that of code points: the halves of pairs come behind all other characters. */
    public static int compare(String left, String right) {
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

    private static <E> Set<E> ordered(Collection<E> members, Comparator<? super E> order) {
        List<E> sorted = new ArrayList<>(members);
        sorted.sort(order);
        return OrderedSet.copyOf(sorted);
    }
}
