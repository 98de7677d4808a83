package dev.stator.benchmarks.crash;

import dev.stator.Table;
import java.util.HashMap;
import java.util.Map;

/** The notes of all owners as they were found, by owner and slot. */
record Notes(Map<String, Map<Long, Note>> byOwner) {
    static Notes of(Iterable<Note> found) {
        Map<String, Map<Long, Note>> byOwner = new HashMap<>();
        found.forEach(note ->
                byOwner.computeIfAbsent(note.owner(), any -> new HashMap<>()).put(note.slot(), note));
        return new Notes(byOwner);
    }

    static Notes of(Table<Note> table) {
        return of(table.scan().execute());
    }

    static Notes none() {
        return new Notes(Map.of());
    }

    Map<Long, Note> of(String owner) {
        return byOwner.getOrDefault(owner, Map.of());
    }

    long count() {
        return byOwner.values().stream().mapToLong(Map::size).sum();
    }

    /** Those that an index on the topic must have. */
    Notes withTopic() {
        return of(byOwner.values().stream()
                .flatMap(ofOwner -> ofOwner.values().stream())
                .filter(note -> note.topic().isPresent())
                .toList());
    }
}
