package dev.stator.benchmarks.crash;

import dev.stator.BatchAction;
import dev.stator.Call;
import dev.stator.TransactAction;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;

/** One request of an owner, by its number: in the process that writes and in the one that checks it is the same. */
record Deed(Kind kind, List<Change> changes) {
    enum Kind {
        PUT,
        UPDATE,
        DELETE,
        TRANSACTION,
        BATCH,
        EXPIRING_PUT
    }

    private static final Kind[] KINDS = {
        Kind.PUT,
        Kind.PUT,
        Kind.UPDATE,
        Kind.UPDATE,
        Kind.DELETE,
        Kind.TRANSACTION,
        Kind.TRANSACTION,
        Kind.BATCH,
        Kind.EXPIRING_PUT
    };
    private static final int SLOTS = 30;
    private static final int EXPIRING_SLOTS = 5;
    private static final int TOPICS = 7;
    private static final int SHORT_TEXT = 400;
    private static final int LONG_TEXT = 20_000;

    /**
     * A deed.
     *
     * @param past a time that is over, for notes that may be removed at once
     */
    static Deed of(long seed, Instant past, String owner, long number) {
        SplittableRandom random = new SplittableRandom(seed + owner.hashCode() * 1_000_003L + number * 7_919_999L);
        Kind kind = KINDS[random.nextInt(KINDS.length)];
        // Slots that differ, as no transaction and no batch may name one twice.
        long first = random.nextInt(SLOTS);
        List<Change> changes = new ArrayList<>();
        switch (kind) {
            case PUT -> changes.add(writing(owner, first, number, random));
            case UPDATE -> changes.add(editing(owner, first, number, random));
            case DELETE -> changes.add(new Change.Erasing(owner, first));
            case TRANSACTION, BATCH -> {
                changes.add(writing(owner, first, number, random));
                long second = (first + 1) % SLOTS;
                changes.add(
                        kind == Kind.BATCH
                                ? writing(owner, second, number, random)
                                : editing(owner, second, number, random));
                changes.add(new Change.Erasing(owner, (first + 2) % SLOTS));
            }
            case EXPIRING_PUT -> {
                long slot = SLOTS + number % EXPIRING_SLOTS;
                changes.add(new Change.Writing(new Note(
                        owner, slot, number, topic(random), 0, text(owner, number, random), Optional.of(past))));
            }
        }
        return new Deed(kind, List.copyOf(changes));
    }

    private static Change writing(String owner, long slot, long number, SplittableRandom random) {
        return new Change.Writing(
                new Note(owner, slot, number, topic(random), 0, text(owner, number, random), Optional.empty()));
    }

    private static Change editing(String owner, long slot, long number, SplittableRandom random) {
        return new Change.Editing(owner, slot, number, topic(random), text(owner, number, random));
    }

    private static Optional<String> topic(SplittableRandom random) {
        int topic = random.nextInt(TOPICS + 2);
        return topic < TOPICS ? Optional.of("topic-" + topic) : Optional.empty();
    }

    /** Mostly short, now and then longer than several pages of the file. */
    private static String text(String owner, long number, SplittableRandom random) {
        int length = random.nextInt(random.nextInt(40) == 0 ? LONG_TEXT : SHORT_TEXT);
        String word = owner + "/" + number + " ";
        return word.repeat(length / word.length() + 1);
    }

    /** The request that does it. */
    Call<?> call(Desk desk) {
        return switch (kind) {
            case PUT, UPDATE, DELETE, EXPIRING_PUT -> changes.get(0).call(desk.notes());
            case BATCH ->
                desk.db()
                        .batchWrite(changes.stream()
                                .map(change -> (BatchAction) change.part(desk.notes()))
                                .toList());
            case TRANSACTION -> {
                List<TransactAction<?>> parts = new ArrayList<>();
                changes.forEach(change -> parts.add(change.part(desk.notes())));
                parts.add(desk.totals().update(Total.ALL).add(Total::transactions, 1L));
                yield desk.db().transact(parts);
            }
        };
    }

    /** Does it to the owner's notes by their slots. */
    void applyTo(Map<Long, Note> notes) {
        changes.forEach(change -> change.applyTo(notes));
    }
}
