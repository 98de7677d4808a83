package dev.stator.value;

/**
 * How large an item collection is: all items of one partition key, in the table and its local indexes. The service estimates
 * it, and refuses writes that would take it over 10 GB.
 *
 * @param table the table
 * @param partitionKey the partition key that the items share
 * @param leastGigabytes what it has at least
 * @param mostGigabytes what it has at most
 */
public record CollectionSize(String table, Item partitionKey, double leastGigabytes, double mostGigabytes) {}
