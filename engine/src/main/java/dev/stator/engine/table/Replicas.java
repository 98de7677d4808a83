package dev.stator.engine.table;

import dev.stator.engine.store.Past;
import dev.stator.engine.store.Snapshot;
import org.jspecify.annotations.Nullable;

/**
 * The copies that are behind and answer reads that do not ask for consistency.
 *
 * @param tables those of tables, with their local indexes; {@code null} if they are not behind
 * @param indexes those of global indexes; {@code null} if they are not behind
 */
public record Replicas(@Nullable Past tables, @Nullable Past indexes) {
    /** The same for the maps whose names begin with a prefix. */
    public Replicas part(String prefix) {
        return prefix.isEmpty()
                ? this
                : new Replicas(
                        tables == null ? null : tables.part(prefix), indexes == null ? null : indexes.part(prefix));
    }

    Snapshot seen(Snapshot present, @Nullable Index index) {
        Past past = index != null && index.kind() == Index.Kind.GLOBAL ? indexes : tables;
        return past == null ? present : past.snapshot();
    }
}
