package dev.stator.engine.partiql;

import dev.stator.engine.table.KeySchema;
import dev.stator.expression.Comparator;
import dev.stator.expression.Condition;
import dev.stator.value.AttributeValue;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The queries into which the condition of a {@code SELECT} falls: one for each value that it allows for the partition key, and
 * each range of the sort key. A condition that allows other partitions, too, is no query; the whole table or index must be read.
 *
 * @param reads the queries, in the order of the condition; empty if everything must be read
 * @param negated whether a sort key is excluded somewhere, so that the ranges tell less than the condition
 */
public record KeyReads(List<Read> reads, boolean negated) {
    private static final KeyReads EVERYTHING = new KeyReads(List.of(), false);

    /**
     * One query.
     *
     * @param keys its conditions on key attributes by their names, the attribute on the left and constants on the right
     * @param filter what else must be true; {@code null} for nothing
     */
    public record Read(
            Map<String, Condition> keys, @Nullable Condition filter) {
        /** The value of a key attribute that must equal something. */
        public @Nullable AttributeValue equal(String attribute) {
            Condition condition = keys.get(attribute);
            return condition instanceof Condition.Compare compare && compare.comparator() == Comparator.EQ
                    ? KeyedCondition.constant(compare)
                    : null;
        }
    }

    /**
     * The reads for a condition.
     *
     * @param schema the keys of what is read, with one partition key
     * @throws dev.stator.engine.fault.Fault a ValidationException if there are too many
     */
    public static KeyReads of(@Nullable Condition where, KeySchema schema) {
        KeyBranches branches = new KeyBranches(schema);
        if (where == null || !branches.choosesPartition(where)) {
            return EVERYTHING;
        }
        List<Read> reads = new ArrayList<>();
        boolean negated = false;
        for (List<Condition> branch : branches.of(where)) {
            Read read = branches.read(branch);
            if (read == null) {
                return EVERYTHING;
            }
            reads.add(read);
            negated |= branches.excludesSorts(read.filter());
        }
        return new KeyReads(List.copyOf(reads), negated);
    }

    /** The same with one read of each whole partition, and the whole condition as its filter. */
    public KeyReads merged(Condition where, String partition) {
        Set<Map<String, Condition>> partitions = new LinkedHashSet<>();
        reads.forEach(read -> partitions.add(
                Map.of(partition, Objects.requireNonNull(read.keys().get(partition)))));
        return new KeyReads(
                partitions.stream().map(keys -> new Read(keys, where)).toList(), negated);
    }
}
