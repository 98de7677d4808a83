package dev.stator.benchmarks.soak;

import dev.stator.BatchIncompleteException;
import dev.stator.Call;
import dev.stator.Put;
import dev.stator.Stator;
import dev.stator.Table;
import dev.stator.error.StatorException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Makes one random call after the other, and keeps the books. */
final class Worker implements Runnable {
    private static final int LONGEST_WAIT_NANOS = 20_000_000;

    /** What all workers add to. */
    static final String ALL = "all";

    private final String name;
    private final Table<Entry> entries;
    private final Table<Tally> tallies;
    private final Table<Sheet> sheets;
    private final Stator db;
    private final Books books;
    private final BooleanSupplier goOn;
    private final SplittableRandom random;
    private final boolean async;
    private final List<Entry> written = new ArrayList<>();
    private long made;

    Worker(int number, Stator db, Books books, BooleanSupplier goOn, SplittableRandom random) {
        this.name = "w" + number;
        this.async = number % 2 == 1;
        this.db = db;
        this.entries = db.table("entries", Entry.class);
        this.tallies = db.table("tallies", Tally.class);
        this.sheets = db.table("sheets", Sheet.class);
        this.books = books;
        this.goOn = goOn;
        this.random = random;
    }

    /** The tables that workers work on. */
    static void createTables(Stator db, int workers) {
        db.table("entries", Entry.class).create().execute();
        Table<Tally> tallies = db.table("tallies", Tally.class);
        tallies.create().execute();
        tallies.put(new Tally(ALL, 0)).execute();
        for (int i = 0; i < workers; i++) {
            tallies.put(new Tally("w" + i, 0)).execute();
        }
        Table<Sheet> sheets = db.table("sheets", Sheet.class);
        sheets.create().execute();
        sheets.put(new Sheet(ALL, 0, 1)).execute();
    }

    @Override
    public void run() {
        while (goOn.getAsBoolean()) {
            switch (random.nextInt(9)) {
                case 0 -> put();
                case 1 -> add();
                case 2, 3 -> transact();
                case 4 -> raise();
                case 5 -> batch();
                case 6 -> read();
                case 7 -> giveUp();
                default -> readMany();
            }
        }
    }

    private <R> R result(Call<R> call) {
        if (!async) {
            return call.execute();
        }
        try {
            return call.executeAsync().join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof StatorException failure ? failure : e;
        }
    }

    private Entry entry(String kind) {
        return new Entry(name + "-" + kind, ++made, "x".repeat(random.nextInt(2000)));
    }

    private void put() {
        Entry entry = entry("put");
        try {
            result(entries.put(entry));
            done(entry);
        } catch (StatorException e) {
            books.failed(entry, e);
        }
    }

    /** Cancels a call while it is under way, at whatever point that may be; its connection must not be lost. */
    private void giveUp() {
        Entry entry = entry("cancelled");
        CompletableFuture<Entry> call = entries.put(entry).executeAsync();
        LockSupport.parkNanos(random.nextInt(LONGEST_WAIT_NANOS));
        if (call.cancel(true)) {
            books.cancelled(entry);
            return;
        }
        try {
            call.join();
            done(entry);
        } catch (CompletionException e) {
            if (!(e.getCause() instanceof StatorException failure)) {
                throw e;
            }
            books.failed(entry, failure);
        }
    }

    private void done(Entry entry) {
        books.done(entry);
        written.add(entry);
    }

    private void add() {
        try {
            result(tallies.update(name).add(Tally::sum, 1L).ifExists());
            books.added(name);
        } catch (StatorException e) {
            books.failedToAdd(name, e);
        }
    }

    /** An entry and what it adds to the sum of all come together or not at all. */
    private void transact() {
        Entry entry = entry("transact");
        try {
            result(db.transact(entries.put(entry), tallies.update(ALL).add(Tally::sum, 1L))
                    .retryingConflicts(5));
            done(entry);
            books.added(ALL);
        } catch (StatorException e) {
            books.failed(entry, e);
            books.failedToAdd(ALL, e);
        }
    }

    /** Reads the common sheet, and writes it one higher, if nobody else has meanwhile. */
    private void raise() {
        try {
            Optional<Sheet> sheet = result(sheets.get(ALL).consistent());
            Sheet now = sheet.orElseThrow();
            result(sheets.put(new Sheet(ALL, now.version(), now.sum() + 1)));
        } catch (StatorException e) {
            // Whether it was done or not, the sum and the version must be the same.
        }
    }

    private void batch() {
        List<Put<Entry>> puts = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            puts.add(entries.put(entry("batch")));
        }
        Set<Call<?>> left = new HashSet<>();
        try {
            result(db.batchWrite(puts));
        } catch (BatchIncompleteException e) {
            left.addAll(e.unprocessed());
            puts.stream().filter(left::contains).forEach(put -> books.failed(put.item(), e));
        }
        puts.stream().filter(put -> !left.contains(put)).forEach(put -> done(put.item()));
    }

    private void read() {
        if (written.isEmpty()) {
            return;
        }
        Entry entry = written.get(random.nextInt(written.size()));
        try {
            Optional<Entry> found =
                    result(entries.get(entry.writer(), entry.number()).consistent());
            if (!found.equals(Optional.of(entry))) {
                books.wrongRead(entry.id());
            }
        } catch (StatorException e) {
            // No answer is no wrong answer.
        }
    }

    private void readMany() {
        try {
            List<Entry> found = result(entries.query(name + "-put").consistent().limit(20));
            for (Entry entry : found) {
                if (!entry.writer().equals(name + "-put") || entry.number() > made) {
                    books.wrongRead(entry.id());
                }
            }
        } catch (StatorException e) {
            // No answer is no wrong answer.
        }
    }
}
