package dev.stator.engine.store;

import java.sql.SQLException;
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteErrorCode;

/** What SQLite's error codes mean to us. */
final class Sqlite {
    private Sqlite() {}

    /** The disk, or the quota on it, is full: nothing is damaged. */
    static boolean isFull(Throwable failure) {
        return is(failure, SQLiteErrorCode.SQLITE_FULL);
    }

    /** Another program has the file locked. */
    static boolean isBusy(Throwable failure) {
        return is(failure, SQLiteErrorCode.SQLITE_BUSY);
    }

    /** The file is no SQLite database at all. */
    static boolean isNoDatabase(Throwable failure) {
        return is(failure, SQLiteErrorCode.SQLITE_NOTADB);
    }

    /** What the file says of itself is not true. */
    static boolean isCorrupt(Throwable failure) {
        return is(failure, SQLiteErrorCode.SQLITE_CORRUPT);
    }

    /** The disk failed to read or write, or what it gave back is not what was written. */
    static boolean isOfTheDisk(Throwable failure) {
        return is(failure, SQLiteErrorCode.SQLITE_IOERR) || isCorrupt(failure) || isNoDatabase(failure);
    }

    /** Compares primary codes, which are the low byte of the extended ones. */
    private static boolean is(Throwable failure, SQLiteErrorCode code) {
        return source(failure) instanceof SQLException sql && (sql.getErrorCode() & 0xFF) == code.code;
    }

    private static @Nullable Throwable source(Throwable failure) {
        return failure instanceof StoreException ? failure.getCause() : failure;
    }
}
