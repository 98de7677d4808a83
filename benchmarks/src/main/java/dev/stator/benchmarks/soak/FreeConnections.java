package dev.stator.benchmarks.soak;

import dev.stator.Call;
import dev.stator.CallOptions;
import dev.stator.Stator;
import dev.stator.transport.Transport;
import dev.stator.transport.WireReply;
import dev.stator.transport.WireRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/**
 * Finds out how many connections of a client are free. Stands before its service, and answers no listing of tables until as many have
 * come as there are connections: each holds one, so those that find none do not come.
 */
final class FreeConnections implements Transport {
    private static final Duration LONG = Duration.ofMinutes(2);

    private final Transport behind;
    private final int each;
    private final CountDownLatch missing;
    private final CountDownLatch counted = new CountDownLatch(1);

    /** A client with so many connections for blocking calls, and as many for asynchronous ones. */
    FreeConnections(Transport behind, int each) {
        this.behind = behind;
        this.each = each;
        this.missing = new CountDownLatch(2 * each);
    }

    /** How many are held, though no call is under way. Asked once, and patient with those that take their time. */
    long held(Stator db, Duration patience) throws InterruptedException {
        Call<List<String>> call =
                db.tableNames().with(CallOptions.none().attemptTimeout(LONG).within(LONG));
        ExecutorService threads = Executors.newFixedThreadPool(each);
        List<Future<?>> calls = new ArrayList<>();
        for (int i = 0; i < each; i++) {
            calls.add(threads.submit(() -> call.execute()));
            calls.add(call.executeAsync());
        }
        threads.shutdown();
        boolean all = missing.await(patience.toNanos(), TimeUnit.NANOSECONDS);
        long held = all ? 0 : missing.getCount();
        counted.countDown();
        for (Future<?> one : calls) {
            try {
                one.get();
            } catch (ExecutionException e) {
                // It found none in its time, and is counted.
            }
        }
        return held;
    }

    @Override
    public WireReply send(WireRequest request) {
        if (request.action().equals("ListTables")) {
            missing.countDown();
            try {
                counted.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
        return behind.send(request);
    }

    /** Not how an HTTP front sends, so that nothing is counted. */
    @Override
    public CompletableFuture<WireReply> sendAsync(WireRequest request) {
        return behind.sendAsync(request);
    }

    @Override
    public void close() {
        behind.close();
    }
}
