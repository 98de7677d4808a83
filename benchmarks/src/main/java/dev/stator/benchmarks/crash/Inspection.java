package dev.stator.benchmarks.crash;

import dev.stator.StreamBatch;
import dev.stator.StreamConsumer;
import dev.stator.engine.DataFolder;
import dev.stator.engine.Engine;
import dev.stator.error.StatorException;
import dev.stator.stream.Checkpoints;
import dev.stator.stream.StreamRecord;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;

/**
 * What is in a folder that a crash has left, held against itself: notes against their index and against what the stream tells, and all that
 * the engine's own verification looks at.
 *
 * @param opened how long it took until the engine took requests
 * @param notes by owner and slot
 * @param transactions what {@link Total} says
 * @param records how many records the stream has
 * @param shards how many shards these are in
 * @param restores how often the notes were restored to a moment of their past
 * @param problems a sentence for everything that does not agree
 */
record Inspection(
        Duration opened,
        Map<String, Map<Long, Note>> notes,
        long transactions,
        long entries,
        long records,
        long shards,
        long restores,
        List<String> problems) {
    private static final int RESTORES = 2;

    static Inspection of(Path folder, Orders orders) {
        List<String> problems = new ArrayList<>();
        long began = System.nanoTime();
        Map<String, Map<Long, Note>> notes = new HashMap<>();
        long transactions = 0;
        long entries = 0;
        long records = 0;
        long shards = 0;
        long restores = 0;
        Duration opened;
        try (Engine engine = Engine.open(folder, orders.options())) {
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
                List<StreamRecord<Note>> changes = changes(desk);
                records = changes.size();
                shards = changes.stream().map(StreamRecord::shard).distinct().count();
                Map<String, Map<Long, Note>> told = replay(changes, problems);
                if (!told.equals(notes)) {
                    problems.add("the stream tells of other notes than the table has");
                }
                restores = restore(desk, orders.options().clock(), changes, problems);
            }
        } catch (StatorException e) {
            problems.add("the engine: " + e.getMessage());
            opened = Duration.ofNanos(System.nanoTime() - began);
        }
        problems.addAll(verify(folder));
        return new Inspection(opened, notes, transactions, entries, records, shards, restores, problems);
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

    /** What the stream tells from its beginning on. */
    private static List<StreamRecord<Note>> changes(Desk desk) {
        StreamConsumer<Note> consumer = desk.notes().stream().consumer(Checkpoints.inMemory());
        List<StreamRecord<Note>> changes = new ArrayList<>();
        for (StreamBatch<Note> batch = consumer.poll().execute();
                !batch.records().isEmpty();
                batch = consumer.poll().execute()) {
            changes.addAll(batch.records());
        }
        return changes;
    }

    /** The notes that changes leave; each must begin where the one before ended. */
    private static Map<String, Map<Long, Note>> replay(List<StreamRecord<Note>> changes, List<String> problems) {
        Map<String, Map<Long, Note>> told = new HashMap<>();
        boolean fits = true;
        for (StreamRecord<Note> record : changes) {
            Note either = record.after().orElseGet(() -> record.before().orElseThrow());
            Map<Long, Note> ofOwner = told.computeIfAbsent(either.owner(), any -> new HashMap<>());
            Note was = record.after().isPresent() ? ofOwner.put(either.slot(), either) : ofOwner.remove(either.slot());
            fits &= record.before().equals(Optional.ofNullable(was));
        }
        if (!fits) {
            problems.add("a record of the stream begins otherwise than the one before has ended");
        }
        told.values().removeIf(Map::isEmpty);
        return told;
    }

    /** Restores the notes to moments of their past, and compares them with what the stream tells up to these. */
    private static int restore(Desk desk, Clock clock, List<StreamRecord<Note>> changes, List<String> problems) {
        if (changes.isEmpty()) {
            return 0;
        }
        SplittableRandom random = new SplittableRandom(changes.size());
        for (int i = 0; i < RESTORES; i++) {
            // The times of records are whole seconds: as of the end of one, all that have it are there.
            long second = changes.get(random.nextInt(changes.size())).created().getEpochSecond();
            long millis = Math.min(second * 1_000 + 999, clock.millis());
            desk.db()
                    .call("RestoreTableToPointInTime", """
                            {"SourceTableName":"notes","TargetTableName":"restored-%d","RestoreDateTime":%d.%03d}""".formatted(i, millis / 1_000, millis % 1_000))
                    .execute();
            Map<String, Map<Long, Note>> restored = new HashMap<>();
            desk.db().table("restored-" + i, Note.class).scan().execute().forEach(note -> add(note, restored));
            List<StreamRecord<Note>> until = changes.stream()
                    .filter(change -> change.created().getEpochSecond() <= second)
                    .toList();
            if (!restored.equals(replay(until, problems))) {
                problems.add(
                        "restored as of " + millis + " ms, there are other notes than the stream tells of until then");
            }
        }
        return RESTORES;
    }
}
