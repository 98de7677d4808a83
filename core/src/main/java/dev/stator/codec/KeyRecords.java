package dev.stator.codec;

import dev.stator.error.CodecException;
import dev.stator.value.AttributeValue;
import dev.stator.value.Item;
import java.lang.invoke.MethodHandles;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Records that stand for keys, whose components are named as the members of a class that its keys are, or are made of. Each
 * class of such records is learnt once.
 */
final class KeyRecords {
    /** One component. */
    private record Reader(Property property, Function<Object, @Nullable Object> getter) {}

    private final MethodHandles.@Nullable Lookup access;
    private final Map<String, String> javaNames;
    private final Map<Class<?>, Map<String, Reader>> readers = new ConcurrentHashMap<>();

    /**
     * Key records for a class.
     *
     * @param javaNames the Java names of its attributes, by their stored names
     */
    KeyRecords(MethodHandles.@Nullable Lookup access, Map<String, String> javaNames) {
        this.access = access;
        this.javaNames = Map.copyOf(javaNames);
    }

    /** Whether an object is a record that gives several members, rather than a value of this key. */
    static boolean isKeyRecord(@Nullable Object given, KeyAttribute key) {
        if (given == null) {
            return false;
        }
        boolean value = key.codec() instanceof TemplateCodec templates
                ? templates.takes(given)
                : key.codec().javaClass().isInstance(given);
        return given.getClass().isRecord() && !(given instanceof AttributeValue) && !value;
    }

    /** The values of a record's components, by their names. */
    Map<String, Object> values(Object record) {
        Map<String, Object> values = new LinkedHashMap<>();
        readers(record.getClass()).forEach((name, reader) -> {
            Object value = reader.getter.apply(record);
            if (value == null) {
                throw new IllegalArgumentException("The key record "
                        + record.getClass().getName() + " has null as " + name + "; every part of a key has a value");
            }
            values.put(name, value);
        });
        return values;
    }

    private Map<String, Reader> readers(Class<?> type) {
        return readers.computeIfAbsent(type, ignored -> {
            Anatomy anatomy = Anatomy.of(type);
            Access way = Access.to(anatomy, access);
            Map<String, Reader> learnt = new LinkedHashMap<>();
            anatomy.properties()
                    .forEach(property -> learnt.put(property.name(), new Reader(property, way.getter(property))));
            return learnt;
        });
    }

    /**
     * Checks that a class has a component for each member of the keys, of its class, and no others.
     *
     * @throws IllegalArgumentException if it has not
     */
    void check(Class<?> type, List<KeyAttribute> keys) {
        Map<String, KeyAttribute> wanted = new LinkedHashMap<>();
        keys.forEach(key -> members(key).forEach(wanted::putIfAbsent));
        Map<String, Reader> given = readers(type);
        if (!given.keySet().equals(wanted.keySet())) {
            throw new IllegalArgumentException("The key record " + type.getName() + " has the components "
                    + given.keySet() + ", and the key is " + wanted.keySet() + "; name them alike");
        }
        wanted.forEach((name, key) -> {
            Class<?> found = Members.boxed(
                    Objects.requireNonNull(given.get(name)).property.raw());
            if (found != Members.boxed(key.codec().javaClass())) {
                throw new IllegalArgumentException("The key record " + type.getName() + " has " + name + " as a "
                        + found.getName() + ", and the key needs a "
                        + key.codec().javaClass().getName());
            }
        });
    }

    /** The members that a key is, or is made of, each as a key of its own. */
    private Map<String, KeyAttribute> members(KeyAttribute key) {
        Map<String, KeyAttribute> members = new LinkedHashMap<>();
        if (key.codec() instanceof TemplateCodec templates) {
            templates.template().parts().forEach(part -> members.put(part.name(), part.value()));
        } else {
            members.put(javaNames.getOrDefault(key.name(), key.name()), key);
        }
        return members;
    }

    /**
     * The key attributes that a record stands for.
     *
     * @throws IllegalArgumentException if the record does not fit
     */
    Item key(Object record, List<KeyAttribute> keys) {
        check(record.getClass(), keys);
        Map<String, Object> values = values(record);
        Item item = Item.empty();
        for (KeyAttribute key : keys) {
            item = item.with(key.name(), value(key, values));
        }
        return item;
    }

    private AttributeValue value(KeyAttribute key, Map<String, Object> values) {
        if (key.codec() instanceof TemplateCodec templates) {
            try {
                return new AttributeValue.S(templates.template().text(values));
            } catch (CodecException e) {
                throw new IllegalArgumentException("Key attribute " + key.name() + ": " + e.getMessage(), e);
            }
        }
        return key.value(values.get(javaNames.getOrDefault(key.name(), key.name())));
    }
}
