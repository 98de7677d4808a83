package dev.stator.engine.store;

import java.util.concurrent.CountDownLatch;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A change, or other work of the writer's thread, on its way through the writer's queue, and its outcome. */
final class PendingChange<R> {
    private final Store.Change<R> change;
    private final boolean alone;
    private final CountDownLatch done = new CountDownLatch(1);
    private @Nullable R result;
    private @Nullable Throwable thrown;
    private @Nullable StoreException uncommitted;

    PendingChange(Store.Change<R> change) {
        this(change, false);
    }

    private PendingChange(Store.Change<R> change, boolean alone) {
        this.change = change;
        this.alone = alone;
    }

    /** Work that no transaction may be open for. */
    static <R> PendingChange<R> alone(Supplier<R> work) {
        return new PendingChange<>(write -> work.get(), true);
    }

    boolean isAlone() {
        return alone;
    }

    /** Runs the change and keeps what it returned or threw; whether it threw nothing. */
    boolean run(SqliteWrite write) {
        try {
            result = change.apply(write);
            thrown = write.failure();
        } catch (Throwable e) {
            thrown = e;
        } finally {
            write.end();
        }
        return thrown == null;
    }

    /** What the change threw. */
    @Nullable
    Throwable thrown() {
        return thrown;
    }

    /** Lets the caller go on, with what the change returned or threw. */
    void acknowledge() {
        done.countDown();
    }

    /**
     * Lets the caller go on, with an exception: its change, whatever came out of it, is not in the store. Does nothing if
     * the caller has its outcome.
     */
    void fail(StoreException failure) {
        if (done.getCount() > 0) {
            uncommitted = failure;
            done.countDown();
        }
    }

    /** Waits for the outcome, even if the thread is interrupted meanwhile: a change that is under way has one. */
    R outcome() {
        boolean interrupted = false;
        while (true) {
            try {
                done.await();
                break;
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        if (uncommitted != null) {
            // Made anew, because the group shares the failure and each caller should see its own stack.
            throw new StoreException(
                    String.valueOf(uncommitted.getMessage()), uncommitted.getCause(), uncommitted.mayHaveApplied());
        }
        if (thrown != null) {
            throw PendingChange.<RuntimeException>asThrown(thrown);
        }
        return result();
    }

    @SuppressWarnings("NullAway") // null only if R allows it
    private R result() {
        return result;
    }

    /** The very throwable, although the compiler cannot know that a change throws only what is unchecked. */
    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
    private static <E extends Throwable> E asThrown(Throwable thrown) throws E {
        throw (E) thrown;
    }
}
