package dev.stator.engine.store;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Named maps of ordered byte keys to byte values, with atomic commits over several maps and consistent snapshots.
 *
 * <p>Keys are compared byte by byte, unsigned, a prefix before what continues it. Arrays are never copied: what was
 * handed in must not be modified afterwards, and what is handed out must not be modified at all. Safe for use by many
 * threads; a snapshot, a write or a cursor belongs to one thread at a time.
 */
public interface Store extends AutoCloseable {
    /** A consistent view as of the last commit. Cheap to make; close it soon, because the durable store keeps what it shows. */
    Snapshot snapshot();

    /**
     * Runs a change alone among the writers, against the latest state. What it wrote becomes visible, and durable in the
     * durable store, all together before this returns, and nothing of it if the change throws: the exception comes out as
     * it was thrown. The change may run on another thread, must not call {@code write} of the same store, and must not
     * keep the view that it was given.
     *
     * @throws StoreException if the durable store could not write or commit
     */
    <R> R write(Change<R> change);

    /** The same for a change that has nothing to tell. */
    default void run(Consumer<Write> change) {
        write(write -> {
            change.accept(write);
            return true;
        });
    }

    /** The maps whose names begin with a prefix, as a store of their own. Closing it does nothing. */
    default Store part(String prefix) {
        return new PartStore(this, prefix);
    }

    /** All that the store holds now. Takes no time in memory, and time and memory by size in the durable store. */
    default State state() {
        try (Snapshot snapshot = snapshot()) {
            MemoryWrite copy = new MemoryWrite(State.EMPTY.maps);
            for (String map : snapshot.maps()) {
                copy.createMap(map);
                try (Cursor cursor = snapshot.scan(map, Range.all(), true)) {
                    while (cursor.next()) {
                        copy.put(map, cursor.key(), cursor.value());
                    }
                }
            }
            return new State(copy.state());
        }
    }

    /** Puts a state, of this store or another one, in the place of all that the store holds; in one change. */
    default void restore(State state) {
        run(write -> {
            Set.copyOf(write.maps()).forEach(write::dropMap);
            state.maps.forEach((map, entries) -> {
                write.createMap(map);
                try (Cursor cursor = entries.scan(Range.all(), true)) {
                    while (cursor.next()) {
                        write.put(map, cursor.key(), cursor.value());
                    }
                }
            });
        });
    }

    /** Whether {@link #past} can be asked for: not in the durable store, which has no states that cost nothing to keep. */
    default boolean keepsPast() {
        return false;
    }

    /**
     * The store as it was so long ago by a clock, in milliseconds, but never as it was before this call. The store keeps the states of
     * so much time for as long as anybody holds what this gives.
     *
     * @param clock the same one in every call
     * @throws UnsupportedOperationException if the store keeps no past
     */
    default Past past(Clock clock, Duration lag) {
        throw new UnsupportedOperationException("This store keeps no past");
    }

    /**
     * Writes what the store holds now into a folder of the durable store, while others go on to read and write.
     *
     * @param target a folder that is empty or not there; it has all of the backup, or nothing
     * @throws StoreException if the target is something else, or cannot be written
     */
    default void backup(Path target) {
        Backup.into(target, folder -> {
            try (Store copy = SqliteStore.open(folder)) {
                copy.restore(state());
            }
        });
    }

    /**
     * Gives back what the store's file has no use for, between two changes: writers wait meanwhile, readers do not.
     *
     * @return by how many bytes the file is smaller; 0 if there is none
     * @throws StoreException if there is no room for a second copy
     */
    default long compact() {
        return 0;
    }

    /** Lets the changes that wait finish and gives everything back. Later calls throw {@link IllegalStateException}. */
    @Override
    void close();

    /** What to do in one atomic step. */
    @FunctionalInterface
    interface Change<R> {
        /** Reads and writes through the view, which is valid until this returns. */
        R apply(Write write);
    }
}
