package dev.stator.conformance;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Many threads that do the same at the same time. */
final class Threads {
    /** What they do. */
    interface Task {
        /** Does it once. */
        void run() throws Exception;
    }

    private Threads() {}

    /** Lets each of so many threads do it so often; fails if one of them does. */
    static void run(int threads, int rounds, Task task) throws Exception {
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        try {
            List<Future<Void>> running = new ArrayList<>();
            for (int i = 0; i < threads; i++) {
                running.add(pool.submit(() -> {
                    for (int round = 0; round < rounds; round++) {
                        task.run();
                    }
                    return null;
                }));
            }
            for (Future<Void> one : running) {
                one.get();
            }
        } finally {
            pool.shutdownNow();
        }
    }
}
