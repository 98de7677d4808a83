package dev.stator.engine;

import java.util.List;

/**
 * What {@link DataFolder#verify} has found.
 *
 * @param tables how many tables there are, in all worlds
 * @param items how many items they have
 * @param indexEntries how many entries their indexes have
 * @param problems a sentence for everything that is wrong, with the place; without the values of items
 */
public record FolderReport(long tables, long items, long indexEntries, List<String> problems) {
    /** Keeps its own list. */
    public FolderReport {
        problems = List.copyOf(problems);
    }

    /** Whether there is no problem. */
    public boolean isSound() {
        return problems.isEmpty();
    }
}
