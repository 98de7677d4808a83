package dev.stator.engine.table;

import dev.stator.engine.fault.Fault;
import dev.stator.engine.item.StoredItem;
import dev.stator.value.AttributeType;
import dev.stator.value.AttributeValue;
import dev.stator.value.ItemSize;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Checks keys and items against the key attributes of a table and its indexes, in the service's words. */
public final class KeyCheck {
    private static final int MAX_PARTITION = 2048;
    private static final int MAX_SORT = 1024;
    /** What the service says of a key that does not fit, where it says no more. */
    public static final String MISMATCH = "The provided key element does not match the schema";

    private KeyCheck() {}

    /** A key attribute is missing in an item or has another type. */
    public static final class KeyMismatch extends Fault {
        private static final long serialVersionUID = 1;

        KeyMismatch(String message) {
            super(VALIDATION, 400, "One or more parameter values were invalid: " + message);
        }
    }

    /** A key attribute is an empty string or binary. */
    public static final class EmptyKey extends Fault {
        private static final long serialVersionUID = 1;

        EmptyKey(String message) {
            super(VALIDATION, 400, "One or more parameter values are not valid. " + message);
        }
    }

    /** Checks the key of a get, an update or a delete: the key attributes, all of them, and no other. */
    public static void key(Map<String, AttributeValue> key, KeySchema schema) {
        if (key.size() != schema.parts().size()) {
            throw Fault.validation(MISMATCH);
        }
        parts(key, schema);
    }

    /** Checks that the key attributes of a schema are there, whatever else is. */
    public static void parts(Map<String, AttributeValue> key, KeySchema schema) {
        schema.parts().forEach(part -> part(key.get(part.name()), part, schema));
    }

    /** Checks the value of one key attribute of a schema. */
    public static void part(@Nullable AttributeValue value, KeySchema.Part part, KeySchema schema) {
        if (value == null || value.type() != part.type()) {
            throw Fault.validation(MISMATCH);
        }
        notEmpty(part, value);
        size(value, schema.isPartition(part));
    }

    /** Whether a value can be that key attribute. */
    static boolean isSound(@Nullable AttributeValue value, KeySchema.Part part, KeySchema schema) {
        return value != null
                && value.type() == part.type()
                && emptyName(value) == null
                && (value instanceof AttributeValue.N || ItemSize.of(value) <= limit(schema.isPartition(part)));
    }

    private static int limit(boolean partition) {
        return partition ? MAX_PARTITION : MAX_SORT;
    }

    private static void notEmpty(KeySchema.Part part, AttributeValue value) {
        String empty = emptyName(value);
        if (empty != null) {
            throw new EmptyKey("The AttributeValue for a key attribute cannot contain an empty " + empty
                    + " value. Key: " + part.name());
        }
    }

    /** Refuses an empty value for a key attribute of an index, or of the table if that is {@code null}. */
    public static void notEmpty(KeySchema.Part part, AttributeValue value, @Nullable Index index) {
        String empty = emptyName(value);
        if (index == null) {
            notEmpty(part, value);
        } else if (empty != null) {
            throw new EmptyKey("A value specified for a secondary"
                    + " index key is not supported. The AttributeValue for a key attribute cannot contain an empty "
                    + empty
                    + " value. IndexName: " + index.name() + ", IndexKey: " + part.name());
        }
    }

    /** Checks the key attributes of an item that is to be put. */
    public static void item(Map<String, AttributeValue> item, Table table) {
        for (KeySchema.Part part : table.key().parts()) {
            AttributeValue value = item.get(part.name());
            if (value == null) {
                throw new KeyMismatch("Missing the key " + part.name() + " in the item");
            } else if (value.type() != part.type()) {
                throw new KeyMismatch("Type mismatch for key " + part.name() + " expected: " + part.type() + " actual: "
                        + value.type());
            }
            notEmpty(part, value);
            size(value, table.key().isPartition(part));
        }
        indexKeys(item, table);
    }

    /** Checks those attributes of an item that are keys of indexes. */
    private static void indexKeys(Map<String, AttributeValue> item, Table table) {
        for (Index index : table.indexes()) {
            for (KeySchema.Part part : index.key().parts()) {
                AttributeValue value = item.get(part.name());
                if (value == null) {
                    continue;
                }
                indexKeyType(part, value.type(), table);
                if (emptyName(value) != null) {
                    notEmpty(part, value, named(part, table));
                }
                size(value, index.key().isPartition(part));
            }
            together(item, index.key());
        }
    }

    /** Checks the index keys of an item that an update has made. */
    public static void updatedItem(StoredItem updated, Table table) {
        for (Index index : table.indexes()) {
            Map<String, AttributeValue> item = updated.attributes();
            for (KeySchema.Part part : index.key().parts()) {
                AttributeValue value = item.get(part.name());
                if (value == null) {
                    continue;
                }
                if (value.type() != part.type()) {
                    throw Fault.validation("The update expression attempted to update the secondary index key to"
                            + " unsupported type");
                }
                String empty = emptyName(value);
                if (empty != null) {
                    throw new EmptyKey("The update expression attempted to"
                            + " update a secondary index key to a value that is not supported. The AttributeValue for a"
                            + " key attribute cannot contain an empty " + empty + " value.");
                }
                size(value, index.key().isPartition(part));
            }
            together(item, index.key());
        }
    }

    /** Refuses a value of a type that an index key cannot have. */
    public static void indexKeyType(KeySchema.Part part, AttributeType type, Table table) {
        if (type != part.type()) {
            throw Fault.invalidParameter("Type mismatch for Index Key " + part.name() + " Expected: " + part.type()
                    + " Actual: " + type + " IndexName: "
                    + named(part, table).name());
        }
    }

    /** The index that is named for an attribute, which may be a key of several: the first by their names. */
    private static Index named(KeySchema.Part part, Table table) {
        return table.indexes().stream()
                .filter(index -> index.key().part(part.name()) != null)
                .min(Comparator.comparing(Index::name))
                .orElseThrow();
    }

    private static @Nullable String emptyName(AttributeValue value) {
        if (value instanceof AttributeValue.S string && string.value().isEmpty()) {
            return "string";
        }
        return value instanceof AttributeValue.B binary && binary.value().length() == 0 ? "binary" : null;
    }

    private static void size(AttributeValue value, boolean partition) {
        size(sizeOf(value), partition);
    }

    /** Checks the size of attributes that are together one key. */
    private static void together(Map<String, AttributeValue> item, KeySchema key) {
        size(sizeOf(item, key.partitions()), true);
        size(sizeOf(item, key.sorts()), false);
    }

    private static int sizeOf(Map<String, AttributeValue> item, List<KeySchema.Part> parts) {
        int size = 0;
        for (KeySchema.Part part : parts) {
            AttributeValue value = item.get(part.name());
            size += value == null ? 0 : sizeOf(value);
        }
        return size;
    }

    /** The size of a value where it counts; a number is never too long. */
    private static int sizeOf(AttributeValue value) {
        return value instanceof AttributeValue.N ? 0 : ItemSize.of(value);
    }

    private static void size(int size, boolean partition) {
        if (partition && size > MAX_PARTITION) {
            throw Fault.invalidParameter("Size of hashkey has exceeded the maximum size limit of2048 bytes");
        } else if (!partition && size > MAX_SORT) {
            throw Fault.invalidParameter("Aggregated size of all range keys has exceeded the size limit of 1024 bytes");
        }
    }
}
