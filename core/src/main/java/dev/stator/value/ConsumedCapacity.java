package dev.stator.value;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Capacity units that the service says it charged.
 *
 * @param total all units, of tables and indexes
 * @param tables the units of each table without its indexes, by table name
 * @param indexes the units of each secondary index, by {@code table/index}
 */
public record ConsumedCapacity(double total, Map<String, Double> tables, Map<String, Double> indexes) {
    /** Nothing charged, or nothing said. */
    public static final ConsumedCapacity NONE = new ConsumedCapacity(0, Map.of(), Map.of());

    /** Copies the maps. */
    public ConsumedCapacity {
        tables = Map.copyOf(tables);
        indexes = Map.copyOf(indexes);
    }

    /** The sum of this and another, name by name. */
    public ConsumedCapacity plus(ConsumedCapacity other) {
        return new ConsumedCapacity(total + other.total, sum(tables, other.tables), sum(indexes, other.indexes));
    }

    private static Map<String, Double> sum(Map<String, Double> left, Map<String, Double> right) {
        Map<String, Double> sum = new LinkedHashMap<>(left);
        right.forEach((name, units) -> sum.merge(name, units, Double::sum));
        return sum;
    }
}
