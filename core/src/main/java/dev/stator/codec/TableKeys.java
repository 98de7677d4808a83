package dev.stator.codec;

import dev.stator.error.CodecException;
import dev.stator.value.AttributeValue;
import dev.stator.value.Item;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The key attributes of a table, and every way to a key: from values, from a record that stands for it, from its attributes,
 * from those of which templates make it.
 *
 * @param type the class of the items, which messages name
 * @param templates the templates by which keys are made, by the stored names of those
 * @param records what is known of records that stand for keys
 */
record TableKeys(
        Class<?> type,
        KeyAttribute partitionKey,
        Optional<KeyAttribute> sortKey,
        Map<String, KeyTemplate> templates,
        KeyRecords records) {
    TableKeys {
        if (sortKey.isPresent() && sortKey.get().name().equals(partitionKey.name())) {
            throw new IllegalArgumentException(
                    "The attribute " + partitionKey.name() + " cannot be both partition key and sort key");
        }
    }

    /** Both, or the one that there is. */
    List<KeyAttribute> attributes() {
        return Stream.concat(Stream.of(partitionKey), sortKey.stream()).toList();
    }

    /** Their stored names. */
    Set<String> names() {
        return attributes().stream().map(KeyAttribute::name).collect(Collectors.toSet());
    }

    /** The key that one object stands for: the attributes of the key, a key record, or a value of the partition key. */
    Item key(Object given) {
        if (KeyRecords.isKeyRecord(given, partitionKey)) {
            return records.key(given, attributes());
        } else if (given instanceof Item key) {
            return checked(key);
        }
        Item half = Item.of(partitionKey.name(), partitionKey.value(given));
        return sortKey.map(sorting -> half.with(
                        sorting.name(),
                        sorting.constant()
                                .orElseThrow(() -> refusal("has a sort key, " + sorting.name()
                                        + ", and the key has none; give both values"))))
                .orElse(half);
    }

    /** The key of a value for each attribute. */
    Item key(Object partition, Object sort) {
        KeyAttribute sorting = sortKey.orElseThrow(() ->
                refusal("has no sort key, and the key has one; give the value of " + partitionKey.name() + " alone"));
        return Item.of(partitionKey.name(), partitionKey.value(partition), sorting.name(), sorting.value(sort));
    }

    /** The attributes of a key that a record stands for; it may be that of an index. */
    Item ofRecord(Object record, List<KeyAttribute> keys) {
        if (!record.getClass().isRecord()) {
            throw refusal("has a key of several attributes, "
                    + keys.stream().map(KeyAttribute::name).toList()
                    + ", and one value is given; give one for each, or a record with a component for each");
        }
        return records.key(record, keys);
    }

    private Item checked(Item key) {
        if (!key.asMap().keySet().equals(names())) {
            throw refusal("has keys of "
                    + attributes().stream().map(KeyAttribute::name).collect(Collectors.joining(" and "))
                    + ", and the given one has "
                    + (key.size() == 0
                            ? "no attributes"
                            : String.join(", ", key.asMap().keySet())));
        }
        Item checked = Item.empty();
        for (KeyAttribute attribute : attributes()) {
            checked = checked.with(
                    attribute.name(), attribute.value(key.get(attribute.name()).orElseThrow()));
        }
        return checked;
    }

    /** The key of an item of which some attributes are known: the key's own, or else those of which a template makes it. */
    Item keyIn(Item attributes) {
        Item key = Item.empty();
        for (KeyAttribute attribute : attributes()) {
            key = key.with(
                    attribute.name(),
                    attributes
                            .get(attribute.name())
                            .map(attribute::value)
                            .or(attribute::constant)
                            .orElseGet(() -> made(attribute, attributes)));
        }
        return key;
    }

    private AttributeValue made(KeyAttribute key, Item attributes) {
        KeyTemplate template = templates.get(key.name());
        Map<String, AttributeValue> members = new LinkedHashMap<>();
        if (template != null) {
            template.attributes()
                    .forEach((member, name) -> attributes.get(name).ifPresent(value -> members.put(member, value)));
        }
        if (template == null || members.size() < template.names().size()) {
            throw refusal("has the key attribute " + key.name() + ", and there is none, but only "
                    + attributes.asMap().keySet());
        }
        try {
            return new AttributeValue.S(template.text(members));
        } catch (CodecException e) {
            throw refusal("cannot make the key attribute " + key.name() + ": " + e.getMessage());
        }
    }

    /** What is wrong with a schema, or with what it was asked for. */
    IllegalArgumentException refusal(String problem) {
        return new IllegalArgumentException("The schema of " + type.getName() + " " + problem);
    }
}
