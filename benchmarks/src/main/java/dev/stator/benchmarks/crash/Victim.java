package dev.stator.benchmarks.crash;

import dev.stator.engine.DataFolder;
import dev.stator.engine.Engine;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * The process that is killed. Prints {@link #OPENING} and {@link #READY}, and a line {@code who number} for everything that the engine has
 * acknowledged, before the same one begins its next: deeds of the writers, errands of the archivist, copies of the copyist, and compactions
 * under load. One with a limit closes its engine at the end, and compacts the folder.
 */
final class Victim {
    static final String OPENING = "opening";
    static final String READY = "ready";
    private static final int EXPIRY_MILLIS = 20;
    private static final int EXPIRIES_PER_COMPACTION = 10;
    private static final int COPY_MILLIS = 150;

    private Victim() {}

    public static void main(String[] arguments) throws InterruptedException {
        Thread.setDefaultUncaughtExceptionHandler((thread, failure) -> {
            failure.printStackTrace();
            Runtime.getRuntime().halt(3);
        });
        Orders orders = Orders.of(arguments);
        say(OPENING);
        Engine engine = Engine.open(orders.data(), orders.options());
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
        Thread archivist = new Thread(() -> archive(orders, desk, working));
        Thread copyist = new Thread(() -> copy(orders, engine, working));
        archivist.start();
        copyist.start();
        SplittableRandom chance = new SplittableRandom();
        long compactions = 0;
        while (!working.await(EXPIRY_MILLIS, TimeUnit.MILLISECONDS)) {
            engine.expire();
            if (chance.nextInt(EXPIRIES_PER_COMPACTION) == 0) {
                engine.compact();
                say(Orders.COMPACTOR, ++compactions);
            }
        }
        archivist.join();
        copyist.join();
        engine.close();
        DataFolder.at(orders.data()).compact();
        say(Orders.COMPACTOR, ++compactions);
    }

    private static void archive(Orders orders, Desk desk, CountDownLatch working) {
        for (long number = orders.archived() + 1; working.getCount() > 0; number++) {
            Errand.of(number).run(desk.db());
            say(Orders.ARCHIVIST, number);
        }
    }

    private static void copy(Orders orders, Engine engine, CountDownLatch working) {
        Copyist copyist = new Copyist(engine, orders);
        try {
            // At once, and then less and less often, as the copies become larger.
            long pause = 0;
            for (long number = orders.copied() + 1; !working.await(pause, TimeUnit.MILLISECONDS); number++) {
                copyist.copy(number);
                say(Orders.COPYIST, number);
                pause += COPY_MILLIS;
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void work(Orders orders, Desk desk, String owner, long done) {
        long last = orders.limit() == 0 ? Long.MAX_VALUE : done + orders.limit();
        for (long number = done + 1; number <= last; number++) {
            orders.deed(owner, number).call(desk).execute();
            say(owner, number);
        }
    }

    private static void say(String who, long number) {
        say(who + " " + number);
    }

    /** A line at once, as a whole. */
    private static void say(String line) {
        synchronized (System.out) {
            System.out.print(line + "\n");
            System.out.flush();
        }
    }
}
