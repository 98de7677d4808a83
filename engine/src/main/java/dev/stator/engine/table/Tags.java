package dev.stator.engine.table;

import dev.stator.engine.fault.Fault;
import dev.stator.engine.request.Field;
import dev.stator.engine.request.Parameters;
import dev.stator.engine.request.Shape;
import dev.stator.engine.request.Type;
import dev.stator.engine.store.Cursor;
import dev.stator.engine.store.Range;
import dev.stator.engine.store.Snapshot;
import dev.stator.engine.store.Write;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** The tags of tables: one entry of the store for each, under the id of the table and the key of the tag. */
public final class Tags {
    /** The key of a tag. */
    public static final Field<String> KEY = Field.of("Key", Type.TEXT).notNull().length(1, 128);
    /** The value of a tag. */
    public static final Field<String> VALUE = Field.of("Value", Type.TEXT).length(0, 256);
    /** Tags as requests give them. */
    public static final Field<List<Parameters>> TAGS =
            Field.of("Tags", Type.listOf(Type.element(Shape.of("Tag", KEY, VALUE))));

    static final String MAP = "tags";

    private static final int MOST = 50;
    private static final String SYSTEM_PREFIX = "aws:";
    private static final Pattern CHARACTERS = Pattern.compile("[\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]*");

    private Tags() {}

    /** Refuses tags that no table can have, in the service's words. */
    public static void check(List<Parameters> tags) {
        Set<String> keys = new HashSet<>();
        for (Parameters tag : tags) {
            String key = tag.require(KEY);
            checkKey(key);
            String value = tag.get(VALUE);
            if (value == null || !CHARACTERS.matcher(value).matches()) {
                throw Fault.validation("The Tag Value provided is invalid, Value: " + value);
            } else if (!keys.add(key)) {
                throw Fault.validation("Duplicate Tag Keys provided as input: Duplicate Tag Key found " + key);
            }
        }
        checkCount(tags.size());
    }

    /** Refuses the key of a tag that is none, or that belongs to the service. */
    public static void checkKey(String key) {
        if (!CHARACTERS.matcher(key).matches()) {
            throw Fault.validation("The Tag Key provided is invalid, Key: " + key);
        } else if (key.startsWith(SYSTEM_PREFIX)) {
            throw Fault.validation("Tag Key cannot be prefixed with aws:, Key: " + key);
        }
    }

    private static void checkCount(int count) {
        if (count > MOST) {
            throw Fault.validation("Number of Tags exceed the current limit for the provided ResourceArn");
        }
    }

    /** The tags of a table in the order of their keys. */
    public static Map<String, String> read(Snapshot snapshot, Table table) {
        byte[] prefix = key(table, "");
        Map<String, String> tags = new LinkedHashMap<>();
        try (Cursor cursor = snapshot.scan(MAP, Range.prefix(prefix), true)) {
            while (cursor.next()) {
                byte[] key = cursor.key();
                String name = new String(key, prefix.length, key.length - prefix.length, StandardCharsets.UTF_8);
                tags.put(name, new String(cursor.value(), StandardCharsets.UTF_8));
            }
        }
        return tags;
    }

    /** Sets tags that were checked, whether or not they are there. */
    public static void put(Write write, Table table, List<Parameters> tags) {
        Set<String> keys = new HashSet<>(read(write, table).keySet());
        tags.forEach(tag -> keys.add(tag.require(KEY)));
        checkCount(keys.size());
        for (Parameters tag : tags) {
            write.put(MAP, key(table, tag.require(KEY)), tag.require(VALUE).getBytes(StandardCharsets.UTF_8));
        }
    }

    /** Removes a tag if it is there. */
    public static void remove(Write write, Table table, String key) {
        write.remove(MAP, key(table, key));
    }

    static void removeAll(Write write, Table table) {
        read(write, table).keySet().forEach(key -> remove(write, table, key));
    }

    private static byte[] key(Table table, String key) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.writeBytes(table.id().getBytes(StandardCharsets.UTF_8));
        bytes.write('/');
        bytes.writeBytes(key.getBytes(StandardCharsets.UTF_8));
        return bytes.toByteArray();
    }
}
