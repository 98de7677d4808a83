package dev.stator.engine.evaluate;

import dev.stator.engine.item.SetOrder;
import dev.stator.value.AttributeValue;
import org.jspecify.annotations.Nullable;

/** The order of values as the service sees it: within strings, numbers and binaries only. */
public final class Ordering {
    private Ordering() {}

    /** Negative, zero or positive as in {@link Comparable}; {@code null} if the values have no order among them. */
    public static @Nullable Integer compare(AttributeValue left, AttributeValue right) {
        if (left instanceof AttributeValue.S a && right instanceof AttributeValue.S b) {
            return SetOrder.compare(a.value(), b.value());
        } else if (left instanceof AttributeValue.N a && right instanceof AttributeValue.N b) {
            return a.value().compareTo(b.value());
        } else if (left instanceof AttributeValue.B a && right instanceof AttributeValue.B b) {
            return a.value().compareTo(b.value());
        }
        return null;
    }
}
