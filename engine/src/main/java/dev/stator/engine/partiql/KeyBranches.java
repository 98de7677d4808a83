package dev.stator.engine.partiql;

import dev.stator.engine.fault.Fault;
import dev.stator.engine.table.KeySchema;
import dev.stator.expression.AnyPath;
import dev.stator.expression.Comparator;
import dev.stator.expression.Condition;
import dev.stator.expression.Operand;
import dev.stator.expression.Segment;
import dev.stator.expression.Value;
import dev.stator.value.AttributeValue;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The ways in which a condition can be true, as far as they differ in keys. */
record KeyBranches(KeySchema schema) {
    /** The service's limit of reads in one statement. */
    private static final int MAX_READS = 50;

    private boolean isPartition(@Nullable String attribute) {
        return schema.partition().name().equals(attribute);
    }

    private boolean isSort(@Nullable String attribute) {
        return schema.sort() != null && schema.sort().name().equals(attribute);
    }

    /** Whether a condition can be true in certain partitions only. */
    boolean choosesPartition(Condition condition) {
        if (condition instanceof Condition.And and) {
            return and.conditions().stream().anyMatch(this::choosesPartition);
        } else if (condition instanceof Condition.Or or) {
            return or.conditions().stream().allMatch(this::choosesPartition);
        } else if (condition instanceof Condition.In in) {
            return isPartition(KeyedCondition.attribute(in.operand())) && areConstants(in.candidates());
        }
        return isPartition(KeyedCondition.equalAttribute(condition))
                && KeyedCondition.constant((Condition.Compare) condition) != null;
    }

    private static boolean areConstants(List<Operand> operands) {
        return operands.stream().allMatch(Value.class::isInstance);
    }

    List<List<Condition>> of(Condition condition) {
        if (condition instanceof Condition.And and) {
            List<List<Condition>> branches = List.of(List.of());
            for (Condition part : and.conditions()) {
                branches = product(branches, of(part));
            }
            return branches;
        } else if (condition instanceof Condition.Or or && speaksOfKeys(or)) {
            List<List<Condition>> branches = new ArrayList<>();
            or.conditions().forEach(part -> branches.addAll(of(part)));
            return limited(branches);
        } else if (condition instanceof Condition.In in && speaksOfKeys(in)) {
            return limited(in.candidates().stream()
                    .map(candidate -> List.<Condition>of(new Condition.Compare(in.operand(), Comparator.EQ, candidate)))
                    .toList());
        }
        return List.of(List.of(condition));
    }

    private static List<List<Condition>> product(List<List<Condition>> left, List<List<Condition>> right) {
        List<List<Condition>> product = new ArrayList<>();
        for (List<Condition> one : left) {
            for (List<Condition> other : right) {
                List<Condition> both = new ArrayList<>(one);
                both.addAll(other);
                product.add(both);
            }
        }
        return limited(product);
    }

    private static List<List<Condition>> limited(List<List<Condition>> branches) {
        if (branches.size() > MAX_READS) {
            throw Fault.validation("Too many decomposed read operations for a given query.");
        }
        return branches;
    }

    private boolean speaksOfKeys(Condition condition) {
        if (condition instanceof Condition.And and) {
            return and.conditions().stream().anyMatch(this::speaksOfKeys);
        } else if (condition instanceof Condition.Or or) {
            return or.conditions().stream().anyMatch(this::speaksOfKeys);
        } else if (condition instanceof Condition.In in) {
            String attribute = KeyedCondition.attribute(in.operand());
            return (isPartition(attribute) || isSort(attribute)) && areConstants(in.candidates());
        }
        return isPartition(KeyedCondition.equalAttribute(condition)) || sortCondition(condition) != null;
    }

    /** The condition on the sort key, if it is one that stands for a range. */
    private @Nullable Condition sortCondition(Condition condition) {
        if (condition instanceof Condition.Compare compare && compare.comparator() != Comparator.NE) {
            Condition.Compare turned = compare.left() instanceof Value ? turned(compare) : compare;
            return isSort(KeyedCondition.attribute(turned.left())) && turned.right() instanceof Value ? turned : null;
        } else if (condition instanceof Condition.Between between) {
            return isSort(KeyedCondition.attribute(between.operand()))
                            && areConstants(List.of(between.low(), between.high()))
                    ? between
                    : null;
        } else if (condition instanceof Condition.BeginsWith beginsWith) {
            return isSort(KeyedCondition.attribute(beginsWith.operand())) && beginsWith.prefix() instanceof Value
                    ? beginsWith
                    : null;
        }
        return null;
    }

    private static Condition.Compare turned(Condition.Compare compare) {
        Comparator comparator = switch (compare.comparator()) {
            case LT -> Comparator.GT;
            case LE -> Comparator.GE;
            case GT -> Comparator.LT;
            case GE -> Comparator.LE;
            default -> compare.comparator();
        };
        return new Condition.Compare(/* left= */ compare.right(), comparator, /* right= */ compare.left());
    }

    /** The query of one branch; {@code null} if it asks for two partitions at once. */
    KeyReads.@Nullable Read read(List<Condition> branch) {
        KeyedCondition keyed = KeyedCondition.of(Condition.all(branch), partitionAlone());
        AttributeValue partition = keyed.key().get(schema.partition().name());
        if (partition == null || keyed.contradicted() != null) {
            return null;
        }
        Map<String, Condition> keys = new LinkedHashMap<>();
        keys.put(schema.partition().name(), equality(schema.partition().name(), partition));
        List<Condition> rest = new ArrayList<>(keyed.rest() == null ? List.of() : KeyedCondition.parts(keyed.rest()));
        Condition chosen = chosen(rest);
        Condition sort = chosen == null ? null : sortCondition(chosen);
        if (chosen != null && sort != null && schema.sort() != null) {
            keys.put(schema.sort().name(), sort);
            rest.removeIf(chosen::equals);
        }
        return new KeyReads.Read(keys, rest.isEmpty() ? null : Condition.all(rest));
    }

    private KeySchema partitionAlone() {
        return new KeySchema(List.of(schema.partition()), List.of());
    }

    private static Condition equality(String name, AttributeValue value) {
        return new Condition.Compare(new AnyPath(List.of(new Segment.Name(name))), Comparator.EQ, new Value(value));
    }

    /** The one condition on the sort key that becomes part of the query: an equality, or else the first. */
    private @Nullable Condition chosen(List<Condition> conditions) {
        Condition first = null;
        for (Condition condition : conditions) {
            Condition sort = sortCondition(condition);
            if (sort instanceof Condition.Compare compare && compare.comparator() == Comparator.EQ) {
                return condition;
            }
            first = first == null && sort != null ? condition : first;
        }
        return first;
    }

    /** Whether a filter says what the sort key must not be. */
    boolean excludesSorts(@Nullable Condition filter) {
        if (filter instanceof Condition.And and) {
            return and.conditions().stream().anyMatch(this::excludesSorts);
        } else if (filter instanceof Condition.Not not) {
            return speaksOfKeys(not.condition());
        }
        return filter instanceof Condition.Compare compare
                && compare.comparator() == Comparator.NE
                && (isSort(KeyedCondition.attribute(compare.left()))
                        || isSort(KeyedCondition.attribute(compare.right())));
    }
}
