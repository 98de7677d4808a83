package dev.stator.engine.store;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The one thread that writes to the durable store.
 *
 * <p>What a commit costs is the wait for the disk, and that wait is the same for one change as for a hundred. So callers
 * put their changes into a queue and wait. The thread takes the first one, begins a transaction, and runs it and whatever
 * else is in the queue by then, each further one between {@code SAVEPOINT} and {@code RELEASE}. A change that throws is rolled
 * back, to its savepoint if it is not the first one, and harms no other. When the queue is empty, or the group is large, one {@code COMMIT} syncs them all,
 * and only then is anyone let go: those whose change threw too, because what made it throw may be the work of another
 * change in the group. While the disk is busy the next callers queue up, so groups grow with the load and a lonely change
 * never waits for company.
 *
 * <p>If the transaction itself is lost, every change of its group fails with the reason and nothing of them is in the
 * store. A full disk or a stranger's lock passes, and the thread goes on. After any other failure nobody knows what the
 * disk has taken, so the thread refuses all further changes until the store is opened again; what was acknowledged
 * before is not affected.
 */
final class GroupWriter {
    private static final int LARGEST_GROUP = 500;

    private final String name;
    private final SqliteConnection connection;
    private final Checkpoints checkpoints;
    private final Readers readers;
    private final BlockingQueue<PendingChange<?>> queue = new LinkedBlockingQueue<>();
    private final PendingChange<?> last = new PendingChange<>(write -> "");
    private final List<PendingChange<?>> group = new ArrayList<>();
    private final Thread thread;
    private boolean closed;
    private boolean ended;
    private boolean lastTaken;
    private @Nullable StoreException stopped;

    /** Starts the thread; the connection is its own until {@link #drain} returns. */
    GroupWriter(String name, SqliteConnection connection, Checkpoints checkpoints, Readers readers) {
        this.name = name;
        this.connection = connection;
        this.checkpoints = checkpoints;
        this.readers = readers;
        this.thread = new Thread(this::run, "stator-writer " + name);
        thread.setDaemon(true);
        thread.start();
    }

    <R> R write(Store.Change<R> change) {
        return outcome(new PendingChange<R>(change));
    }

    /** Does something on the writer's thread between two groups, when no transaction is open. */
    <R> R alone(Supplier<R> work) {
        return outcome(PendingChange.alone(work));
    }

    private <R> R outcome(PendingChange<R> pending) {
        if (isCurrentThread()) {
            throw new IllegalStateException("A change may not start another change of the same store.");
        }
        synchronized (this) {
            if (closed) {
                throw new IllegalStateException("The store in " + name + " is closed.");
            } else if (ended) {
                pending.fail(Objects.requireNonNull(stopped));
            } else {
                queue.add(pending);
            }
        }
        return pending.outcome();
    }

    /** Takes no more changes, and returns when those in the queue are done and the thread has ended. */
    void drain() {
        if (isCurrentThread()) {
            throw new IllegalStateException("A change may not close its store.");
        }
        synchronized (this) {
            if (!closed) {
                closed = true;
                queue.add(last);
            }
        }
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean isCurrentThread() {
        return Thread.currentThread() == thread;
    }

    private void run() {
        try {
            serve();
        } catch (Throwable e) {
            // An Error such as one of memory, where nothing of SQLite was at fault. Callers must not wait for a dead
            // thread.
            end(e);
        }
    }

    private void end(Throwable e) {
        stop(e);
        StoreException failure = lost(e, true);
        group.forEach(change -> change.fail(failure));
        List<PendingChange<?>> waiting = new ArrayList<>();
        synchronized (this) {
            ended = true;
            queue.drainTo(waiting);
        }
        waiting.forEach(change -> change.fail(Objects.requireNonNull(stopped)));
    }

    private void serve() {
        while (!lastTaken) {
            PendingChange<?> first = await();
            if (first != null) {
                try {
                    group(first);
                } finally {
                    readers.changed();
                }
            }
            try {
                checkpoints.checkDue();
            } catch (RuntimeException e) {
                stopUnlessPassing(e);
            }
        }
    }

    /** The next change, or null if something else is due, or the last one was taken. */
    private @Nullable PendingChange<?> await() {
        try {
            PendingChange<?> next = queue.poll(checkpoints.untilDue(), TimeUnit.NANOSECONDS);
            lastTaken = next == last;
            return lastTaken ? null : next;
        } catch (InterruptedException e) {
            // Nobody but a change on this thread could have done that, and it is of no concern to the others.
            return null;
        }
    }

    /** The next change if there is one at once that may join a group. */
    private @Nullable PendingChange<?> poll() {
        PendingChange<?> next = queue.peek();
        if (next == null || next.isAlone()) {
            return null;
        }
        queue.remove();
        lastTaken = next == last;
        return lastTaken ? null : next;
    }

    private void group(PendingChange<?> first) {
        if (stopped != null) {
            first.fail(stopped);
            return;
        }
        group.add(first);
        if (first.isAlone()) {
            alone(first);
            group.clear();
            return;
        }
        boolean committing = false;
        try {
            connection.execute("BEGIN IMMEDIATE");
            runFirst(first);
            for (PendingChange<?> next; group.size() < LARGEST_GROUP && !lastTaken && (next = poll()) != null; ) {
                group.add(next);
                run(next);
            }
            readers.makeWay();
            committing = true;
            connection.execute("COMMIT");
        } catch (Throwable e) {
            rollBack();
            stopUnlessPassing(e);
            StoreException failure = lost(e, committing && stopped != null);
            group.forEach(change -> change.fail(failure));
            group.clear();
            return;
        }
        group.forEach(PendingChange::acknowledge);
        group.clear();
        try {
            checkpoints.committed();
        } catch (RuntimeException e) {
            stopUnlessPassing(e);
        }
    }

    private void alone(PendingChange<?> work) {
        readers.makeWay();
        work.run(new SqliteWrite(connection));
        if (work.thrown() instanceof StoreException failure && !isHarmless(failure)) {
            stopUnlessPassing(failure);
        }
        work.acknowledge();
    }

    /** Whether work that no change depends on has failed without a word against the disk, and transactions are possible. */
    private boolean isHarmless(StoreException failure) {
        if (Sqlite.isOfTheDisk(failure)) {
            return false;
        }
        try {
            connection.execute("BEGIN IMMEDIATE");
            connection.execute("COMMIT");
            return true;
        } catch (StoreException e) {
            return Sqlite.isFull(e) || Sqlite.isBusy(e);
        }
    }

    /**
     * Runs the first change of a group, which is all that a rollback would take. A savepoint would have SQLite keep everything that the change
     * overwrites.
     */
    private void runFirst(PendingChange<?> change) {
        if (!runOrRollBack(change, "ROLLBACK")) {
            connection.execute("BEGIN IMMEDIATE");
        }
    }

    /**
     * Runs a change in its savepoint, for which SQLite keeps in memory what the change overwrites until it is over. That is up to the 16 MB of
     * a batch: what writes more, such as a copy of a table, writes pages that nobody had.
     */
    private void run(PendingChange<?> change) {
        connection.execute("SAVEPOINT change");
        runOrRollBack(change, "ROLLBACK TO change");
        connection.execute("RELEASE change");
    }

    /** Whether the change went well, and was not taken back; throws only if the transaction as a whole is lost. */
    private boolean runOrRollBack(PendingChange<?> change, String rollback) {
        var write = new SqliteWrite(connection);
        if (change.run(write)) {
            return true;
        }
        if (write.changedMaps()) {
            connection.forgetTables();
        }
        try {
            connection.execute(rollback);
            return false;
        } catch (StoreException e) {
            throw write.failure() != null ? write.failure() : e;
        }
    }

    private void rollBack() {
        connection.forgetTables();
        try {
            connection.execute("ROLLBACK");
        } catch (StoreException e) {
            // SQLite has rolled back by itself. If not, the next BEGIN fails, and says so.
            return;
        }
    }

    private void stopUnlessPassing(Throwable failure) {
        if (!Sqlite.isFull(failure) && !Sqlite.isBusy(failure)) {
            stop(failure);
        }
    }

    private void stop(Throwable failure) {
        stopped = new StoreException(
                "The store in " + name + " takes no more changes since it failed: " + failure.getMessage()
                        + " Check the disk, close the store and open it again.",
                failure);
    }

    private StoreException lost(Throwable failure, boolean mayHaveApplied) {
        String advice = stopped == null
                ? "Nothing of the change was kept, and the store is usable again when there is room and nobody else has"
                        + " the file locked."
                : "The store takes no more changes: check the disk, close the store and open it again.";
        return new StoreException(
                "A change of the store in " + name + " could not be committed: " + failure.getMessage() + ". " + advice,
                failure,
                mayHaveApplied);
    }
}
