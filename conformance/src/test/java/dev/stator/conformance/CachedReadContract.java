package dev.stator.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stator.CachedReads;
import dev.stator.Table;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Reads that are remembered show what the client's own writes left. */
class CachedReadContract {
    @Contract
    void readsShowTheClientsOwnWrites(Subject subject) {
        Table<Thing> things = subject.shared(Thing.class);
        CachedReads<Thing> cached = things.cached(100, Duration.ofMinutes(1));
        Thing thing = Thing.of(subject.newKey(), 1);
        String key = thing.id();

        assertThat(subject.run(cached.get(key, 1))).isEmpty();
        subject.run(things.put(thing));
        assertThat(subject.run(cached.get(key, 1))).contains(thing);
        assertThat(subject.run(cached.getAll(List.of(thing, Thing.of(key, 2)))))
                .containsExactly(Optional.of(thing), Optional.empty());
        subject.run(subject.db().transact(things.delete(thing)));
        assertThat(subject.run(cached.get(thing))).isEmpty();
    }
}
