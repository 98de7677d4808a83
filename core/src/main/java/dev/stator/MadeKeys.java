package dev.stator;

import dev.stator.codec.KeyTemplate;
import dev.stator.error.CodecException;
import dev.stator.expression.AnyPath;
import dev.stator.expression.IfNotExists;
import dev.stator.expression.Path;
import dev.stator.expression.Segment;
import dev.stator.expression.SetOperand;
import dev.stator.expression.UpdateAction;
import dev.stator.expression.UpdateExpression;
import dev.stator.expression.Value;
import dev.stator.value.AttributeValue;
import dev.stator.value.Item;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the keys that templates make ask of writes: a write that changes what a key of an index is made of must change that key
 * too, and an item has the members that its own key tells.
 */
final class MadeKeys {
    private MadeKeys() {}

    /** The template that makes a key of an index, which no member holds, so that nothing else can be in it. */
    static Optional<KeyTemplate> template(Table<?> table, String name) {
        return Optional.ofNullable(table.schema().templates().get(name)).filter(made -> !mayBeGiven(table, name));
    }

    /** Whether a member holds the key, whose value wins over the one that is made. */
    private static boolean mayBeGiven(Table<?> table, String name) {
        return table.schema()
                .codec()
                .attribute(name)
                .filter(member -> !member.accessor().isEmpty())
                .isPresent();
    }

    /** The names of the members of which a key is made, without those that the item's own key tells. */
    static List<String> free(Table<?> table, Item key, KeyTemplate made) {
        Map<String, Object> known = known(table, key);
        return made.names().stream().filter(name -> !known.containsKey(name)).toList();
    }

    /**
     * The update, and the changes of made keys that it asks for.
     *
     * @param what what changes the item, for messages
     * @param key the key of the item, which is made of members too
     * @param update a bound update
     * @throws IllegalStateException if it changes a part of a key and the other parts are not known here
     */
    static UpdateExpression following(String what, Table<?> table, Item key, UpdateExpression update) {
        UpdateExpression whole = update;
        for (Map.Entry<String, KeyTemplate> made : table.schema().templates().entrySet()) {
            String name = made.getKey();
            if (key.get(name).isEmpty() && actionOn(name, update).isEmpty()) {
                whole = following(what, table, key, whole, update, name, made.getValue());
            }
        }
        return whole;
    }

    /**
     * What an item that a write may create has of its key alone, set where the item has none: the members of which the key is
     * made, and the keys of indexes that are made of them.
     *
     * @param update a bound update, which is left what it changes itself
     * @throws IllegalStateException if a key cannot be made
     */
    static UpdateExpression filling(String what, Table<?> table, Item key, UpdateExpression update) {
        Map<String, AttributeValue> filled =
                new LinkedHashMap<>(told(table, key).asMap());
        Map<String, Object> known = known(table, key);
        table.schema().templates().forEach((name, made) -> {
            boolean free = made.attributes().values().stream()
                    .allMatch(member -> actionOn(member, update).isEmpty());
            if (free && actionOn(name, update).isEmpty() && known.keySet().containsAll(made.names())) {
                filled.put(name, text(what, table, name, made, known));
            }
        });
        List<UpdateAction> sets = new ArrayList<>();
        filled.forEach((name, value) -> {
            if (key.get(name).isEmpty() && actionOn(name, update).isEmpty()) {
                AnyPath path = Path.attr(name);
                sets.add(new UpdateAction.Set(path, new IfNotExists<>(path, new Value(value))));
            }
        });
        return UpdateExpression.of(sets);
    }

    /** The attributes of which an item's key is made, as the key tells them. */
    static Item told(Table<?> table, Item key) {
        Map<String, AttributeValue> told = new LinkedHashMap<>();
        key.asMap()
                .forEach((name, value) -> told.putAll(told(table, name, value).asMap()));
        return Item.copyOf(told);
    }

    private static Item told(Table<?> table, String name, AttributeValue key) {
        KeyTemplate template = table.schema().templates().get(name);
        try {
            return template != null && key instanceof AttributeValue.S text
                    ? template.attributesOf(text.value())
                    : Item.empty();
        } catch (CodecException e) {
            return Item.empty(); // It was given otherwise.
        }
    }

    /**
     * The attribute of the item's key that a change contradicts, since the template makes that of the attribute that is
     * changed, and of another value; empty if it contradicts none. A key that a member may give is not made of others.
     */
    static Optional<String> contradicted(Table<?> table, Item key, UpdateAction action) {
        return key.asMap().entrySet().stream()
                .filter(part -> template(table, part.getKey()).isPresent())
                .filter(part -> told(table, part.getKey(), part.getValue()).asMap().entrySet().stream()
                        .anyMatch(member -> isOn(member.getKey(), action) && !leaves(action, member.getValue())))
                .map(Map.Entry::getKey)
                .findFirst();
    }

    /** Whether an attribute has a value after a change, if it had that before or none. */
    private static boolean leaves(UpdateAction action, AttributeValue value) {
        if (!(action instanceof UpdateAction.Set set) || !isWhole(set.path())) {
            return false;
        }
        boolean same = set.value() instanceof IfNotExists<?> absent
                && absent.path().segments().equals(set.path().segments());
        SetOperand given = same ? ((IfNotExists<?>) set.value()).otherwise() : set.value();
        return given instanceof Value constant && constant.attribute().equals(value);
    }

    private static UpdateExpression following(
            String what,
            Table<?> table,
            Item key,
            UpdateExpression whole,
            UpdateExpression update,
            String name,
            KeyTemplate made) {
        Map<String, Object> known = known(table, key);
        boolean touched = false;
        boolean removed = false;
        boolean computed = false;
        for (Map.Entry<String, String> member : made.attributes().entrySet()) {
            Optional<UpdateAction> action = actionOn(member.getValue(), update);
            if (action.isEmpty()) {
                continue;
            }
            touched = true;
            if (action.get() instanceof UpdateAction.Remove remove && isWhole(remove.path())) {
                removed = true;
            } else if (action.get() instanceof UpdateAction.Set set
                    && isWhole(set.path())
                    && set.value() instanceof Value value) {
                removed |= value.attribute() == AttributeValue.Null.NULL;
                known.put(member.getKey(), value.attribute());
            } else {
                computed = true;
            }
        }
        if (!touched) {
            return whole;
        } else if (mayBeGiven(table, name)) {
            throw new IllegalStateException(what + " an item of table " + table.name()
                    + " changes what the index key " + name + " is made of, \"" + made
                    + "\", and the item may have been given another; say what " + name
                    + " is, too, or put the whole item");
        } else if (removed) {
            return whole.remove(Path.attr(name));
        } else if (computed || !known.keySet().containsAll(made.names())) {
            throw new IllegalStateException(what + " an item of table " + table.name()
                    + " changes what the index key " + name + " is made of, \"" + made
                    + "\"; set all of " + made.names() + " to values at the same time, or put the whole item");
        }
        return whole.set(Path.attr(name), (Object) text(what, table, name, made, known));
    }

    private static AttributeValue text(
            String what, Table<?> table, String name, KeyTemplate made, Map<String, Object> known) {
        try {
            return AttributeValue.of(made.text(known));
        } catch (CodecException e) {
            throw new IllegalStateException(
                    what + " an item of table " + table.name() + " cannot make the index key " + name + ": "
                            + e.getMessage(),
                    e);
        }
    }

    /** What the item's own key tells of members, by their Java names. */
    private static Map<String, Object> known(Table<?> table, Item key) {
        Map<String, Object> known = new HashMap<>();
        key.asMap().forEach((name, value) -> {
            KeyTemplate template = table.schema().templates().get(name);
            if (template != null && value instanceof AttributeValue.S text) {
                known.putAll(members(template, text.value()));
            }
        });
        table.schema()
                .templates()
                .values()
                .forEach(template -> template.attributes()
                        .forEach((member, attribute) ->
                                key.get(attribute).ifPresent(value -> known.putIfAbsent(member, value))));
        return known;
    }

    /** What made a key; nothing if it was given otherwise. */
    private static Map<String, Object> members(KeyTemplate template, String key) {
        try {
            return template.parse(key);
        } catch (CodecException e) {
            return Map.of();
        }
    }

    private static Optional<UpdateAction> actionOn(String attribute, UpdateExpression update) {
        List<UpdateAction> actions = update.actions();
        return actions.stream().filter(action -> isOn(attribute, action)).findFirst();
    }

    private static boolean isOn(String attribute, UpdateAction action) {
        return action.path().segments().get(0) instanceof Segment.Name name
                && name.name().equals(attribute);
    }

    private static boolean isWhole(Path<?> path) {
        return path.segments().size() == 1;
    }
}
