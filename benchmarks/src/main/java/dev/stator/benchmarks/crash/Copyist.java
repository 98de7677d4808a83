package dev.stator.benchmarks.crash;

import dev.stator.engine.Durability;
import dev.stator.engine.Engine;
import java.nio.file.Path;

/** Copies the whole engine into other folders, in each of the ways there are, while others write. */
final class Copyist {
    /** How a copy comes into its folder. */
    enum Way {
        BACKUP,
        BACKUP_OF_A_SNAPSHOT_IN_MEMORY,
        SNAPSHOT_RESTORED_IN_A_FOLDER;

        static Way of(long number) {
            return values()[(int) (number % values().length)];
        }
    }

    private final Engine engine;
    private final Orders orders;

    Copyist(Engine engine, Orders orders) {
        this.engine = engine;
        this.orders = orders;
    }

    void copy(long number) {
        Path target = orders.copy(number);
        switch (Way.of(number)) {
            case BACKUP -> engine.backup(target);
            case BACKUP_OF_A_SNAPSHOT_IN_MEMORY -> {
                try (Engine memory = Engine.inMemory(orders.options())) {
                    memory.restore(engine.snapshot());
                    memory.backup(target);
                }
            }
            case SNAPSHOT_RESTORED_IN_A_FOLDER -> {
                try (Engine other = Engine.open(target, orders.options().withDurability(Durability.SYNCED))) {
                    other.restore(engine.snapshot());
                }
            }
        }
    }
}
