package dev.stator;

import dev.stator.codec.KeyAttribute;
import dev.stator.expression.Comparator;
import dev.stator.expression.Condition;
import dev.stator.expression.KeyCondition;
import dev.stator.expression.Path;
import dev.stator.expression.UpdateExpression;
import dev.stator.expression.Value;
import dev.stator.internal.parse.ExpressionException;
import dev.stator.internal.parse.ExpressionParser;
import dev.stator.internal.parse.KeyConditionForm;
import dev.stator.value.AttributeType;
import dev.stator.value.AttributeValue;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Expressions in the service's own language, for where they are kept as text: read into the same trees that paths and
 * methods build, so they can be joined with those, and share no placeholders with anything.
 *
 * <pre>{@code
 * Condition rich = ExpressionText.condition("#p > :min", Map.of("#p", "points", ":min", 5));
 * users.query(email).where(rich.and(attr(User::name).beginsWith("A")));
 * }</pre>
 *
 * <p>Names are those that are stored. Placeholders are given in one map: what stands for a name with its {@code #}, what
 * stands for a constant with its {@code :}. Constants are Java values of the attribute's class, attribute values, or a
 * {@link dev.stator.expression.Value#param}. The service's rules hold: reserved words need a placeholder.
 */
public final class ExpressionText {
    private ExpressionText() {}

    /**
     * A condition.
     *
     * @throws IllegalArgumentException if the text is none, or a placeholder is missing or not used; the message says where
     */
    public static Condition condition(String text, Map<String, ?> placeholders) {
        return parse("condition", text, placeholders, parser -> parser.condition(text));
    }

    /**
     * An update.
     *
     * @throws IllegalArgumentException as {@link #condition}
     */
    public static UpdateExpression update(String text, Map<String, ?> placeholders) {
        return parse("update", text, placeholders, parser -> parser.update(text));
    }

    /**
     * The paths of a projection, for {@code select(…)}.
     *
     * @throws IllegalArgumentException as {@link #condition}
     */
    public static Path<?>[] paths(String text, Map<String, ?> placeholders) {
        return parse("projection", text, placeholders, parser -> parser.projection(text))
                .paths()
                .toArray(Path<?>[]::new);
    }

    /**
     * A query by a condition on its keys: an equality for each attribute of the partition key, and at most one condition on
     * the sort key, in any order.
     *
     * <pre>{@code
     * ExpressionText.query(users, "email = :e AND joined > :t", Map.of(":e", "a@x.org", ":t", yesterday)).newestFirst()
     * }</pre>
     *
     * <p>A string that stands against a key of another class than {@code String}, as one that a template makes, is the key as
     * it is stored, {@code "USER#ann"}; other values are those that {@code query(…)} takes.
     *
     * @throws IllegalArgumentException as {@link #condition}; or if it says something else of the keys, lacks one of the
     *     partition key, or is about other attributes
     */
    public static <T> Query<T> query(Table<T> table, String text, Map<String, ?> placeholders) {
        return query(Source.of(table), text, placeholders);
    }

    /**
     * A query of an index by a condition on its keys.
     *
     * @throws IllegalArgumentException as {@link #query(Table, String, Map)}
     */
    public static <T> Query<T> query(Index<T> index, String text, Map<String, ?> placeholders) {
        return query(index.source(), text, placeholders);
    }

    private static <T> Query<T> query(Source<T> source, String text, Map<String, ?> placeholders) {
        Map<String, Condition> conditions = new LinkedHashMap<>(
                parse("key condition", text, placeholders, parser -> KeyConditionForm.of(parser.condition(text))));
        Object[] partition = source.partitionKeys().stream()
                .map(key -> equal(source, key, text, conditions.remove(key.name())))
                .toArray();
        Query<T> query = source.query(partition);
        for (KeyAttribute key : source.sortKeys()) {
            Condition said = conditions.remove(key.name());
            if (said != null) {
                query = query.sortKey(KeyCondition.of(said).with(value -> asWritten(key, value)));
            }
        }
        if (!conditions.isEmpty()) {
            throw new IllegalArgumentException("The key condition \"" + text + "\" is about "
                    + String.join(", ", conditions.keySet()) + ", which is no key of " + source.describe()
                    + " that it may speak of; say it in where(…)");
        }
        return query;
    }

    private static Object equal(Source<?> source, KeyAttribute key, String text, @Nullable Condition said) {
        if (said instanceof Condition.Compare compare
                && compare.comparator() == Comparator.EQ
                && compare.right() instanceof Value value) {
            return asWritten(key, value).object();
        }
        throw new IllegalArgumentException("The key condition \"" + text + "\" does not say what the partition key "
                + key.name() + " of " + source.describe() + " equals, and a query reads one partition; add "
                + key.name()
                + " = …");
    }

    /** A constant as the text means it: strings stand for what is stored. */
    private static Value asWritten(KeyAttribute key, Value value) {
        return key.type() == AttributeType.S
                        && key.codec().javaClass() != String.class
                        && value.object() instanceof String text
                ? new Value(new AttributeValue.S(text))
                : value;
    }

    private static <R> R parse(
            String what, String text, Map<String, ?> placeholders, Function<ExpressionParser, R> reader) {
        Map<String, String> names = new LinkedHashMap<>();
        Map<String, Object> values = new LinkedHashMap<>();
        placeholders.forEach((placeholder, meaning) -> {
            if (placeholder.startsWith("#") && meaning instanceof String name) {
                names.put(placeholder, name);
            } else if (placeholder.startsWith(":")) {
                values.put(placeholder, meaning);
            } else {
                throw new IllegalArgumentException("The placeholder \"" + placeholder + "\" of the " + what + " \""
                        + text + "\" begins with # and stands for a name, or begins with : and stands for a constant");
            }
        });
        ExpressionParser parser = new ExpressionParser(names, values);
        R read;
        try {
            read = reader.apply(parser);
        } catch (ExpressionException e) {
            String where =
                    e.position().isPresent() ? ", at character " + e.position().getAsInt() : "";
            throw new IllegalArgumentException(
                    "The " + what + " \"" + text + "\" cannot be read" + where + ": " + e.getMessage(), e);
        }
        Set<String> unused = new LinkedHashSet<>(parser.unusedNames());
        unused.addAll(parser.unusedValues());
        if (!unused.isEmpty()) {
            throw new IllegalArgumentException("The " + what + " \"" + text + "\" does not use "
                    + String.join(", ", unused) + "; leave out what is not used");
        }
        return read;
    }
}
