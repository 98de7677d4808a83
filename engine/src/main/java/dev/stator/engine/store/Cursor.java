package dev.stator.engine.store;

/** Walks over the entries of a scan; stands before the first one when it is new. */
public interface Cursor extends AutoCloseable {
    /** Moves to the next entry; false when there is none. */
    boolean next();

    /** The key of the current entry. */
    byte[] key();

    /** The value of the current entry. */
    byte[] value();

    @Override
    void close();
}
