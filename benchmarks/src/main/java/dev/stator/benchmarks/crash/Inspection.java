package dev.stator.benchmarks.crash;

import dev.stator.Stator;
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
 * @param transactions what {@link Total} says
 * @param shelf the archivist's work, with what its backups give back
 * @param backups the notes that the backups of these give back, by their names
 * @param records how many records the stream has
 * @param shards how many shards these are in
 * @param restores how often the notes were restored to a moment of their past
 * @param isEmpty whether there is no table at all
 * @param problems a sentence for everything that does not agree
 */
record Inspection(
        Duration opened,
        Notes notes,
        long transactions,
        Shelf shelf,
        Map<String, Notes> backups,
        long entries,
        long records,
        long shards,
        long restores,
        boolean isEmpty,
        List<String> problems) {
    private static final int RESTORES = 2;

    static Inspection of(Path folder, Orders orders) {
        List<String> problems = new ArrayList<>();
        long began = System.nanoTime();
        Notes notes = Notes.none();
        Shelf shelf = Shelf.empty();
        Map<String, Notes> backups = new HashMap<>();
        long transactions = 0;
        long entries = 0;
        long records = 0;
        long shards = 0;
        long restores = 0;
        boolean isEmpty = false;
        Duration opened;
        try (Engine engine = Engine.open(folder, orders.options())) {
            opened = Duration.ofNanos(System.nanoTime() - began);
            Stator db = engine.connect();
            Desk desk = Desk.of(db);
            isEmpty = db.tableNames().execute().isEmpty();
            // A crash may have come before they were made.
            if (desk.totals().exists().execute()) {
                Optional<Total> total = desk.totals().get(Total.ALL).execute();
                transactions = total.isPresent() ? total.get().transactions() : 0;
            }
            if (desk.notes().exists().execute()) {
                notes = Notes.of(desk.notes());
                Notes indexed = Notes.of(desk.notes().index("by-topic").scan().execute());
                entries = indexed.count();
                if (!indexed.equals(notes.withTopic())) {
                    problems.add("the index has other notes than the table");
                }
                List<StreamRecord<Note>> changes = changes(desk);
                records = changes.size();
                shards = changes.stream().map(StreamRecord::shard).distinct().count();
                if (!replay(changes, problems).equals(notes)) {
                    problems.add("the stream tells of other notes than the table has");
                }
                restores = restore(desk, orders.options().clock(), changes, problems);
            }
            shelf = new Archive(db).read(backups);
        } catch (StatorException | IllegalStateException e) {
            problems.add("the engine: " + e.getMessage());
            opened = Duration.ofNanos(System.nanoTime() - began);
        }
        problems.addAll(verify(folder));
        return new Inspection(
                opened, notes, transactions, shelf, backups, entries, records, shards, restores, isEmpty, problems);
    }

    private static List<String> verify(Path folder) {
        try {
            return DataFolder.at(folder).verify().problems();
        } catch (StatorException e) {
            return List.of("the verification: " + e.getMessage());
        }
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
    private static Notes replay(List<StreamRecord<Note>> changes, List<String> problems) {
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
        return new Notes(told);
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
                            {"SourceTableName":"notes","TargetTableName":"past-%d","RestoreDateTime":%d.%03d}""".formatted(i, millis / 1_000, millis % 1_000))
                    .execute();
            Notes restored = Notes.of(desk.db().table("past-" + i, Note.class));
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
