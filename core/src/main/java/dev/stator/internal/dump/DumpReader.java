package dev.stator.internal.dump;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.stator.codec.KeyAttribute;
import dev.stator.codec.TableSchema;
import dev.stator.error.StatorException;
import dev.stator.internal.json.JsonReader;
import dev.stator.internal.protocol.DescribeTableOperation;
import dev.stator.internal.protocol.Meter;
import dev.stator.json.WireJson;
import dev.stator.value.AttributeValue;
import dev.stator.value.Binary;
import dev.stator.value.Item;
import dev.stator.value.TableDescription;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Reads items from a file, one at a time: dumps of ours, items of wire JSON as they are, those of an export to S3, which
 * stand in a field {@code Item}, and dumps of PynamoDB before version 5, which tell keys without name and type.
 */
public final class DumpReader implements AutoCloseable {
    static final String MARK = "stator-dump";

    private static final String EXPORTED = "Item";
    private static final int VERSION = 1;

    private final Path file;
    private final JsonValues values;
    private final Optional<TableDescription> table;
    private Optional<byte[]> pending;
    private long items;
    private long bytes;

    /** Opens the file. */
    public DumpReader(Path file) {
        this.file = file;
        this.values = DumpFile.io("Opening " + file, () -> new JsonValues(Gzip.open(file)));
        try {
            this.pending = value();
            this.table = pending.flatMap(this::header);
        } catch (StatorException e) {
            close();
            throw e;
        }
        if (table.isPresent()) {
            pending = Optional.empty();
        }
    }

    /** What its first line tells of the table; empty if it was made elsewhere. */
    public Optional<TableDescription> table() {
        return table;
    }

    /** How many bytes of JSON the items took so far. */
    public long bytes() {
        return bytes;
    }

    private Optional<byte[]> value() {
        try {
            return DumpFile.io("Reading " + file, values::next);
        } catch (StatorException e) {
            throw e.getCause() == null ? here(e) : e;
        }
    }

    private Optional<TableDescription> header(byte[] value) {
        if (value[0] != '{') {
            return Optional.empty();
        }
        try {
            JsonReader json = new JsonReader(value);
            json.startObject();
            if (!MARK.equals(json.nextField()) || !json.isNumber()) {
                return Optional.empty();
            }
            long version = json.integer();
            if (version > VERSION) {
                throw new StatorException("it is a dump of version " + version + ", and this Stator knows those up to "
                        + VERSION + "; use a newer one");
            }
            json.nextField();
            return Optional.of(new DescribeTableOperation("").read(json, Meter.ofRequests()));
        } catch (StatorException e) {
            throw here(e);
        }
    }

    /** Leaves out the next items. */
    public void skip(long count) {
        for (long left = count; left > 0; left--) {
            if (take().isEmpty()) {
                throw new StatorException("The file " + file + " has only " + items + " items, and " + count
                        + " of them were loaded before: it was changed in between; load it without resuming()");
            }
        }
    }

    /** The next item, of a table with these keys; empty at the end. */
    public Optional<Item> next(TableSchema<Item> keys) {
        return take().map(value -> {
            try {
                Item item = value[0] == '[' ? ofPynamo(value, keys) : item(value, keys);
                keys.keyOf(item);
                return item;
            } catch (StatorException | IllegalArgumentException e) {
                throw here(e);
            }
        });
    }

    private Optional<byte[]> take() {
        Optional<byte[]> value = pending.isPresent() ? pending : value();
        pending = Optional.empty();
        value.ifPresent(some -> {
            items++;
            bytes += some.length;
        });
        return value;
    }

    private StatorException here(RuntimeException problem) {
        return new StatorException(
                "The file " + file + " cannot be read on from line " + values.line()
                        + (items > 0 ? ", item " + items : "") + ": " + problem.getMessage(),
                problem);
    }

    private static Item item(byte[] value, TableSchema<Item> keys) {
        return isExported(value, keys.partitionKey().name())
                ? exported(value)
                : WireJson.read(new String(value, UTF_8));
    }

    /** Whether an object is an item in a field {@code Item}, and no item that has one attribute of that name. */
    private static boolean isExported(byte[] value, String partitionKey) {
        JsonReader json = new JsonReader(value);
        json.startObject();
        return !partitionKey.equals(EXPORTED) && EXPORTED.equals(json.nextField()) && json.nextField() == null;
    }

    private static Item exported(byte[] value) {
        JsonReader json = new JsonReader(value);
        json.startObject();
        json.nextField();
        return Item.readFrom(json.items());
    }

    /** An item as {@code ["hash key", {"range_key": "…", "attributes": {…}}]}. */
    private static Item ofPynamo(byte[] value, TableSchema<Item> keys) {
        JsonReader json = new JsonReader(value);
        json.startArray();
        json.nextElement();
        Item key = withKey(Item.empty(), keys.partitionKey(), json);
        Item attributes = Item.empty();
        json.nextElement();
        json.startObject();
        for (String field = json.nextField(); field != null; field = json.nextField()) {
            switch (field) {
                case "range_key" ->
                    key = withKey(
                            key,
                            keys.sortKey()
                                    .orElseThrow(
                                            () -> new StatorException("it has a range key, and the table no sort key")),
                            json);
                case "attributes" -> attributes = Item.readFrom(json.items());
                default -> json.skip();
            }
        }
        Map<String, AttributeValue> all = new LinkedHashMap<>(key.asMap());
        all.putAll(attributes.asMap());
        return Item.copyOf(all);
    }

    private static Item withKey(Item key, KeyAttribute attribute, JsonReader json) {
        String text = json.isText() ? json.text() : json.digits();
        try {
            return key.with(
                    attribute.name(),
                    switch (attribute.type()) {
                        case N -> new AttributeValue.N(new BigDecimal(text));
                        case B -> new AttributeValue.B(Binary.fromBase64(text));
                        default -> new AttributeValue.S(text);
                    });
        } catch (IllegalArgumentException e) {
            throw new StatorException(
                    "its key " + attribute.name() + " is not of the type " + attribute.type() + " that the table has");
        }
    }

    @Override
    public void close() {
        DumpFile.io("Closing " + file, () -> {
            values.close();
            return true;
        });
    }
}
