package dev.stator;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.stator.codec.KeyAttribute;
import dev.stator.codec.TableSchema;
import dev.stator.expression.AnyPath;
import dev.stator.expression.Condition;
import dev.stator.expression.Path;
import dev.stator.value.AttributeType;
import dev.stator.value.AttributeValue;
import dev.stator.value.AttributeValue.B;
import dev.stator.value.AttributeValue.N;
import dev.stator.value.AttributeValue.S;
import dev.stator.value.Binary;
import dev.stator.value.Item;
import dev.stator.value.ItemReader;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import java.util.function.Function;

/**
 * The items that the library keeps among those of a table: counters, and guards of unique values. Their keys are made of
 * names; strings and binaries begin alike, and numbers are of 38 digits below zero, where nobody counts.
 */
final class ReservedItems {
    private static final String PREFIX = "__PK_VALUE_";
    /** Where their keys are, in words. */
    static final String PLACE = "begin with " + PREFIX + " or are numbers of 38 digits below zero";

    /** Longer names give way to their hash; the service takes keys of 1024 bytes. */
    private static final int LONGEST = 1000;

    private static final BigInteger TOP = BigInteger.TEN.pow(37);

    private ReservedItems() {}

    /** The schema of such items, which have the keys of the table and any attributes. */
    static TableSchema<Item> schemaOf(TableSchema<?> table) {
        KeyAttribute partition = anyOf(table.partitionKey());
        return table.sortKey()
                .map(sort -> TableSchema.items(partition, anyOf(sort)))
                .orElseGet(() -> TableSchema.items(partition));
    }

    /** The key, of any value of its type. */
    private static KeyAttribute anyOf(KeyAttribute key) {
        return switch (key.type()) {
            case N -> KeyAttribute.number(key.name());
            case B -> KeyAttribute.binary(key.name());
            default -> KeyAttribute.string(key.name());
        };
    }

    /** The key of the item of this name. */
    static Item key(TableSchema<?> schema, String name) {
        KeyAttribute partition = schema.partitionKey();
        Item key = Item.of(partition.name(), value(partition.type(), name));
        return schema.sortKey()
                .map(sort -> key.with(sort.name(), value(sort.type(), "")))
                .orElse(key);
    }

    private static AttributeValue value(AttributeType type, String name) {
        if (type == AttributeType.N) {
            BigInteger places = TOP.multiply(BigInteger.valueOf(9)).subtract(BigInteger.ONE);
            BigInteger place = new BigInteger(1, hash(name)).mod(places).add(BigInteger.ONE);
            return new N(new BigDecimal(TOP.add(place).negate()));
        }
        String text = PREFIX + name;
        String key = text.getBytes(UTF_8).length <= LONGEST
                ? text
                : PREFIX + HexFormat.of().formatHex(hash(name));
        return type == AttributeType.S ? new S(key) : new B(binary(key));
    }

    private static Binary binary(String text) {
        return Binary.of(text.getBytes(UTF_8));
    }

    private static byte[] hash(String name) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(name.getBytes(UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JDK has SHA-256", e);
        }
    }

    /** Whether a table declares any. */
    static boolean mayBeIn(TableSchema<?> schema) {
        return schema.holdsCounters() || !schema.uniques().isEmpty();
    }

    /** What holds for all items but these; empty for a table that declares none. */
    static Optional<Condition> others(TableSchema<?> schema) {
        if (!mayBeIn(schema)) {
            return Optional.empty();
        }
        AnyPath partition = Path.attr(schema.partitionKey().name());
        return Optional.of(
                switch (schema.partitionKey().type()) {
                    case N -> partition.gt(new N(new BigDecimal(TOP.negate())));
                    case B -> partition.beginsWith(new B(binary(PREFIX))).not();
                    default -> partition.beginsWith(new S(PREFIX)).not();
                });
    }

    /** Reads items of a table, but for these. */
    static <T> Function<ItemReader, Optional<T>> reader(TableSchema<T> schema) {
        if (!mayBeIn(schema)) {
            return in -> Optional.of(schema.readItem(in));
        }
        return in -> Optional.of(Item.readFrom(in))
                .filter(item -> !isOne(schema, item))
                .map(schema::fromItem);
    }

    /** Whether this is one of them, or the key of one, in a table that declares them. */
    static boolean isOne(TableSchema<?> schema, Item item) {
        if (!mayBeIn(schema)) {
            return false;
        }
        AttributeValue partition = item.get(schema.partitionKey().name()).orElse(AttributeValue.Null.NULL);
        return (partition instanceof S text && text.value().startsWith(PREFIX))
                || (partition instanceof B bytes && bytes.value().startsWith(binary(PREFIX)))
                || (partition instanceof N number && number.value().compareTo(new BigDecimal(TOP.negate())) <= 0);
    }
}
