package dev.stator.benchmarks.workload;

import java.util.List;
import java.util.concurrent.CompletableFuture;

/** A client whose calls return at once; otherwise as {@link BlockingClient}. A failed call fails its future. */
public non-sealed interface FutureClient extends Client {

    /** GetItem by its full key. */
    CompletableFuture<?> get(String team, String id);

    /** PutItem without a condition. */
    CompletableFuture<?> put(Profile profile);

    /** Query of one partition, one page, every item of it read. */
    CompletableFuture<?> query(String team);

    /** BatchWriteItem of puts. */
    CompletableFuture<?> batchWrite(List<Profile> profiles);
}
