package dev.stator.engine.store;

import java.nio.file.Path;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.sqlite.JDBC;
import org.sqlite.NativeLibraryNotFoundException;
import org.sqlite.SQLiteConnection;

/**
 * One connection with what it has learnt: prepared statements by their text, and the SQL table of each map.
 *
 * <p>Its users synchronize on it, so that closing the store does not pull it away in the midst of a call.
 */
final class SqliteConnection implements AutoCloseable {
    private static final int MOST_STATEMENTS = 200;

    /** How long to wait for a lock that a stranger, such as the sqlite3 shell, has on the file. */
    static final int BUSY_MILLIS = 10_000;

    private final Path file;
    private final SQLiteConnection jdbc;

    /** The statements that nobody uses now, the longest unused first. */
    private final LinkedHashMap<String, PreparedStatement> idle = new LinkedHashMap<>();

    private @Nullable Map<String, String> tables;
    private long schema;
    private @Nullable StoreException failure;
    private boolean closed;

    private SqliteConnection(Path file, SQLiteConnection jdbc) {
        this.file = file;
        this.jdbc = jdbc;
    }

    static SqliteConnection open(Path file) {
        return open(file, "");
    }

    /** The same without making the file if it is not there. */
    static SqliteConnection openExisting(Path file) {
        return open(file, "?mode=rw");
    }

    /** The same with a query of SQLite's URIs behind the name. */
    static SqliteConnection open(Path file, String query) {
        try {
            // As a URI, because the driver cuts a plain path at a question mark.
            SQLiteConnection jdbc = JDBC.createConnection("jdbc:sqlite:" + file.toUri() + query, new Properties());
            var connection = new SqliteConnection(file, jdbc);
            connection.execute("PRAGMA busy_timeout = " + BUSY_MILLIS);
            return connection;
        } catch (SQLException e) {
            if (e.getCause() instanceof NativeLibraryNotFoundException) {
                throw noLibrary(e);
            }
            throw new StoreException("The data file " + file + " cannot be opened: " + e.getMessage(), e);
        } catch (LinkageError e) {
            throw noLibrary(e);
        }
    }

    private static StoreException noLibrary(Throwable e) {
        return new StoreException(
                "SQLite's native library cannot be loaded. It is unpacked into a folder that must be writable and allow"
                        + " libraries to be loaded, " + System.getProperty("java.io.tmpdir")
                        + " unless -Dorg.sqlite.tmpdir names another: see to that, or use an engine in memory.",
                e);
    }

    /** What to do with a prepared statement. */
    @FunctionalInterface
    interface Work<R> {
        R with(PreparedStatement statement) throws SQLException;
    }

    /** Runs a statement, whatever it answers. */
    void execute(String sql) {
        with(sql, statement -> {
            boolean answers = statement.execute();
            if (answers) {
                statement.getResultSet().close();
            }
            return answers;
        });
    }

    /** The number that a statement answers. */
    long number(String sql) {
        return with(sql, statement -> {
            try (ResultSet rows = statement.executeQuery()) {
                return rows.next() ? rows.getLong(1) : 0L;
            }
        });
    }

    /** The text that a statement answers. */
    String text(String sql) {
        return with(sql, statement -> {
            try (ResultSet rows = statement.executeQuery()) {
                return rows.next() ? rows.getString(1) : "";
            }
        });
    }

    /** Does something with a prepared statement, which is kept for the next time. */
    <R> R with(String sql, Work<R> work) {
        PreparedStatement statement = take(sql);
        try {
            R result = work.with(statement);
            giveBack(sql, statement);
            return result;
        } catch (SQLException e) {
            throw failed(statement, e);
        }
    }

    /** A statement that is the caller's until it is given back, or has failed. */
    PreparedStatement take(String sql) {
        requireOpen();
        PreparedStatement statement = idle.remove(sql);
        try {
            return statement != null ? statement : jdbc.prepareStatement(sql);
        } catch (SQLException e) {
            throw failed(e);
        }
    }

    void giveBack(String sql, PreparedStatement statement) {
        PreparedStatement surplus = idle.put(sql, statement);
        if (surplus == null && idle.size() > MOST_STATEMENTS) {
            var eldest = idle.values().iterator();
            surplus = eldest.next();
            eldest.remove();
        }
        if (surplus != null) {
            try {
                surplus.close();
            } catch (SQLException e) {
                throw failed(e);
            }
        }
    }

    void requireOpen() {
        if (closed) {
            throw new IllegalStateException("The store in " + file.getParent() + " is closed.");
        }
    }

    /** The failure of a statement, which cannot be used again: the driver has finalized it. */
    StoreException failed(PreparedStatement statement, SQLException e) {
        try {
            statement.close();
        } catch (SQLException closing) {
            e.addSuppressed(closing);
        }
        return failed(e);
    }

    private StoreException failed(SQLException e) {
        StoreException failed = Sqlite.isCorrupt(e)
                ? DataFile.damaged(file, "a page in it does not say what was written there", e)
                : new StoreException("The data file " + file + " cannot be read or written: " + e.getMessage(), e);
        if (failure == null) {
            failure = failed;
        }
        return failed;
    }

    /** The first failure since {@link #forgetFailure}; null if all went well. */
    @Nullable
    StoreException failure() {
        return failure;
    }

    void forgetFailure() {
        failure = null;
    }

    /** The SQL table of a map, or null if there is no such map. */
    @Nullable
    String table(String map) {
        return tables().get(map);
    }

    /** The names of all maps. */
    Set<String> maps() {
        return Set.copyOf(tables().keySet());
    }

    void createTable(String map) {
        long id = with("INSERT INTO maps(name) VALUES (?) RETURNING id", statement -> {
            statement.setString(1, map);
            try (ResultSet rows = statement.executeQuery()) {
                rows.next();
                return rows.getLong(1);
            }
        });
        execute("CREATE TABLE " + tableOf(id) + " (k BLOB PRIMARY KEY NOT NULL, v BLOB NOT NULL)");
        tables().put(map, tableOf(id));
    }

    void dropTable(String map, String table) {
        with("DELETE FROM maps WHERE name = ?", statement -> {
            statement.setString(1, map);
            return statement.executeUpdate();
        });
        closeStatements();
        execute("DROP TABLE " + table);
        tables().remove(map);
    }

    /** Learns the tables anew when next asked, after a rollback. */
    void forgetTables() {
        tables = null;
    }

    /** Starts a transaction, if none has, that shows the last commit; learns the tables anew if they have changed. */
    void pin() {
        long now = number("PRAGMA schema_version");
        if (now != schema) {
            schema = now;
            forgetTables();
            closeStatements();
        }
    }

    private Map<String, String> tables() {
        Map<String, String> known = tables;
        if (known == null) {
            known = with("SELECT name, id FROM maps", statement -> {
                var read = new HashMap<String, String>();
                try (ResultSet rows = statement.executeQuery()) {
                    while (rows.next()) {
                        read.put(rows.getString(1), tableOf(rows.getLong(2)));
                    }
                }
                return read;
            });
            tables = known;
        }
        return known;
    }

    /** Writes all of the last commit into a new file, without the room that was set free; no transaction may be open. */
    void copyTo(Path copy) {
        // SQLite takes a statement that has been read to its end, but not closed, for one under way.
        closeStatements();
        with("VACUUM INTO ?", statement -> {
            statement.setString(1, copy.toString());
            return statement.execute();
        });
    }

    /**
     * Puts what is in another file in the place of all that is in this one, as one commit; no transaction may be open. The driver does not
     * tell if SQLite could not write it, in which case nothing has changed.
     */
    void replaceWith(Path other) {
        closeStatements();
        try {
            jdbc.getDatabase().restore("main", other.toString(), null);
        } catch (SQLException e) {
            throw failed(e);
        }
    }

    /** Map names may hold anything, so tables are called by number; no number is given twice. */
    private static String tableOf(long id) {
        return "m" + id;
    }

    private void closeStatements() {
        try {
            for (PreparedStatement statement : idle.values()) {
                statement.close();
            }
            idle.clear();
        } catch (SQLException e) {
            throw failed(e);
        }
    }

    @Override
    public synchronized void close() {
        if (!closed) {
            closed = true;
            try {
                jdbc.close();
            } catch (SQLException e) {
                throw failed(e);
            }
        }
    }
}
