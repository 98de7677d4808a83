package dev.stator.engine.action;

import dev.stator.engine.fault.Fault;
import dev.stator.engine.item.Attributes;
import dev.stator.engine.request.Field;
import dev.stator.engine.request.Parameters;
import dev.stator.engine.request.Type;
import dev.stator.engine.table.Index;
import dev.stator.engine.table.KeyCheck;
import dev.stator.engine.table.KeySchema;
import dev.stator.engine.table.Table;
import dev.stator.value.AttributeValue;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The key at which a page ends and the next one starts. */
final class StartKey {
    static final Field<Attributes> MEMBER = Field.of("ExclusiveStartKey", Type.ATTRIBUTES);
    static final String INVALID = "The provided starting key is invalid";

    private StartKey() {}

    /** The sound values of the start key, if the request has one. */
    static @Nullable Map<String, AttributeValue> of(Parameters in) {
        Attributes attributes = in.get(MEMBER);
        if (attributes == null) {
            return null;
        }
        String problem = attributes.problem();
        if (problem != null) {
            throw Fault.validation(standsAlone(problem) ? problem : INVALID + ": " + problem);
        }
        return attributes.values();
    }

    /** Some messages come without the words about the key, for no reason that anybody knows. */
    private static boolean standsAlone(String problem) {
        return problem.contains("contains duplicates")
                || problem.contains("number set")
                || problem.contains("numeric value")
                || problem.contains("significant digits")
                || problem.contains("number with magnitude");
    }

    /** The attributes of a start key: the keys of the table and of the index that is read. */
    static Set<String> names(Table table, @Nullable Index index) {
        Set<String> names = new LinkedHashSet<>();
        table.key().parts().forEach(part -> names.add(part.name()));
        if (index != null) {
            index.key().parts().forEach(part -> names.add(part.name()));
        }
        return names;
    }

    /** Refuses a start key without a sound value for one key attribute of what is read. */
    static void checkPart(Map<String, AttributeValue> start, KeySchema schema, KeySchema.Part part) {
        if (!start.containsKey(part.name())) {
            throw Fault.validation(INVALID);
        }
        KeyCheck.part(start.get(part.name()), part, schema);
    }

    /** Refuses a start key without a sound key of the table. */
    static void checkTableKey(Map<String, AttributeValue> start, KeySchema key) {
        try {
            KeyCheck.parts(start, key);
        } catch (Fault fault) {
            throw Fault.validation(INVALID + ": " + fault.getMessage());
        }
    }

    /** Where the item or entry of a checked start key lies. */
    static byte[] position(Map<String, AttributeValue> start, Table table, @Nullable Index index) {
        return index == null ? table.itemKey(start) : table.entryKey(index, start);
    }
}
