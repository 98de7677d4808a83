package dev.stator.engine.store;

import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

class SqliteStoreTest extends StoreContract {
    private final Path folder;

    SqliteStoreTest(@TempDir Path folder) {
        this.folder = folder;
    }

    @Override
    Store open() {
        return SqliteStore.open(folder, Durability.SYNCED);
    }
}
