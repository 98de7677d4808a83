package dev.stator.engine.partiql;

import dev.stator.engine.table.KeySchema;
import dev.stator.expression.Comparator;
import dev.stator.expression.Condition;
import dev.stator.expression.Operand;
import dev.stator.expression.Path;
import dev.stator.expression.Segment;
import dev.stator.expression.Value;
import dev.stator.value.AttributeValue;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The condition of a statement on one item, its key told from what else must be true.
 *
 * @param key those key attributes that must equal something
 * @param rest what else must be true; {@code null} for nothing
 * @param contradicted a key attribute that must equal two things, if there is one; the second of them is in the rest
 */
public record KeyedCondition(
        Map<String, AttributeValue> key,
        @Nullable Condition rest,
        @Nullable String contradicted) {

    /** Takes a condition apart by the keys of a table. */
    public static KeyedCondition of(@Nullable Condition where, KeySchema schema) {
        Map<String, AttributeValue> key = new LinkedHashMap<>();
        List<Condition> rest = new ArrayList<>();
        String contradicted = null;
        for (Condition part : where == null ? List.<Condition>of() : parts(where)) {
            String name = equalAttribute(part);
            AttributeValue value = name == null ? null : constant((Condition.Compare) part);
            if (name == null || value == null || schema.part(name) == null) {
                rest.add(part);
                continue;
            }
            AttributeValue before = key.putIfAbsent(name, value);
            if (before != null && !before.equals(value)) {
                contradicted = contradicted == null ? name : contradicted;
                rest.add(part);
            }
        }
        return new KeyedCondition(key, rest.isEmpty() ? null : Condition.all(rest), contradicted);
    }

    /** What must all be true. */
    static List<Condition> parts(Condition condition) {
        if (!(condition instanceof Condition.And and)) {
            return List.of(condition);
        }
        List<Condition> parts = new ArrayList<>();
        and.conditions().forEach(part -> parts.addAll(parts(part)));
        return parts;
    }

    /** The attribute that an equality with a constant is about. */
    static @Nullable String equalAttribute(Condition condition) {
        if (!(condition instanceof Condition.Compare compare) || compare.comparator() != Comparator.EQ) {
            return null;
        }
        return compare.left() instanceof Value ? attribute(compare.right()) : attribute(compare.left());
    }

    /** The constant of an equality with one, which may stand on either side. */
    static @Nullable AttributeValue constant(Condition.Compare equality) {
        Operand constant = equality.left() instanceof Value ? equality.left() : equality.right();
        return constant instanceof Value value ? value.attribute() : null;
    }

    /** The name of a whole attribute. */
    static @Nullable String attribute(Operand operand) {
        return operand instanceof Path<?> path
                        && path.segments().size() == 1
                        && path.segments().get(0) instanceof Segment.Name name
                ? name.name()
                : null;
    }
}
