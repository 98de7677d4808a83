package dev.stator.engine.table;

import dev.stator.internal.json.JsonWriter;
import java.util.LinkedHashMap;
import java.util.Map;

/** The capacity units that a call consumes on one table and its indexes. */
public final class Consumed {
    private static final int READ_UNIT = 4096;
    private static final int WRITE_UNIT = 1024;

    private final Table table;
    private double tableUnits;
    private double refusedUnits;
    private final Map<Index, Double> indexUnits = new LinkedHashMap<>();

    /** Nothing yet. */
    public Consumed(Table table) {
        this.table = table;
    }

    /** The units of reading so many bytes: one for 4 KB, half of that when a stale answer is allowed. */
    public static double read(long bytes, boolean consistent) {
        double units = Math.max(1, (bytes + READ_UNIT - 1) / READ_UNIT);
        return consistent ? units : units / 2;
    }

    /** The units of writing so many bytes. */
    public static double write(long bytes) {
        return Math.max(1, (bytes + WRITE_UNIT - 1) / WRITE_UNIT);
    }

    /** Adds units of the table itself. */
    public void add(double units) {
        tableUnits += units;
    }

    /** Adds units of a write that was refused: they count in the sum, but neither for the table nor for an index. */
    public void addRefused(double units) {
        refusedUnits += units;
    }

    /** Adds units of an index. */
    public void add(Index index, double units) {
        indexUnits.merge(index, units, Double::sum);
    }

    /** The sum over the table, its indexes and what was refused. */
    public double total() {
        double sum = tableUnits + refusedUnits;
        for (double units : indexUnits.values()) {
            sum += units;
        }
        return sum;
    }

    /**
     * Writes the form of replies.
     *
     * @param detailed whether the table and each index are to be told apart
     * @param factor what a transaction multiplies the units of the table with; an index is written once, as outside of it
     * @param kind for a transaction {@code Read} or {@code Write}, otherwise empty
     */
    public void writeTo(JsonWriter out, boolean detailed, int factor, String kind) {
        out.startObject();
        out.field("TableName");
        out.text(table.name());
        units(out, total() + (factor - 1) * tableUnits, kind);
        if (detailed) {
            out.field("Table");
            out.startObject();
            units(out, tableUnits * factor, kind);
            out.endObject();
            for (Index.Kind indexKind : Index.Kind.values()) {
                indexes(out, indexKind, kind);
            }
        }
        out.endObject();
    }

    private void indexes(JsonWriter out, Index.Kind indexKind, String kind) {
        if (indexUnits.keySet().stream().noneMatch(index -> index.kind() == indexKind)) {
            return;
        }
        out.field(indexKind.member());
        out.startObject();
        indexUnits.forEach((index, units) -> {
            if (index.kind() == indexKind) {
                out.field(index.name());
                out.startObject();
                units(out, units, kind);
                out.endObject();
            }
        });
        out.endObject();
    }

    private static void units(JsonWriter out, double units, String kind) {
        out.field("CapacityUnits");
        out.number(units);
        if (!kind.isEmpty()) {
            out.field(kind + "CapacityUnits");
            out.number(units);
        }
    }
}
