package dev.stator.benchmarks.crash;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * What there is of the archivist's work at one moment: the same errands always leave the same.
 *
 * @param tables its tables, by name, with the texts of their entries by id
 * @param backups its backups of these, by name, with what they must give back; those too that deleted tables left
 * @param ofNotes the names of its backups of the notes, which others wrote meanwhile
 */
record Shelf(Map<String, Map<String, String>> tables, Map<String, Map<String, String>> backups, Set<String> ofNotes) {
    static Shelf empty() {
        return new Shelf(new HashMap<>(), new HashMap<>(), new HashSet<>());
    }

    /** As so many errands leave it. */
    static Shelf after(long errands) {
        Shelf shelf = empty();
        for (long number = 1; number <= errands; number++) {
            Errand.of(number).applyTo(shelf);
        }
        return shelf;
    }
}
