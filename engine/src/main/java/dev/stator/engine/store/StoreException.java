package dev.stator.engine.store;

import dev.stator.error.StatorException;
import org.jspecify.annotations.Nullable;

/** The store cannot be opened, read or written: its folder, its file, its lock or its disk is at fault. */
public final class StoreException extends StatorException {
    private static final long serialVersionUID = 1;

    private final boolean mayHaveApplied;
    private final boolean isDamage;

    StoreException(String message, @Nullable Throwable cause) {
        this(message, cause, false);
    }

    StoreException(String message, @Nullable Throwable cause, boolean mayHaveApplied) {
        this(message, cause, mayHaveApplied, false);
    }

    private StoreException(String message, @Nullable Throwable cause, boolean mayHaveApplied, boolean isDamage) {
        super(message, cause);
        this.mayHaveApplied = mayHaveApplied;
        this.isDamage = isDamage;
    }

    /** A file that is not what it was when it was written. */
    static StoreException damage(String message, @Nullable Throwable cause) {
        return new StoreException(message, cause, false, true);
    }

    /** Whether the file is damaged, in contrast to one that cannot be reached or is somebody else's. */
    public boolean isDamage() {
        return isDamage || Sqlite.isCorrupt(this);
    }

    @Override
    public boolean mayHaveApplied() {
        return mayHaveApplied;
    }
}
