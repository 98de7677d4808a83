package dev.stator.engine.store;

import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Keeps everything in memory, in persistent trees. The whole state is one immutable value: a snapshot is a reference to
 * it, a commit replaces it by one volatile write, and a reader never waits. Writers take turns by a lock.
 */
public final class MemoryStore implements Store {
    /** How often a thread looks whether the lock is free before it sleeps: some ten microseconds. */
    private static final int LOOKS = 1_000;

    private final ReentrantLock writing = new ReentrantLock();
    private volatile State state = State.EMPTY;
    private volatile boolean closed;

    /** Only there while somebody holds a past; written under the lock. */
    private @Nullable History history;

    @Override
    public Snapshot snapshot() {
        requireOpen();
        return new MemorySnapshot(state.maps);
    }

    @Override
    public <R> R write(Change<R> change) {
        if (writing.isHeldByCurrentThread()) {
            throw new IllegalStateException("A change may not start another change of the same store.");
        }
        lock();
        try {
            requireOpen();
            var write = new MemoryWrite(state.maps);
            try {
                R result = change.apply(write);
                State changed = new State(write.state());
                if (history != null && !history.isWanted()) {
                    history = null;
                }
                if (history != null) {
                    history.add(changed, write.made());
                }
                state = changed;
                return result;
            } finally {
                write.end();
            }
        } finally {
            writing.unlock();
        }
    }

    @Override
    public State state() {
        requireOpen();
        return state;
    }

    @Override
    public void restore(State other) {
        writing.lock();
        try {
            requireOpen();
            if (history != null) {
                history.restart(other);
            }
            state = other;
        } finally {
            writing.unlock();
        }
    }

    @Override
    public boolean keepsPast() {
        return true;
    }

    @Override
    public Past past(Clock clock, Duration lag) {
        writing.lock();
        try {
            requireOpen();
            if (history == null) {
                history = new History(clock, state);
            }
            return history.past(lag);
        } finally {
            writing.unlock();
        }
    }

    @Override
    public long compact() {
        requireOpen();
        return 0;
    }

    @Override
    public void close() {
        if (writing.isHeldByCurrentThread()) {
            throw new IllegalStateException("A change may not close its store.");
        }
        writing.lock();
        try {
            closed = true;
            state = State.EMPTY;
            history = null;
        } finally {
            writing.unlock();
        }
    }

    /**
     * Takes the lock for a change. Most changes are done sooner than a thread that sleeps is woken, so that with many writers all but
     * one would be asleep, and most processors idle.
     */
    private void lock() {
        for (int looks = 0; looks < LOOKS; looks++) {
            if (writing.tryLock()) {
                return;
            }
            Thread.onSpinWait();
        }
        writing.lock();
    }

    private void requireOpen() {
        if (closed) {
            throw new IllegalStateException("The store in memory is closed.");
        }
    }
}
