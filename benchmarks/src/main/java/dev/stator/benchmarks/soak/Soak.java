package dev.stator.benchmarks.soak;

import dev.stator.Stator;
import dev.stator.benchmarks.report.SoakReport;
import dev.stator.engine.Engine;
import dev.stator.engine.http.HttpFront;
import dev.stator.testing.Fault;
import dev.stator.testing.FaultPlan;
import dev.stator.testing.FaultTransport;
import dev.stator.transport.Backoff;
import dev.stator.transport.RetryPolicy;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** Workers with one client, on a rough road to an engine in trouble. */
public final class Soak {
    private static final int CONNECTIONS = 16;
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Duration time;
    private final int workers;
    private final long seed;

    /** A soak of so many workers. */
    public Soak(Duration time, int workers, long seed) {
        this.time = time;
        this.workers = workers;
        this.seed = seed;
    }

    /** Runs it, and compares what was told with what is there. */
    public SoakReport run() throws IOException, InterruptedException {
        SplittableRandom random = new SplittableRandom(seed);
        Books books = new Books();
        Counts counts = new Counts();
        Engine engine = Engine.inMemory();
        try (Stator undisturbed = engine.connect()) {
            Worker.createTables(undisturbed, workers);
            FaultTransport trouble = new FaultTransport(engine, trouble(random.nextLong()));
            long began = System.nanoTime();
            FreeConnections free = new FreeConnections(trouble, CONNECTIONS);
            long leaked;
            Map<String, Long> bumps;
            long connections;
            try (HttpFront front = HttpFront.start(free, new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
                    RoughRoad road = new RoughRoad(front.uri(), 0.02, random.nextLong())) {
                try (Stator db = client(road, counts)) {
                    work(db, books, random);
                    trouble.calm();
                    road.repair();
                    leaked = free.held(db, PATIENCE);
                }
                leaked += connectionsStillOpen(road);
                bumps = road.bumps();
                connections = road.opened();
            }
            Duration took = Duration.ofNanos(System.nanoTime() - began);
            List<Entry> stored =
                    undisturbed.table("entries", Entry.class).scan().execute();
            Set<String> found = stored.stream().map(Entry::id).collect(Collectors.toSet());
            List<Tally> tallies =
                    undisturbed.table("tallies", Tally.class).scan().execute();
            long unpaired = unpaired(found, tallies)
                    + undisturbed.table("sheets", Sheet.class).scan().execute().stream()
                            .mapToLong(sheet -> Math.abs(sheet.sum() - sheet.version()))
                            .sum();
            return new SoakReport(
                    took,
                    workers,
                    seed,
                    counts.requests.get(),
                    counts.retries.get(),
                    counts.failures.get(),
                    numbers(counts),
                    struck(trouble, bumps),
                    connections,
                    leaked,
                    books.acknowledged(),
                    books.open(),
                    books.cancelled(),
                    books.lost(found, tallies),
                    books.doubled(found, tallies),
                    unpaired,
                    books.wrongReads().size() + books.altered(stored));
        }
    }

    private static FaultPlan trouble(long seed) {
        return FaultPlan.of(seed)
                .with(Fault.THROTTLE, 0.02)
                .with(Fault.SERVER_ERROR, 0.02)
                .with(Fault.LEFTOVERS, 0.05)
                .with(Fault.CONFLICT, 0.02)
                .with(Fault.SLOW_REPLY, 0.005)
                .withSlowest(Duration.ofMillis(1500));
    }

    private static Stator client(RoughRoad road, Counts counts) {
        return Stator.builder()
                .region("eu-central-1")
                .endpoint(road.endpoint())
                .credentials("any", "any")
                .maxConnections(CONNECTIONS)
                .attemptTimeout(Duration.ofSeconds(1))
                .callTimeout(Duration.ofSeconds(20))
                .retry(RetryPolicy.of(4, Backoff.exponential(Duration.ofMillis(10), Duration.ofMillis(200))))
                .listener(counts)
                .build();
    }

    private void work(Stator db, Books books, SplittableRandom random) throws InterruptedException {
        long end = System.nanoTime() + time.toNanos();
        ExecutorService threads = Executors.newFixedThreadPool(workers);
        List<Future<?>> running = new ArrayList<>();
        for (int i = 0; i < workers; i++) {
            running.add(threads.submit(new Worker(i, db, books, () -> System.nanoTime() < end, random.split())));
        }
        threads.shutdown();
        for (Future<?> worker : running) {
            try {
                worker.get();
            } catch (ExecutionException e) {
                threads.shutdownNow();
                throw new IllegalStateException("A worker failed in a way that no call may", e.getCause());
            }
        }
    }

    /** The closed client must have closed all of its connections. */
    private static int connectionsStillOpen(RoughRoad road) throws InterruptedException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (road.open() > 0 && System.nanoTime() < end) {
            TimeUnit.MILLISECONDS.sleep(20);
        }
        return road.open();
    }

    /** Each entry of a transaction has added one to the sum of all. */
    private static long unpaired(Set<String> found, List<Tally> tallies) {
        long entries = found.stream().filter(id -> id.contains("-transact/")).count();
        long sum = tallies.stream()
                .filter(tally -> tally.id().equals(Worker.ALL))
                .mapToLong(Tally::sum)
                .sum();
        return Math.abs(entries - sum);
    }

    private static Map<String, Long> numbers(Counts counts) {
        Map<String, Long> errors = new TreeMap<>();
        counts.attemptErrors.forEach((code, count) -> errors.put(code, count.get()));
        return errors;
    }

    private static Map<String, Long> struck(FaultTransport trouble, Map<String, Long> bumps) {
        Map<String, Long> all = new TreeMap<>();
        bumps.forEach((bump, count) -> all.put("road: " + bump, count));
        trouble.struck().forEach((fault, count) -> all.put("service: " + fault, (long) count));
        return all;
    }
}
