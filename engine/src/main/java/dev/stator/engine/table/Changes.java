package dev.stator.engine.table;

import dev.stator.engine.store.Write;
import java.util.LinkedHashMap;
import java.util.Map;

/** One change of the store, with a writer for each table that it touches. */
public final class Changes {
    private final Write write;
    private final Catalog catalog;
    private final long nowMillis;
    private final Map<String, TableWriter> writers = new LinkedHashMap<>();

    Changes(Write write, Catalog catalog, long nowMillis) {
        this.write = write;
        this.catalog = catalog;
        this.nowMillis = nowMillis;
    }

    /** The change itself, to read and to write what belongs to no table. */
    public Write write() {
        return write;
    }

    /** The time of the change. */
    public long nowMillis() {
        return nowMillis;
    }

    /**
     * The writer for a table.
     *
     * @throws dev.stator.engine.fault.Fault a ResourceNotFoundException if there is no such table
     */
    public TableWriter table(String name) {
        TableWriter writer = writers.get(name);
        if (writer == null) {
            writer = new TableWriter(write, catalog.require(write, name), nowMillis);
            writers.put(name, writer);
        }
        return writer;
    }

    void finish() {
        writers.values().forEach(TableWriter::finish);
    }
}
