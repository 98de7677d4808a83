package dev.stator.engine.action;

import dev.stator.engine.fault.Fault;
import dev.stator.engine.item.Attribute;
import dev.stator.engine.item.ItemLimits;
import dev.stator.engine.request.Field;
import dev.stator.engine.request.Parameters;
import dev.stator.engine.request.Shape;
import dev.stator.engine.request.Type;
import dev.stator.expression.AnyPath;
import dev.stator.expression.Condition;
import dev.stator.expression.Path;
import dev.stator.expression.Projection;
import dev.stator.value.AttributeValue;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The parameters that stood for conditions, filters, key conditions and projections before there were expressions, as the
 * trees of the expressions that say the same. A name in them is a whole attribute name, dots and all.
 */
final class LegacyConditions {
    private static final Field<List<Attribute>> VALUES =
            Field.of("AttributeValueList", Type.longListOf(Type.LISTED_ATTRIBUTE));
    private static final Field<String> OPERATOR = Field.oneOf(
            "ComparisonOperator",
            Arrays.stream(Comparison.values()).map(Comparison::name).toArray(String[]::new));
    private static final Field<String> REQUIRED_OPERATOR = OPERATOR.notNull();
    private static final Field<Boolean> EXISTS = Field.of("Exists", Type.FLAG);
    private static final Field<Attribute> VALUE = Field.of("Value", Type.ATTRIBUTE);

    /** An entry of {@code KeyConditions}, {@code QueryFilter} and {@code ScanFilter}. */
    static final Shape CONDITION = Shape.of("Condition", VALUES, REQUIRED_OPERATOR);

    /** An entry of {@code Expected}. */
    static final Shape EXPECTED = Shape.of("ExpectedAttributeValue", VALUES, OPERATOR, EXISTS, VALUE);

    private LegacyConditions() {}

    /** The conditions of a parameter by attribute; empty if the request does not have it. */
    static Map<String, Condition> byAttribute(Parameters in, Field<Map<String, Parameters>> member) {
        Map<String, Condition> conditions = new LinkedHashMap<>();
        Map<String, Parameters> given = in.get(member);
        if (given != null) {
            given.forEach((name, condition) -> {
                Comparison comparison = Comparison.valueOf(condition.require(REQUIRED_OPERATOR));
                List<AttributeValue> values = listed(condition);
                comparison.check(values);
                conditions.put(name, comparison.condition(path(name), values));
            });
        }
        return conditions;
    }

    /** The filter of a query or scan. */
    static @Nullable Condition filter(Parameters in, Field<Map<String, Parameters>> member) {
        return joined(in, byAttribute(in, member).values());
    }

    /** The condition of a write. */
    static @Nullable Condition expected(Parameters in) {
        List<Condition> conditions = new ArrayList<>();
        Map<String, Parameters> given = in.get(Members.EXPECTED);
        if (given != null) {
            given.forEach((name, condition) -> conditions.add(expected(name, condition)));
        }
        return joined(in, conditions);
    }

    /** Joins sound conditions; what is to join several must have several. */
    private static @Nullable Condition joined(Parameters in, Collection<Condition> conditions) {
        String operator = in.get(Members.CONDITIONAL_OPERATOR);
        if (operator != null && conditions.isEmpty()) {
            throw Fault.validation("ConditionalOperator cannot be used without Filter or Expected");
        } else if (operator != null && conditions.size() == 1) {
            throw Fault.validation(
                    "ConditionalOperator can only be used when Filter or Expected has two or more elements");
        } else if (conditions.isEmpty()) {
            return null;
        }
        return "OR".equals(operator) ? Condition.any(conditions) : Condition.all(conditions);
    }

    private static Condition expected(String name, Parameters in) {
        if (in.has(VALUES) && in.has(VALUE)) {
            throw misused("Value and AttributeValueList cannot be used together", name);
        }
        String operator = in.get(OPERATOR);
        if (operator != null) {
            return expected(name, Comparison.valueOf(operator), in);
        } else if (in.has(VALUES)) {
            throw misused("AttributeValueList can only be used with a ComparisonOperator", name);
        }
        boolean exists = !Boolean.FALSE.equals(in.get(EXISTS));
        if (exists && !in.has(VALUE)) {
            throw misused("Value must be provided when Exists is " + in.get(EXISTS), name);
        } else if (!exists && in.has(VALUE)) {
            throw misused("Value cannot be used when Exists is false", name);
        }
        return (exists ? Comparison.EQ : Comparison.NULL).condition(path(name), values(in));
    }

    private static Condition expected(String name, Comparison comparison, Parameters in) {
        if (in.has(EXISTS)) {
            throw misused("Exists and ComparisonOperator cannot be used together", name);
        } else if (!comparison.takesNoValue() && !in.has(VALUES) && !in.has(VALUE)) {
            throw misused("Value or AttributeValueList must be used with ComparisonOperator: " + comparison, name);
        }
        List<AttributeValue> values = values(in);
        comparison.check(values);
        return comparison.condition(path(name), values);
    }

    /** The attribute that a legacy parameter names. */
    static AnyPath path(String name) {
        String problem = ItemLimits.nameProblem(name);
        if (problem != null) {
            throw Fault.validation(problem);
        }
        return Path.attr(name);
    }

    private static Fault misused(String problem, String name) {
        return Fault.invalidParameter(problem + " for Attribute: " + name);
    }

    /** The values of an expectation, however it gives them. */
    private static List<AttributeValue> values(Parameters in) {
        Attribute value = in.get(VALUE);
        return value == null ? listed(in) : List.of(value.value());
    }

    private static List<AttributeValue> listed(Parameters in) {
        List<Attribute> list = in.get(VALUES);
        return list == null ? List.of() : list.stream().map(Attribute::value).toList();
    }

    /** The attributes that {@code AttributesToGet} names, or {@code null} if the request wants all. */
    static @Nullable Projection projection(Parameters in) {
        List<String> names = in.get(Members.ATTRIBUTES_TO_GET);
        if (names == null) {
            return null;
        }
        Set<String> seen = new HashSet<>();
        for (String name : names) {
            if (!seen.add(name)) {
                throw Fault.invalidParameter("Duplicate value in attribute name: " + name);
            }
        }
        return new Projection(
                names.stream().<Path<?>>map(LegacyConditions::path).toList());
    }
}
