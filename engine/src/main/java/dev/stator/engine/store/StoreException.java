package dev.stator.engine.store;

import dev.stator.error.StatorException;
import org.jspecify.annotations.Nullable;

/** The store cannot be opened, read or written: its folder, its file, its lock or its disk is at fault. */
public final class StoreException extends StatorException {
    private static final long serialVersionUID = 1;

    private final boolean mayHaveApplied;

    StoreException(String message, @Nullable Throwable cause) {
        this(message, cause, false);
    }

    StoreException(String message, @Nullable Throwable cause, boolean mayHaveApplied) {
        super(message, cause);
        this.mayHaveApplied = mayHaveApplied;
    }

    @Override
    public boolean mayHaveApplied() {
        return mayHaveApplied;
    }
}
