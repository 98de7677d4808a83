package dev.stator.benchmarks.workload;

import java.util.Arrays;
import java.util.concurrent.CompletableFuture;

/** What is measured: one request each. */
public enum Operation {
    GET("GetItem") {
        @Override
        public Object call(BlockingClient client) {
            return client.get(FIRST.team(), FIRST.id());
        }

        @Override
        public CompletableFuture<?> start(FutureClient client) {
            return client.get(FIRST.team(), FIRST.id());
        }
    },
    PUT("PutItem") {
        @Override
        public Object call(BlockingClient client) {
            return client.put(FIRST);
        }

        @Override
        public CompletableFuture<?> start(FutureClient client) {
            return client.put(FIRST);
        }
    },
    QUERY("Query") {
        @Override
        public Object call(BlockingClient client) {
            return client.query(Sample.TEAM);
        }

        @Override
        public CompletableFuture<?> start(FutureClient client) {
            return client.query(Sample.TEAM);
        }
    },
    BATCH("BatchWriteItem") {
        @Override
        public Object call(BlockingClient client) {
            return client.batchWrite(Sample.batch());
        }

        @Override
        public CompletableFuture<?> start(FutureClient client) {
            return client.batchWrite(Sample.batch());
        }
    };

    private static final Profile FIRST = Sample.profile(0);

    private final String action;

    Operation(String action) {
        this.action = action;
    }

    /** The service's name for it, as in the {@code X-Amz-Target} header. */
    public String action() {
        return action;
    }

    /** The operation of an {@link #action}. */
    public static Operation of(String action) {
        return Arrays.stream(values())
                .filter(operation -> operation.action.equals(action))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("No operation has the action " + action));
    }

    /** Makes one call and waits for it. */
    public abstract Object call(BlockingClient client);

    /** Starts one call. */
    public abstract CompletableFuture<?> start(FutureClient client);
}
