package dev.stator.engine.action;

import dev.stator.engine.evaluate.PathWalk;
import dev.stator.engine.item.StoredItem;
import dev.stator.expression.Arithmetic;
import dev.stator.expression.Path;
import dev.stator.expression.Segment;
import dev.stator.expression.UpdateAction;
import dev.stator.expression.UpdateExpression;
import dev.stator.value.AttributeValue;
import dev.stator.value.ItemSize;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What UpdateItem may write, besides the rule for all writes that no item is larger than 400 KB: the attributes that it sets
 * or adds to, with a few bytes for each action, have to be within 400 KB as well. The key and what the update leaves alone
 * are not counted, so that this rule is the stricter one where they are small.
 *
 * <p>So it was measured in most regions in 2026, byte by byte; in the others, in transactions and in statements the rule
 * for all writes stands alone. Nothing of it is documented.
 */
final class UpdateSize {
    private static final int UPDATE = 3;
    private static final int WRITE = 19;
    private static final int REMOVAL = 2;

    /** What a write costs more that calculates its value. */
    private static final int CALCULATION = 50;

    /** What a write costs more whose path ends in an element of a list. */
    private static final int ELEMENT = 1;

    private UpdateSize() {}

    /**
     * Whether the service takes an update.
     *
     * @param item the item after it
     */
    static boolean isAllowed(UpdateExpression update, StoredItem item) {
        long cost = cost(update);
        return item.size() <= ItemSize.LIMIT
                && (item.size() + cost <= ItemSize.LIMIT
                        || written(update, item.attributes()) + cost <= ItemSize.LIMIT);
    }

    private static long cost(UpdateExpression update) {
        long cost = UPDATE;
        for (UpdateAction action : update.actions()) {
            cost += cost(action);
        }
        return cost;
    }

    private static int cost(UpdateAction action) {
        if (!isWrite(action)) {
            return REMOVAL;
        }
        boolean calculates = action instanceof UpdateAction.Set set && set.value() instanceof Arithmetic;
        return WRITE + (calculates ? CALCULATION : 0) + (isElement(action.path()) ? ELEMENT : 0);
    }

    private static boolean isElement(Path<?> path) {
        List<Segment> segments = path.segments();
        return segments.get(segments.size() - 1) instanceof Segment.Index;
    }

    private static boolean isWrite(UpdateAction action) {
        return action instanceof UpdateAction.Set || action instanceof UpdateAction.Add;
    }

    /** The size of the attributes that the update sets or adds to, of which it may change a part only. */
    private static long written(UpdateExpression update, Map<String, AttributeValue> item) {
        long size = 0;
        Set<String> counted = new HashSet<>();
        for (UpdateAction action : update.actions()) {
            String name = PathWalk.head(action.path());
            AttributeValue value = item.get(name);
            if (isWrite(action) && value != null && counted.add(name)) {
                size += ItemSize.utf8(name) + ItemSize.of(value);
            }
        }
        return size;
    }
}
