package dev.stator.benchmarks.crash;

import dev.stator.engine.DataFolder;
import dev.stator.engine.Engine;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * The process that is killed. Prints {@link #OPENING} and {@link #READY}, and a line {@code owner number} for each deed that the engine
 * has acknowledged, before it begins that owner's next. It compacts the folder under load now and then. One with a limit closes its engine at the end, and compacts the folder.
 */
final class Victim {
    static final String OPENING = "opening";
    static final String READY = "ready";
    private static final int EXPIRY_MILLIS = 20;
    private static final int EXPIRIES_PER_COMPACTION = 10;

    private Victim() {}

    public static void main(String[] arguments) throws InterruptedException {
        Thread.setDefaultUncaughtExceptionHandler((thread, failure) -> {
            failure.printStackTrace();
            Runtime.getRuntime().halt(3);
        });
        Orders orders = Orders.of(arguments);
        say(OPENING);
        Engine engine = Engine.open(orders.folder(), orders.options());
        Desk desk = Desk.of(engine.connect());
        desk.setUp();
        say(READY);
        CountDownLatch working = new CountDownLatch(orders.done().size());
        for (int i = 0; i < orders.done().size(); i++) {
            String owner = Orders.owner(i);
            long done = orders.done().get(i);
            new Thread(() -> {
                        work(orders, desk, owner, done);
                        working.countDown();
                    })
                    .start();
        }
        SplittableRandom chance = new SplittableRandom();
        while (!working.await(EXPIRY_MILLIS, TimeUnit.MILLISECONDS)) {
            engine.expire();
            if (chance.nextInt(EXPIRIES_PER_COMPACTION) == 0) {
                engine.compact();
            }
        }
        engine.close();
        DataFolder.at(orders.folder()).compact();
    }

    private static void work(Orders orders, Desk desk, String owner, long done) {
        long last = orders.limit() == 0 ? Long.MAX_VALUE : done + orders.limit();
        for (long number = done + 1; number <= last; number++) {
            orders.deed(owner, number).call(desk).execute();
            say(owner + " " + number);
        }
    }

    /** A line at once, as a whole. */
    private static void say(String line) {
        synchronized (System.out) {
            System.out.print(line + "\n");
            System.out.flush();
        }
    }
}
