package dev.stator;

import dev.stator.error.CodecException;
import dev.stator.expression.Condition;
import dev.stator.expression.Path;
import dev.stator.expression.UpdateExpression;
import dev.stator.value.AttributeValue;
import dev.stator.value.Item;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * An item of an older {@link dev.stator.codec.Shape} as it is stored anew: by an update of what the upgrade changes, adds and
 * removes, so that what others add in between stays.
 *
 * <p>It is done only if the item is still there and all that it changes, the number of the shape among it, is as it was read.
 * The upgrade may have read more than it changes, so that must be as it was, too: the version tells, if the item has one;
 * otherwise each other attribute is compared, as far as a condition can, which is up to {@value #MAX_COMPARED} attributes.
 *
 * @param table the table
 * @param stored the item as it was read
 * @param item the item in the newest shape
 * @param changed the names of the attributes that are not the same in both
 */
record WrittenBack(Table<?> table, Item stored, Item item, Set<String> changed) {
    /** How many attributes are compared: the service takes 4 KB of text and 300 operators in an expression. */
    static final int MAX_COMPARED = 100;

    static WrittenBack of(Table<?> table, Item stored, Item item) {
        Set<String> changed = new LinkedHashSet<>(stored.asMap().keySet());
        changed.addAll(item.asMap().keySet());
        changed.removeIf(name -> stored.get(name).equals(item.get(name)));
        return new WrittenBack(table, stored, item, changed);
    }

    /**
     * The update.
     *
     * @throws CodecException if it would change more attributes than one request can
     */
    Update<Item> update() {
        if (changed.size() > MAX_COMPARED) {
            throw new CodecException(
                            "",
                            "the upgrade changes " + changed.size()
                                    + " attributes, and one update can compare and change " + MAX_COMPARED
                                    + "; read such items and put them, or make the upgrade in smaller steps",
                            null)
                    .during("Upgrading an item of table " + table.name(), false);
        }
        Table<Item> items = table.ofItems();
        Guard<Item> asRead = Guard.none(items).onlyIf(items.itemExists()).onlyIf(isAsRead());
        return new Update<>(asRead, items.schema().keyIn(stored), changes());
    }

    private UpdateExpression changes() {
        UpdateExpression changes = UpdateExpression.empty();
        for (String name : changed) {
            Optional<AttributeValue> value = item.get(name);
            changes = value.isPresent()
                    ? changes.set(Path.attr(name), (Object) value.get())
                    : changes.remove(Path.attr(name));
        }
        return changes;
    }

    private Condition isAsRead() {
        Set<String> compared = new LinkedHashSet<>(changed);
        Optional<String> version =
                table.schema().version().map(stamp -> stamp.name()).filter(stored::has);
        version.ifPresentOrElse(
                compared::add, () -> compared.addAll(stored.asMap().keySet()));
        List<Condition> same = new ArrayList<>();
        compared.stream().limit(MAX_COMPARED).forEach(name -> same.add(isAsRead(name)));
        return Condition.all(same);
    }

    private Condition isAsRead(String name) {
        return stored.get(name)
                .map(value -> Path.attr(name).eq((Object) value))
                .orElseGet(() -> Path.attr(name).notExists());
    }
}
