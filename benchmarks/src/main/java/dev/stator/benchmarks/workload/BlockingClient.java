package dev.stator.benchmarks.workload;

import java.util.List;

/**
 * A client whose calls block until the reply is there.
 *
 * <p>Each call gives what the library gives its user: a mapper the {@link Profile}s, others whatever they have. A reply
 * that is not a success must throw, or failures would be counted as calls.
 */
public non-sealed interface BlockingClient extends Client {

    /** GetItem by its full key. */
    Object get(String team, String id);

    /** PutItem without a condition. */
    Object put(Profile profile);

    /** Query of one partition, one page, every item of it read. */
    Object query(String team);

    /** BatchWriteItem of puts. */
    Object batchWrite(List<Profile> profiles);
}
