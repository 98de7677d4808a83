package dev.stator.benchmarks.engine;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.stator.benchmarks.measure.Load;
import dev.stator.benchmarks.report.EngineReading.Use;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;
import java.util.stream.Stream;

/**
 * The process that sends the requests to one subject, which lives for a whole run and does what its standard input says: {@code create
 * TEAMS}, {@code run WORK CALLERS MILLIS} or {@code times WORK CALLERS CALLS}. It prints what it used for it as one line.
 */
final class Driver {
    /** Between the start of a load and the measured stretch. */
    private static final long SETTLE_MILLIS = 100;

    private static final int LOADERS = 16;

    private final Subject subject;
    private int teams;

    Driver(Subject subject) {
        this.subject = subject;
    }

    /** Arguments: those of a {@link Subject}. Ends when its standard input does, so that it never outlives its parent. */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        Driver driver = new Driver(Subject.of(List.of(arguments)));
        BufferedReader orders = new BufferedReader(new InputStreamReader(System.in, UTF_8));
        System.out.println("ready");
        for (String order = orders.readLine(); order != null; order = orders.readLine()) {
            System.out.println(driver.obey(order).line());
        }
        // An engine in memory may be left as it is, and one in a folder has synced what counts.
        Runtime.getRuntime().halt(0);
    }

    Use obey(String line) throws InterruptedException {
        String[] order = line.split(" ", -1);
        return switch (order[0]) {
            case "create" -> create(Integer.parseInt(order[1]));
            case "run" -> run(Work.valueOf(order[1]), Integer.parseInt(order[2]), Long.parseLong(order[3]));
            case "times" -> times(Work.valueOf(order[1]), Integer.parseInt(order[2]), Integer.parseInt(order[3]));
            default -> throw new IllegalArgumentException("No such order: " + line);
        };
    }

    /** Makes the table, with so many teams of items in it. */
    private Use create(int howMany) throws InterruptedException {
        teams = howMany;
        try (Subject.Line line = subject.lines().get()) {
            line.send("CreateTable", Work.CREATE_TABLE.getBytes(UTF_8));
        }
        int batches = Dice.PLAYERS / 25;
        return together(
                LOADERS,
                teams * batches,
                (line, dice) -> number -> line.send(
                        Work.BATCH_WRITE.action(), Work.batch(number / batches, number % batches * 25L, dice)));
    }

    /** So many calls in all. */
    private Use times(Work work, int callers, int calls) throws InterruptedException {
        return together(callers, calls, (line, dice) -> number -> line.send(work.action(), work.body(dice)));
    }

    private interface Job {
        IntConsumer on(Subject.Line line, Dice dice);
    }

    private Use together(int callers, int calls, Job job) throws InterruptedException {
        AtomicInteger next = new AtomicInteger();
        CountDownLatch done = new CountDownLatch(callers);
        Mark before = mark(0);
        for (int caller = 0; caller < callers; caller++) {
            Dice dice = new Dice(teams, caller, callers);
            new Thread(() -> {
                        try (Subject.Line line = subject.lines().get()) {
                            IntConsumer each = job.on(line, dice);
                            for (int number = next.getAndIncrement(); number < calls; number = next.getAndIncrement()) {
                                each.accept(number);
                            }
                            done.countDown();
                        } catch (RuntimeException | Error failed) {
                            failed.printStackTrace();
                            Runtime.getRuntime().halt(3);
                        }
                    })
                    .start();
        }
        done.await();
        return mark(calls).since(before);
    }

    /** As many calls as there is time for, and one at least. */
    private Use run(Work work, int callers, long millis) throws InterruptedException {
        List<Subject.Line> lines =
                Stream.generate(subject.lines()).limit(callers).toList();
        List<Runnable> calls = new ArrayList<>();
        for (Subject.Line line : lines) {
            Dice dice = new Dice(teams, calls.size(), callers);
            calls.add(() -> line.send(work.action(), work.body(dice)));
        }
        try (Load load = Load.start(work.action(), calls)) {
            Thread.sleep(SETTLE_MILLIS);
            Mark before = mark(load.completed());
            Thread.sleep(millis);
            while (load.completed() == before.calls()) {
                // A disk that is busy can take longer for a single write.
                Thread.sleep(SETTLE_MILLIS);
            }
            return mark(load.completed()).since(before);
        } finally {
            lines.forEach(Subject.Line::close);
        }
    }

    private Mark mark(long calls) {
        return new Mark(
                calls,
                System.nanoTime(),
                cpu(subject.pid()),
                cpu(ProcessHandle.current().pid()));
    }

    private static long cpu(long pid) {
        return ProcessHandle.of(pid)
                .flatMap(process -> process.info().totalCpuDuration())
                .map(Duration::toNanos)
                .orElseThrow(() -> new IllegalStateException("The CPU time of process " + pid + " is not to be had"));
    }

    private record Mark(long calls, long nanos, long cpuNanos, long ownCpuNanos) {
        Use since(Mark earlier) {
            return new Use(
                    calls - earlier.calls,
                    nanos - earlier.nanos,
                    cpuNanos - earlier.cpuNanos,
                    ownCpuNanos - earlier.ownCpuNanos);
        }
    }
}
