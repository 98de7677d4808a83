package dev.stator.expression;

import java.util.LinkedHashSet;
import java.util.Set;

/** Notes of which attributes a bound condition speaks, and leaves it as it is. */
final class Mentions extends Rewriting {
    private final Set<String> attributes = new LinkedHashSet<>();

    static Set<String> in(Condition condition) {
        Mentions mentions = new Mentions();
        Condition unused = condition.rewritten(mentions);
        return mentions.attributes;
    }

    @Override
    Path<?> path(Path<?> path) {
        if (path.segments().get(0) instanceof Segment.Name attribute) {
            attributes.add(attribute.name());
        }
        return path;
    }

    @Override
    Operand operand(Operand operand, Operand against) {
        if (operand instanceof Path<?> path) {
            path(path);
        } else if (operand instanceof Size size) {
            operand(size.operand(), size);
        }
        return operand;
    }

    @Override
    Operand element(Operand operand, Operand against) {
        return operand(operand, against);
    }

    @Override
    UpdateAction action(UpdateAction action) {
        return action;
    }
}
