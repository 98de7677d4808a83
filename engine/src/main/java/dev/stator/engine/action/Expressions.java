package dev.stator.engine.action;

import dev.stator.engine.fault.Fault;
import dev.stator.engine.item.Attributes;
import dev.stator.engine.item.ItemLimits;
import dev.stator.engine.request.Field;
import dev.stator.engine.request.Parameters;
import dev.stator.expression.Condition;
import dev.stator.expression.Projection;
import dev.stator.expression.UpdateExpression;
import dev.stator.internal.parse.ExpressionException;
import dev.stator.internal.parse.ExpressionParser;
import dev.stator.value.AttributeValue;
import dev.stator.value.ItemSize;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The expressions of a request with their names and values, checked in the service's order: {@link #of} which parameters
 * are given together, {@link #open} the names and values, then each expression as it is asked for, and {@link #close}
 * what none of them uses.
 */
final class Expressions {
    /** The service's limit of all names and values of one request together. */
    private static final int MAX_SUBSTITUTED = 2 << 20;

    private final Parameters in;
    private final @Nullable Map<String, String> names;
    private final @Nullable Attributes values;
    private @Nullable ExpressionParser parser;

    private Expressions(Parameters in, @Nullable Map<String, String> names, @Nullable Attributes values) {
        this.in = in;
        this.names = names;
        this.values = values;
    }

    /** The expressions of a request that takes values. */
    static Expressions of(Parameters in, List<Field<String>> expressions, List<Field<?>> legacy) {
        return new Expressions(in, in.get(Members.NAMES), in.get(Members.VALUES)).checkedTogether(expressions, legacy);
    }

    /** The projection of a request that takes no other expression, and so no values. */
    static Expressions ofProjection(Parameters in, List<Field<?>> legacy) {
        return new Expressions(in, in.get(Members.NAMES), null).checkedTogether(List.of(Members.PROJECTION), legacy);
    }

    private Expressions checkedTogether(List<Field<String>> expressions, List<Field<?>> legacy) {
        boolean given = any(expressions);
        if (given && any(legacy)) {
            checkNotMixed(expressions, legacy);
        } else if (names != null && !given) {
            throw Fault.validation("ExpressionAttributeNames can only be specified when using expressions");
        }
        if (values != null) {
            checkValued(expressions);
        }
        return this;
    }

    private void checkNotMixed(List<Field<String>> expressions, List<Field<?>> legacy) {
        List<String> given = names(expressions);
        // The service lets the old form of the key condition pass beside other expressions.
        boolean oldKeys = !given.contains(Members.KEY_CONDITION.name());
        List<String> mixed = names(legacy).stream()
                .filter(name -> !oldKeys || !name.equals(Members.KEY_CONDITIONS.name()))
                .toList();
        if (!mixed.isEmpty()) {
            throw mixed(mixed, given);
        }
    }

    /** What the service says of a request that uses the old form of some parameters and the new form of others. */
    static Fault mixed(List<String> legacy, List<String> expressions) {
        return Fault.validation("Can not use both expression and non-expression parameters in the same request: "
                + "Non-expression parameters: {" + String.join(", ", legacy) + "} Expression parameters: {"
                + String.join(", ", expressions) + "}");
    }

    private void checkValued(List<Field<String>> expressions) {
        List<Field<String>> valued = expressions.stream()
                .filter(field -> field != Members.PROJECTION)
                .toList();
        if (!any(valued)) {
            throw Fault.validation("ExpressionAttributeValues can only be specified when using expressions: "
                    + String.join(" and ", valued.stream().map(Field::name).toList())
                    + (valued.size() > 1 ? " are null" : " is null"));
        }
    }

    private boolean any(List<? extends Field<?>> fields) {
        for (Field<?> field : fields) {
            if (in.has(field)) {
                return true;
            }
        }
        return false;
    }

    private List<String> names(Collection<? extends Field<?>> fields) {
        return fields.stream().filter(in::has).<String>map(Field::name).toList();
    }

    /** Checks names and values, and makes ready to read expressions. */
    Expressions open() {
        if (names != null) {
            if (names.isEmpty()) {
                throw Fault.validation("ExpressionAttributeNames must not be empty");
            }
            checkKeys("ExpressionAttributeNames", names.keySet(), '#');
            names.forEach(Expressions::checkName);
        }
        Map<String, AttributeValue> sound = Map.of();
        if (values != null) {
            if (values.size() == 0) {
                throw Fault.validation("ExpressionAttributeValues must not be empty");
            }
            checkKeys("ExpressionAttributeValues", values.raw().keySet(), ':');
            if (values.problem() != null) {
                throw Fault.validation("ExpressionAttributeValues contains invalid value: " + values.problem()
                        + " for key " + values.problemName());
            }
            sound = values.values();
        }
        checkSize(names == null ? Map.of() : names, sound);
        parser = new ExpressionParser(names == null ? Map.of() : names, sound);
        return this;
    }

    private static void checkName(String key, String name) {
        String problem = ItemLimits.nameProblem(name);
        if (problem != null) {
            throw Fault.validation("ExpressionAttributeNames contains invalid value: " + problem + " for key " + key);
        }
    }

    /** What names and values stand for may be large, but not so large that one request keeps the writer busy for long. */
    private static void checkSize(Map<String, String> names, Map<String, AttributeValue> values) {
        long ofNames = 0;
        for (Map.Entry<String, String> name : names.entrySet()) {
            ofNames += ItemSize.utf8(name.getKey()) + ItemSize.utf8(name.getValue());
        }
        long ofValues = ItemSize.of(values);
        if (ofNames > MAX_SUBSTITUTED) {
            throw Fault.validation("ExpressionAttributeNames exceeds max size");
        } else if (ofValues > MAX_SUBSTITUTED) {
            throw Fault.validation("ExpressionAttributeValues exceeds max size");
        } else if (ofNames + ofValues > MAX_SUBSTITUTED) {
            throw Fault.validation(
                    "Combined size of ExpressionAttributeNames and ExpressionAttributeValues exceeds max size");
        }
    }

    private static void checkKeys(String member, Set<String> keys, char first) {
        for (String key : keys) {
            boolean sound = key.length() > 1 && key.charAt(0) == first;
            for (int i = 1; i < key.length(); i++) {
                char c = key.charAt(i);
                sound &= (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
            }
            if (!sound) {
                throw Fault.validation(member + " contains invalid key: Syntax error; key: \"" + key + "\"");
            }
        }
    }

    /** The condition or filter of that member, if the request has it. */
    @Nullable
    Condition condition(Field<String> member) {
        return parsed(member, parser()::condition);
    }

    /** The update of that member, if the request has it. */
    @Nullable
    UpdateExpression update(Field<String> member) {
        return parsed(member, parser()::update);
    }

    /** The projection, if the request has it. */
    @Nullable
    Projection projection() {
        return parsed(Members.PROJECTION, parser()::projection);
    }

    /** The projection of a request that takes no other expression. */
    @Nullable
    Projection onlyProjection() {
        Projection projection = projection();
        close();
        return projection;
    }

    private ExpressionParser parser() {
        return Objects.requireNonNull(parser, "open() comes first");
    }

    private <T> @Nullable T parsed(Field<String> member, Function<String, T> parse) {
        String text = in.get(member);
        if (text == null) {
            return null;
        }
        try {
            return parse.apply(text);
        } catch (ExpressionException e) {
            throw Fault.validation("Invalid " + member + ": " + e.getMessage());
        }
    }

    /** Refuses names and values that no expression uses. */
    void close() {
        if (names != null) {
            checkUsed("ExpressionAttributeNames", parser().unusedNames());
        }
        if (values != null) {
            checkUsed("ExpressionAttributeValues", parser().unusedValues());
        }
    }

    private static void checkUsed(String member, Set<String> unused) {
        if (!unused.isEmpty()) {
            throw Fault.validation("Value provided in " + member + " unused in expressions: keys: {"
                    + String.join(", ", unused) + "}");
        }
    }
}
