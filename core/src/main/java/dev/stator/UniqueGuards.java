package dev.stator;

import dev.stator.TransactionPart.Claim;
import dev.stator.TransactionPart.Release;
import dev.stator.codec.IndexSchema;
import dev.stator.codec.KeyAttribute;
import dev.stator.codec.TableSchema;
import dev.stator.error.CodecException;
import dev.stator.expression.AnyPath;
import dev.stator.expression.Condition;
import dev.stator.expression.Path;
import dev.stator.internal.protocol.ConditionCheckAction;
import dev.stator.internal.protocol.DeleteItemOperation;
import dev.stator.internal.protocol.ItemId;
import dev.stator.internal.protocol.PutItemOperation;
import dev.stator.internal.protocol.WriteAction;
import dev.stator.value.AttributeValue;
import dev.stator.value.AttributeValue.B;
import dev.stator.value.AttributeValue.M;
import dev.stator.value.AttributeValue.N;
import dev.stator.value.AttributeValue.S;
import dev.stator.value.Item;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The guards of unique values that one transaction claims and releases, each guard once, as a transaction takes one action on
 * an item: so a value can go from one item to another in a transaction.
 *
 * <p>A guard is an item whose key is made of attribute and value, and which has the key of its owner.
 */
final class UniqueGuards {
    private static final String OWNER = "__unique_owner";
    private static final String ATTRIBUTE = "__unique_attribute";

    /** What happens to a guard. */
    private static final class Change {
        private final Table<?> table;
        private final String attribute;
        private final AttributeValue value;
        private final Set<Item> owners = new LinkedHashSet<>();
        private Optional<Item> claimedBy = Optional.empty();
        private TransactAction<?> of;

        Change(Table<?> table, String attribute, AttributeValue value, TransactAction<?> of) {
            this.table = table;
            this.attribute = attribute;
            this.value = value;
            this.of = of;
        }
    }

    private final Map<ItemId, Change> changes = new LinkedHashMap<>();

    /**
     * Refuses a table whose guards could not be stored, as their own attributes would be keys.
     *
     * @throws IllegalArgumentException if a key of the table or of an index has the name of one of them
     */
    static void refuseKeysOfTheirNames(String table, TableSchema<?> schema) {
        if (schema.uniques().isEmpty()) {
            return;
        }
        Stream<KeyAttribute> own = Stream.concat(Stream.of(schema.partitionKey()), schema.sortKey().stream());
        Stream.concat(own, schema.indexes().stream().flatMap(IndexSchema::keys))
                .map(KeyAttribute::name)
                .filter(List.of(OWNER, ATTRIBUTE)::contains)
                .findFirst()
                .ifPresent(name -> {
                    throw new IllegalArgumentException("Table " + table + " has unique attributes, and the key " + name
                            + ", which is how their guards call an attribute of their own; give the key another name");
                });
    }

    /** An item no longer has a value. */
    void release(Table<?> table, TransactAction<?> of, Item owner, String attribute, AttributeValue value) {
        change(table, of, attribute, value).owners.add(owner);
    }

    /** An item has a value, now or already. */
    void claim(Table<?> table, TransactAction<?> of, Item owner, String attribute, AttributeValue value) {
        Change change = change(table, of, attribute, value);
        if (change.claimedBy.isPresent()) {
            throw new IllegalArgumentException("The transaction gives two items of table " + table.name()
                    + " the same value of " + attribute + ", which is unique; give one of them another");
        }
        change.owners.add(owner);
        change.claimedBy = Optional.of(owner);
        change.of = of;
    }

    /** How many guards are changed. */
    int count() {
        return changes.size();
    }

    private Change change(Table<?> table, TransactAction<?> of, String attribute, AttributeValue value) {
        return changes.computeIfAbsent(
                new ItemId(table.name(), keyOf(table, attribute, value)),
                id -> new Change(table, attribute, value, of));
    }

    /** The key of the guard of a value, which is a string, number or binary. */
    static Item keyOf(Table<?> table, String attribute, AttributeValue value) {
        String name = "UNIQUE__/" + URLEncoder.encode(attribute, StandardCharsets.UTF_8) + "/" + text(attribute, value);
        return ReservedItems.key(table.schema(), name);
    }

    private static String text(String attribute, AttributeValue value) {
        if (value instanceof S text) {
            return "S/" + text.value();
        } else if (value instanceof N number) {
            return "N/" + number.value().stripTrailingZeros();
        } else if (value instanceof B bytes) {
            return "B/" + bytes.value().toBase64();
        }
        throw new CodecException(
                attribute,
                "the attribute is unique, and found the type " + value.type() + "; make it a string, number or binary",
                null);
    }

    /** The changes as they are sent. */
    List<TransactionPart> parts(KnownGuards known) {
        List<TransactionPart> parts = new ArrayList<>();
        changes.forEach((id, change) -> {
            if (change.claimedBy.isPresent()) {
                parts.add(claimed(id.key(), change, change.claimedBy.get()));
            } else if (!known.areOthers(id)) {
                parts.add(new Release(
                        new DeleteItemOperation<>(
                                change.table.name(), change.table.schema(), id.key(), ours(change), false),
                        change.of));
            }
        });
        return parts;
    }

    /** What gives free a guard that names an item without the value, as long as the item lacks it and the guard names it. */
    static List<WriteAction> freeing(Claim claim, Item holder) {
        Table<?> table = claim.table();
        AnyPath path = Path.attr(claim.attribute());
        return List.of(
                new ConditionCheckAction(table.name(), holder, path.notExists().or(path.ne((Object) claim.value()))),
                new DeleteItemOperation<>(
                        table.name(),
                        table.schema(),
                        claim.write().id().key(),
                        Optional.of(ours(table, Set.of(holder))),
                        false));
    }

    private static TransactionPart claimed(Item key, Change change, Item owner) {
        TableSchema<Item> items = ReservedItems.schemaOf(change.table.schema());
        Item guard = key.with(ATTRIBUTE, change.attribute).with(OWNER, new M(owner.asMap()));
        return new Claim(
                new PutItemOperation<>(change.table.name(), items, guard, ours(change), false),
                change.of,
                change.table,
                change.attribute,
                change.value);
    }

    private static Optional<Condition> ours(Change change) {
        return Optional.of(ours(change.table, change.owners));
    }

    /** There is no guard, or it is that of one of these items. */
    private static Condition ours(Table<?> table, Set<Item> owners) {
        AnyPath owner = Path.attr(OWNER);
        Condition ours = table.itemIsAbsent();
        for (Item one : owners) {
            ours = ours.or(owner.eq((Object) new M(one.asMap())));
        }
        return ours;
    }

    /** The key of the item whose guard this is. */
    static Optional<Item> ownerIn(Optional<Item> guard) {
        return guard.flatMap(item -> item.get(OWNER))
                .filter(M.class::isInstance)
                .map(owner -> Item.copyOf(((M) owner).values()));
    }
}
