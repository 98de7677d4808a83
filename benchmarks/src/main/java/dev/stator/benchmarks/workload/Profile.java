package dev.stator.benchmarks.workload;

import dev.stator.codec.PartitionKey;
import dev.stator.codec.SortKey;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The item that every mapper converts: 1 KB of DynamoDB JSON with a nested map, a list of maps, both sets that people
 * use, a map of numbers, and numbers of four kinds. {@code team} is the partition key, {@code id} the sort key.
 */
public record Profile(
        @PartitionKey String team,
        @SortKey String id,
        String name,
        String email,
        boolean active,
        int level,
        long points,
        BigDecimal balance,
        Address address,
        List<Device> devices,
        Set<String> tags,
        Set<Integer> scores,
        Map<String, Integer> counters,
        String biography) {}
