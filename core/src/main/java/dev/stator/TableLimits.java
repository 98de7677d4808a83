package dev.stator;

import dev.stator.codec.IndexSchema;
import dev.stator.codec.TableSchema;
import java.util.ArrayList;
import java.util.List;

/** What the service allows no table to have, whatever the account's quotas are. */
final class TableLimits {
    private static final int LOCAL_INDEXES = 5;
    private static final int PROJECTED = 100;

    private TableLimits() {}

    /** What a schema has too much of, with the limit. */
    static List<String> broken(TableSchema<?> schema) {
        List<String> broken = new ArrayList<>();
        long local = schema.indexes().stream().filter(IndexSchema::isLocal).count();
        if (local > LOCAL_INDEXES) {
            broken.add(local + " local indexes are declared, and a table has at most " + LOCAL_INDEXES);
        }
        int projected = schema.indexes().stream()
                .mapToInt(index -> index.projection().attributes().size())
                .sum();
        if (projected > PROJECTED) {
            broken.add("the indexes are declared to hold " + projected
                    + " attributes by name, and those of a table hold at most " + PROJECTED
                    + " together; let some hold whole items");
        }
        return broken;
    }
}
