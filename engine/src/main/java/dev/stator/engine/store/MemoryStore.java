package dev.stator.engine.store;

import java.util.concurrent.locks.ReentrantLock;

/**
 * Keeps everything in memory, in persistent trees. The whole state is one immutable value: a snapshot is a reference to
 * it, a commit replaces it by one volatile write, and a reader never waits. Writers take turns by a lock.
 */
public final class MemoryStore implements Store {
    private final ReentrantLock writing = new ReentrantLock();
    private volatile State state = State.EMPTY;
    private volatile boolean closed;

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
        writing.lock();
        try {
            requireOpen();
            var write = new MemoryWrite(state.maps);
            try {
                R result = change.apply(write);
                state = new State(write.state());
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
            state = other;
        } finally {
            writing.unlock();
        }
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
        } finally {
            writing.unlock();
        }
    }

    private void requireOpen() {
        if (closed) {
            throw new IllegalStateException("The store in memory is closed.");
        }
    }
}
