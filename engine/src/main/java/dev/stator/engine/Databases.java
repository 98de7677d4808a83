package dev.stator.engine;

import dev.stator.engine.store.Past;
import dev.stator.engine.store.Snapshot;
import dev.stator.engine.store.Store;
import dev.stator.engine.table.Catalog;
import dev.stator.engine.table.Database;
import dev.stator.engine.table.Failures;
import dev.stator.engine.table.Replicas;
import dev.stator.testing.Lag;
import java.time.Clock;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The database of each world, all of them in one store. */
final class Databases {
    /** Anybody can sign with any key, so there is an end to what is kept in mind of worlds. */
    private static final int MOST_KNOWN = 1_000;

    private final Store store;
    private final Clock clock;
    private final Duration statusDelay;
    private final World ownWorld;
    private final Replicas replicas;
    private final Database own;
    private final Map<World, Database> known = new ConcurrentHashMap<>();

    Databases(Store store, EngineOptions options, World ownWorld) {
        this.store = store;
        this.clock = options.clock();
        this.statusDelay = options.statusDelay();
        this.ownWorld = ownWorld;
        this.replicas = replicas(options.lag());
        this.own = database(store, ownWorld);
        own.prepare();
    }

    /** Whether there can be copies that are behind. */
    boolean keepPast() {
        return store.keepsPast();
    }

    /** Copies that are so far behind; all that is there by now has reached them. */
    Replicas replicas(Lag lag) {
        return new Replicas(past(lag.tables()), past(lag.indexes()));
    }

    private @Nullable Past past(Duration lag) {
        return lag.isZero() ? null : store.past(clock, lag);
    }

    /** The database of a world, whose reads these copies answer. */
    Database of(World world, Replicas others) {
        return of(world).behind(others.part(world.prefix()));
    }

    Database of(World world) {
        if (world.isOwn()) {
            return own;
        }
        if (known.size() >= MOST_KNOWN) {
            known.clear();
        }
        return known.computeIfAbsent(world, unknown -> database(store.part(world.prefix()), world));
    }

    private Database database(Store part, World world) {
        return new Database(
                part,
                new Catalog(clock, statusDelay),
                clock,
                world.accountNumber(),
                world.region(),
                replicas.part(world.prefix()));
    }

    /** Begins anew with what the store holds by now. */
    void forget() {
        known.clear();
        own.catalog().forget();
    }

    /** The worlds with tables, the own one first. */
    List<World> inUse() {
        return all().filter(world -> of(world).hasTables()).toList();
    }

    /** Whether any world has what {@link #expire} may have to remove one day. */
    boolean age() {
        return all().anyMatch(world -> of(world).hasWhatAges());
    }

    /** Removes what has become old in all worlds, whether or not one is damaged; gives the number of items. */
    int expire() {
        AtomicInteger items = new AtomicInteger();
        Failures failures = new Failures();
        all().forEach(world -> failures.attempt(() -> items.addAndGet(of(world).expire())));
        failures.end();
        return items.get();
    }

    private Stream<World> all() {
        try (Snapshot snapshot = store.snapshot()) {
            List<World> others = snapshot.maps().stream()
                    .map(World::ofMap)
                    .flatMap(Optional::stream)
                    .distinct()
                    .sorted(Comparator.comparing(World::account).thenComparing(World::region))
                    .toList();
            return Stream.concat(Stream.of(ownWorld), others.stream());
        }
    }
}
