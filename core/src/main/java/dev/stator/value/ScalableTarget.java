package dev.stator.value;

/**
 * A capacity that Application Auto Scaling changes by itself.
 *
 * @param resource the table or global index, such as {@code table/users} or {@code table/users/index/by-name}
 * @param dimension the service's word for what is scaled, such as {@code dynamodb:table:ReadCapacityUnits}
 * @param minUnits the fewest units
 * @param maxUnits the most units
 */
public record ScalableTarget(String resource, String dimension, long minUnits, long maxUnits) {}
