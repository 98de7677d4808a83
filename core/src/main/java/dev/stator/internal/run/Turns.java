package dev.stator.internal.run;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;

/** Runs tasks one at a time and in order, on the thread of whoever brings one while no other is under way. */
final class Turns implements Executor {
    private final Queue<Runnable> waiting = new ConcurrentLinkedQueue<>();
    private final AtomicInteger left = new AtomicInteger();

    @Override
    public void execute(Runnable task) {
        waiting.add(task);
        if (left.getAndIncrement() == 0) {
            do {
                waiting.remove().run();
            } while (left.decrementAndGet() > 0);
        }
    }
}
