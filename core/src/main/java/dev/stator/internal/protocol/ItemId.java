package dev.stator.internal.protocol;

import dev.stator.internal.json.MalformedJsonException;
import dev.stator.value.AttributeValue;
import dev.stator.value.Item;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Which item of which table: what tells the entries of a batch apart. */
public record ItemId(String tableName, Item key) {
    /** The tables of these ids, each once. */
    static List<String> tables(Collection<ItemId> ids) {
        return ids.stream().map(ItemId::tableName).distinct().toList();
    }

    /** The table of these ids, if it is a single one. */
    public static Optional<String> onlyTable(Collection<ItemId> ids) {
        return Optional.of(tables(ids)).filter(tables -> tables.size() == 1).map(tables -> tables.get(0));
    }

    /** The id of a whole item that came back for one of these; its key has the same attributes as theirs. */
    static ItemId of(String tableName, Item item, Collection<ItemId> asked) {
        for (ItemId id : asked) {
            if (id.tableName().equals(tableName)) {
                Map<String, AttributeValue> key = new LinkedHashMap<>(item.asMap());
                key.keySet().retainAll(id.key().asMap().keySet());
                return new ItemId(tableName, Item.copyOf(key));
            }
        }
        throw new MalformedJsonException(
                "the reply speaks of table " + tableName + ", which the request did not name", 0);
    }

    /**
     * The id of an entry that the reply calls unprocessed. Were one taken for another, an entry that is not done would
     * pass for done.
     */
    static ItemId unprocessed(String tableName, Item item, Collection<ItemId> asked) {
        ItemId id = of(tableName, item, asked);
        if (!asked.contains(id)) {
            throw new MalformedJsonException(
                    "the reply leaves an item of table " + tableName + " unprocessed that the request did not name", 0);
        }
        return id;
    }
}
