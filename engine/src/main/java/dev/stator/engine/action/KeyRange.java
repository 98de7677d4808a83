package dev.stator.engine.action;

import dev.stator.engine.evaluate.Conditions;
import dev.stator.engine.fault.Fault;
import dev.stator.engine.item.KeyBytes;
import dev.stator.engine.store.Range;
import dev.stator.engine.table.Index;
import dev.stator.engine.table.KeyCheck;
import dev.stator.engine.table.KeySchema;
import dev.stator.engine.table.Table;
import dev.stator.expression.Comparator;
import dev.stator.expression.Condition;
import dev.stator.expression.Operand;
import dev.stator.expression.Value;
import dev.stator.value.AttributeValue;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The conditions of a query on the keys of a table or index, and the range of the store that they stand for. */
final class KeyRange {
    private final Map<String, Condition> conditions;
    private final KeySchema schema;
    private final @Nullable Index index;

    /**
     * The range.
     *
     * @param conditions the conditions by attribute, the attribute on the left and constants on the right
     * @param schema the keys of what is read
     */
    KeyRange(Map<String, Condition> conditions, KeySchema schema) {
        this(conditions, schema, null);
    }

    /**
     * The same with the index that has the keys, for the messages.
     *
     * @param index the index; {@code null} for the table itself
     */
    KeyRange(Map<String, Condition> conditions, KeySchema schema, @Nullable Index index) {
        this.conditions = conditions;
        this.schema = schema;
        this.index = index;
    }

    /** Checks the conditions, and the parts of the start key beside them, in the service's order. */
    void check(@Nullable Map<String, AttributeValue> start) {
        int seen = 0;
        boolean equality = true;
        for (KeySchema.Part part : schema.parts()) {
            boolean partition = schema.isPartition(part);
            if (start != null) {
                StartKey.checkPart(start, schema, part);
            }
            if (part.equals(schema.partition())
                    && schema.sorts().isEmpty()
                    && conditions.size() > schema.partitions().size()) {
                throw Fault.validation("Query key condition not supported");
            }
            Condition condition = conditions.get(part.name());
            refuseGap(part, condition);
            if (condition == null) {
                if (partition || conditions.size() > seen) {
                    throw Fault.validation("Query condition missed key schema element: " + part.name());
                }
                continue;
            }
            seen++;
            if (!isIndexable(condition)) {
                throw Fault.validation("Attempted conditional constraint is not an indexable operation");
            }
            for (AttributeValue value : values(condition)) {
                if (value.type() != part.type()) {
                    throw Fault.invalidParameter("Condition parameter type does not match schema type");
                }
                KeyCheck.notEmpty(part, value, index);
            }
            // Behind an attribute of the sort key that is not one value, the next has no order.
            if (!equality || (partition && !isEquality(condition))) {
                throw Fault.validation("Query key condition not supported");
            }
            equality = isEquality(condition);
            if (equality) {
                KeyCheck.part(values(condition).get(0), part, schema);
            }
        }
    }

    /** Where several attributes have one role, the service has words of its own for one that is not a single value. */
    private void refuseGap(KeySchema.Part part, @Nullable Condition condition) {
        if ((schema.partitions().size() == 1 && schema.sorts().size() < 2)
                || (condition != null && isEquality(condition))) {
            return;
        }
        String open = " key attributes " + part.name() + " must have equality conditions specified in the query";
        if (schema.isPartition(part)) {
            throw Fault.validation("HASH" + open);
        }
        schema.sorts().stream()
                .skip(schema.sorts().indexOf(part) + 1L)
                .filter(later -> conditions.containsKey(later.name()))
                .findFirst()
                .ifPresent(later -> {
                    throw Fault.validation(
                            "RANGE" + open + " because a condition is present on key attribute " + later.name());
                });
    }

    /** Refuses a start key that lies outside. */
    void checkWithin(Map<String, AttributeValue> start) {
        boolean samePartition =
                schema.partitions().stream().allMatch(part -> constant(part).equals(start.get(part.name())));
        List<Condition> sorts = sorts();
        if (sorts.isEmpty()) {
            if (!samePartition) {
                throw Fault.validation(
                        "The provided starting key is outside query boundaries based on provided conditions");
            } else if (index == null && schema.sorts().isEmpty()) {
                // There is nothing behind the one item of a partition.
                throw Fault.validation("The provided exclusive start key is invalid: ExclusiveStartKey: {"
                        + schema.partition().name() + "=AttributeValue: {"
                        + schema.partition().type() + ":"
                        + plain(constant(schema.partition())) + "}}");
            }
        } else if (!sorts.stream().allMatch(sort -> Conditions.hold(sort, start))) {
            throw Fault.validation("The provided starting key does not match the range key predicate");
        } else if (!samePartition) {
            throw Fault.validation("The query can return at most one row and cannot be restarted");
        }
    }

    /** The range of the store. */
    Range range() {
        byte[] prefix = Table.partition(
                        schema.partitions().stream().map(this::constant).toList())
                .toByteArray();
        Range range = Range.prefix(prefix);
        for (Condition sort : sorts()) {
            range = range(prefix, sort);
            // Only the last one can be no equality.
            prefix = bound(prefix, values(sort).get(0));
        }
        return range;
    }

    private static Range range(byte[] prefix, Condition sort) {
        List<AttributeValue> values = values(sort);
        if (sort instanceof Condition.BeginsWith) {
            byte[] plain = KeyBytes.plain(values.get(0));
            return Range.prefix(new KeyBytes(prefix).beginning(plain).toByteArray());
        }
        byte[] bound = bound(prefix, values.get(0));
        Range all = Range.prefix(prefix);
        // More may follow, where several attributes are together the sort key.
        if (sort instanceof Condition.Between) {
            return all.startingAt(bound).endingBefore(KeyBytes.behind(bound(prefix, values.get(1))));
        }
        return switch (((Condition.Compare) sort).comparator()) {
            case EQ -> Range.prefix(bound);
            case LT -> all.endingBefore(bound);
            case LE -> all.endingBefore(KeyBytes.behind(bound));
            case GT -> all.startingAt(KeyBytes.behind(bound));
            case GE -> all.startingAt(bound);
            case NE -> throw new IllegalStateException("A key condition has no <>");
        };
    }

    private static byte[] bound(byte[] prefix, AttributeValue value) {
        return new KeyBytes(prefix).part(value, KeyBytes.plain(value)).toByteArray();
    }

    /** What an attribute of the partition key is to be. */
    private AttributeValue constant(KeySchema.Part part) {
        return values(Objects.requireNonNull(conditions.get(part.name()))).get(0);
    }

    /** The conditions on the first attributes of the sort key. */
    private List<Condition> sorts() {
        return schema.sorts().stream()
                .map(part -> conditions.get(part.name()))
                .filter(Objects::nonNull)
                .toList();
    }

    /** Whether the condition stands for a range; some legacy ones do not. */
    private static boolean isIndexable(Condition condition) {
        return condition instanceof Condition.Compare compare
                ? compare.comparator() != Comparator.NE
                : condition instanceof Condition.Between || condition instanceof Condition.BeginsWith;
    }

    private static boolean isEquality(Condition condition) {
        return condition instanceof Condition.Compare compare && compare.comparator() == Comparator.EQ;
    }

    /** The constants of a key condition. */
    static List<AttributeValue> values(Condition condition) {
        List<Operand> operands = condition instanceof Condition.Compare compare
                ? List.of(compare.right())
                : condition instanceof Condition.Between between
                        ? List.of(between.low(), between.high())
                        : condition instanceof Condition.BeginsWith beginsWith
                                ? List.of(beginsWith.prefix())
                                : List.of();
        List<AttributeValue> values = new ArrayList<>();
        for (Operand operand : operands) {
            if (operand instanceof Value value) {
                values.add(value.attribute());
            }
        }
        return values;
    }

    private static String plain(AttributeValue key) {
        if (key instanceof AttributeValue.S text) {
            return text.value();
        } else if (key instanceof AttributeValue.N number) {
            return number.value().toPlainString();
        }
        return Base64.getEncoder().encodeToString(KeyBytes.plain(key));
    }
}
