package dev.stator.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stator.engine.store.MemoryStore;
import dev.stator.engine.store.State;
import dev.stator.engine.table.Database;
import dev.stator.engine.table.Table;
import java.lang.ref.WeakReference;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What is kept in mind of databases. */
class DatabasesTest {
    private static final World OWN = new World("", "us-east-1");

    @Test
    @Timeout(60)
    void aTableThatAnEarlierStateDoesNotHaveIsForgottenWithIt() {
        MemoryStore store = new MemoryStore();
        Databases databases = new Databases(store, EngineOptions.standard(), OWN);
        State before = store.state();
        new Calls(Engine.over(store, EngineOptions.standard())).ok("CreateTable", Calls.HASH_TABLE);
        WeakReference<Table> table = new WeakReference<>(hash(databases.of(OWN)));
        assertThat(hash(databases.of(OWN))).isSameAs(table.get());

        store.restore(before);
        databases.forget();

        while (table.get() != null) {
            System.gc();
        }
        assertThat(databases.of(OWN).hasTables()).isFalse();
    }

    private static Table hash(Database database) {
        return database.read(
                snapshot -> Objects.requireNonNull(database.catalog().find(snapshot, "hash")));
    }
}
