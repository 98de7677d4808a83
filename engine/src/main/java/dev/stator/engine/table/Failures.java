package dev.stator.engine.table;

import dev.stator.engine.store.StoreException;
import org.jspecify.annotations.Nullable;

/** Lets other work go on when some of it fails, and fails in the end. */
public final class Failures {
    private @Nullable RuntimeException first;

    /**
     * Does something, which may fail.
     *
     * @throws StoreException if the disk failed, over which all that is left would fail too
     */
    public void attempt(Runnable work) {
        try {
            work.run();
        } catch (StoreException e) {
            throw e;
        } catch (RuntimeException e) {
            if (first == null) {
                first = e;
            } else if (first != e) {
                first.addSuppressed(e);
            }
        }
    }

    /** Fails with the first failure, to which the others are added, if there was any. */
    public void end() {
        if (first != null) {
            throw first;
        }
    }
}
