package dev.stator.engine.table;

import static java.nio.charset.StandardCharsets.UTF_8;

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
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The tags of tables: one entry of the store for each, under the id of the table and the key of the tag. */
public final class Tags {
    private static final int LONGEST_KEY = 128;
    private static final int LONGEST_VALUE = 256;

    /** The key of a tag, for which the service has checks and words of its own, as for the value. */
    public static final Field<String> KEY = Field.of("Key", Type.TEXT);
    /** The value of a tag. */
    public static final Field<String> VALUE = Field.of("Value", Type.TEXT);
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
            String key = tag.get(KEY);
            checkKey(key);
            String value = tag.get(VALUE);
            if (value == null
                    || value.length() > LONGEST_VALUE
                    || !CHARACTERS.matcher(value).matches()) {
                throw Fault.validation("The Tag Value provided is invalid, Value: " + value);
            } else if (!keys.add(key)) {
                throw Fault.validation("Duplicate Tag Keys provided as input: Duplicate Tag Key found " + key);
            }
        }
        checkCount(tags.size());
    }

    /** Refuses the keys of tags to remove that are none, that belong to the service, or that are more than there can be. */
    public static void checkKeys(List<String> keys) {
        keys.forEach(Tags::checkKey);
        checkCount(keys.size());
    }

    private static void checkKey(@Nullable String key) {
        if (key == null
                || key.isEmpty()
                || key.length() > LONGEST_KEY
                || !CHARACTERS.matcher(key).matches()) {
            throw Fault.validation("The Tag Key provided is invalid, Key: " + key);
        } else if (key.toLowerCase(Locale.ROOT).startsWith(SYSTEM_PREFIX)) {
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
                String name = new String(key, prefix.length, key.length - prefix.length, UTF_8);
                tags.put(name, new String(cursor.value(), UTF_8));
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
            write.put(MAP, key(table, tag.require(KEY)), tag.require(VALUE).getBytes(UTF_8));
        }
    }

    /** Removes a tag if it is there. */
    public static void remove(Write write, Table table, String key) {
        write.remove(MAP, key(table, key));
    }

    static void removeAll(Write write, Table table) {
        read(write, table).keySet().forEach(key -> remove(write, table, key));
    }

    /**
     * Looks whether every tag is one that can be, of a table that is there.
     *
     * @param tables the names of the tables by their ids
     * @param problems takes a sentence for everything that is wrong
     */
    static void verify(Snapshot snapshot, Map<String, String> tables, Consumer<String> problems) {
        Map<String, Integer> unsound = new TreeMap<>();
        int lost = 0;
        try (Cursor cursor = snapshot.scan(MAP, Range.all(), true)) {
            while (cursor.next()) {
                String key = new String(cursor.key(), UTF_8);
                int slash = key.indexOf('/');
                String table = tables.get(slash < 0 ? key : key.substring(0, slash));
                if (table == null) {
                    lost++;
                } else if (!isText(cursor.key(), slash + 1, LONGEST_KEY) || !isText(cursor.value(), 0, LONGEST_VALUE)) {
                    unsound.merge(table, 1, Integer::sum);
                }
            }
        }
        if (lost > 0) {
            problems.accept(lost + " tags belong to no table");
        }
        unsound.forEach((table, count) -> problems.accept("table " + table + ": " + count + " tags cannot be read"));
    }

    private static boolean isText(byte[] bytes, int from, int longest) {
        try {
            return UTF_8.newDecoder()
                            .decode(ByteBuffer.wrap(bytes, from, bytes.length - from))
                            .length()
                    <= longest;
        } catch (CharacterCodingException e) {
            return false;
        }
    }

    private static byte[] key(Table table, String key) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.writeBytes(table.id().getBytes(UTF_8));
        bytes.write('/');
        bytes.writeBytes(key.getBytes(UTF_8));
        return bytes.toByteArray();
    }
}
