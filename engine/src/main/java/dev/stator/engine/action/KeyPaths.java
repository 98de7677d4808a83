package dev.stator.engine.action;

import dev.stator.engine.evaluate.PathWalk;
import dev.stator.engine.fault.Fault;
import dev.stator.engine.table.Index;
import dev.stator.engine.table.KeySchema;
import dev.stator.engine.table.Table;
import dev.stator.expression.Path;
import java.util.ArrayList;
import java.util.List;

/** The rule that nothing can lie within a key attribute. */
final class KeyPaths {
    private static final String SCALAR =
            "Key attributes must be scalars; list random access '[]' and map lookup '.' are not allowed: ";

    private KeyPaths() {}

    /** Refuses a path that leads into a key attribute of the table or of an index. */
    static void check(List<Path<?>> paths, Table table) {
        List<String> heads = new ArrayList<>();
        for (Path<?> path : paths) {
            if (path.segments().size() > 1) {
                heads.add(PathWalk.head(path));
            }
        }
        if (heads.isEmpty()) {
            return;
        }
        for (KeySchema.Part part : table.key().parts()) {
            if (heads.contains(part.name())) {
                throw Fault.validation(SCALAR + "Key: " + part.name());
            }
        }
        for (Index index : table.indexes()) {
            for (KeySchema.Part part : index.key().parts()) {
                if (heads.contains(part.name())) {
                    throw Fault.validation(SCALAR + "IndexKey: " + part.name());
                }
            }
        }
    }
}
