package dev.stator.engine.store;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A cursor that needs only be told how to come by its next entry. */
abstract class EntryCursor implements Cursor {
    private Map.@Nullable Entry<byte[], byte[]> current;

    /** The next entry, or null at the end. */
    abstract Map.@Nullable Entry<byte[], byte[]> advance();

    @Override
    public boolean next() {
        current = advance();
        return current != null;
    }

    @Override
    public byte[] key() {
        return current().getKey();
    }

    @Override
    public byte[] value() {
        return current().getValue();
    }

    private Map.Entry<byte[], byte[]> current() {
        if (current == null) {
            throw new IllegalStateException("The cursor is at no entry: next() was not called or was false.");
        }
        return current;
    }

    @Override
    public void close() {
        current = null;
    }
}
