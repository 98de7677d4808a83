package dev.stator.benchmarks.crash;

import dev.stator.StreamBatch;
import dev.stator.StreamConsumer;
import dev.stator.engine.DataFolder;
import dev.stator.engine.Durability;
import dev.stator.engine.Engine;
import dev.stator.engine.EngineOptions;
import dev.stator.error.StatorException;
import dev.stator.stream.Checkpoints;
import dev.stator.stream.StreamRecord;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What is in a folder that a crash has left, held against itself: notes against their index and against what the stream tells, and all that
 * the engine's own verification looks at.
 *
 * @param opened how long it took until the engine took requests
 * @param notes by owner and slot
 * @param transactions what {@link Total} says
 * @param records how many records the stream has
 * @param problems a sentence for everything that does not agree
 */
record Inspection(
        Duration opened,
        Map<String, Map<Long, Note>> notes,
        long transactions,
        long entries,
        long records,
        List<String> problems) {

    static Inspection of(Path folder, Durability durability) {
        List<String> problems = new ArrayList<>();
        long began = System.nanoTime();
        Map<String, Map<Long, Note>> notes = new HashMap<>();
        long transactions = 0;
        long entries = 0;
        long records = 0;
        Duration opened;
        try (Engine engine = Engine.open(
                folder, EngineOptions.standard().withDurability(durability).withExpiryEvery(Duration.ZERO))) {
            opened = Duration.ofNanos(System.nanoTime() - began);
            Desk desk = Desk.of(engine.connect());
            // A crash may have come before they were made.
            if (desk.totals().exists().execute()) {
                Optional<Total> total = desk.totals().get(Total.ALL).execute();
                transactions = total.isPresent() ? total.get().transactions() : 0;
            }
            if (desk.notes().exists().execute()) {
                desk.notes().scan().execute().forEach(note -> add(note, notes));
                Map<String, Map<Long, Note>> indexed = new HashMap<>();
                List<Note> found = desk.notes().index("by-topic").scan().execute();
                found.forEach(note -> add(note, indexed));
                entries = found.size();
                if (!indexed.equals(withTopic(notes))) {
                    problems.add("the index has other notes than the table");
                }
                Map<String, Map<Long, Note>> told = new HashMap<>();
                records = replay(desk, told, problems);
                told.values().removeIf(Map::isEmpty);
                if (!told.equals(notes)) {
                    problems.add("the stream tells of other notes than the table has");
                }
            }
        } catch (StatorException e) {
            problems.add("the engine: " + e.getMessage());
            opened = Duration.ofNanos(System.nanoTime() - began);
        }
        problems.addAll(verify(folder));
        return new Inspection(opened, notes, transactions, entries, records, problems);
    }

    private static List<String> verify(Path folder) {
        try {
            return DataFolder.at(folder).verify().problems();
        } catch (StatorException e) {
            return List.of("the verification: " + e.getMessage());
        }
    }

    private static void add(Note note, Map<String, Map<Long, Note>> notes) {
        notes.computeIfAbsent(note.owner(), any -> new HashMap<>()).put(note.slot(), note);
    }

    private static Map<String, Map<Long, Note>> withTopic(Map<String, Map<Long, Note>> notes) {
        Map<String, Map<Long, Note>> with = new HashMap<>();
        notes.values()
                .forEach(ofOwner -> ofOwner.values().stream()
                        .filter(note -> note.topic().isPresent())
                        .forEach(note -> add(note, with)));
        return with;
    }

    /** Does again what the stream tells from its beginning on; each change must begin where the one before ended. */
    private static long replay(Desk desk, Map<String, Map<Long, Note>> told, List<String> problems) {
        StreamConsumer<Note> consumer = desk.notes().stream().consumer(Checkpoints.inMemory());
        long count = 0;
        boolean fits = true;
        while (true) {
            StreamBatch<Note> batch = consumer.poll().execute();
            for (StreamRecord<Note> record : batch) {
                Note either = record.after().orElseGet(() -> record.before().orElseThrow());
                Map<Long, Note> ofOwner = told.computeIfAbsent(either.owner(), any -> new HashMap<>());
                Note was =
                        record.after().isPresent() ? ofOwner.put(either.slot(), either) : ofOwner.remove(either.slot());
                fits &= record.before().equals(Optional.ofNullable(was));
            }
            if (batch.records().isEmpty()) {
                break;
            }
            count += batch.records().size();
        }
        if (!fits) {
            problems.add("a record of the stream begins otherwise than the one before has ended");
        }
        return count;
    }
}
