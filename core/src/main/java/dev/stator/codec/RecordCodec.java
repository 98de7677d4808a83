package dev.stator.codec;

import dev.stator.error.CodecException;
import dev.stator.value.AttributeValue;
import dev.stator.value.Item;
import dev.stator.value.ItemReader;
import dev.stator.value.ItemWriter;
import java.lang.invoke.MethodHandle;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A class, learnt once: a map within an item, or a whole item.
 *
 * <p>Reading expects the attributes in the order of the components, which is how they were written; any other order
 * costs a hash lookup each.
 *
 * @param <T> the class
 */
final class RecordCodec<T> implements ItemForm<T> {
    private final Class<T> type;
    private final Component[] components;
    private final Map<String, Integer> places = new HashMap<>();
    /** The attribute of each component; null where it is none of its own. */
    private final @Nullable String[] names;

    private final int parameters;
    private final MethodHandle constructor;
    private final Unknown unknown;

    /**
     * A codec of these components.
     *
     * @param components first what the constructor takes, in its order, then what is stored besides
     * @param parameters how many the constructor takes
     * @param constructor what makes an instance, of type {@code (Object[])Object}
     * @param unknown what is done with other attributes
     */
    RecordCodec(Class<T> type, List<Component> components, int parameters, MethodHandle constructor, Unknown unknown) {
        this.type = type;
        this.components = components.toArray(Component[]::new);
        this.parameters = parameters;
        this.constructor = constructor;
        this.unknown = unknown;
        this.names = new @Nullable String[this.components.length];
        for (int place = 0; place < this.components.length; place++) {
            if (this.components[place].isAttribute()) {
                names[place] = this.components[place].name();
                places.put(this.components[place].name(), place);
            }
        }
    }

    @Override
    public Class<T> javaClass() {
        return type;
    }

    @Override
    public void writeAttributes(T value, ItemWriter out) {
        int place = 0;
        try {
            for (; place < components.length; place++) {
                components[place].write(value, out);
            }
        } catch (CodecException e) {
            throw e.within(components[place].name());
        } catch (IllegalArgumentException e) {
            // Of the writer, which knows the rules of DynamoDB but not where it is.
            throw new CodecException(components[place].name(), String.valueOf(e.getMessage()), e);
        }
    }

    @Override
    public T readAttributes(ItemReader in) {
        @Nullable Object[] values = new @Nullable Object[components.length];
        int expected = 0;
        for (String name = in.nextName(); name != null; name = in.nextName()) {
            int place = placeOf(name, expected);
            if (place < 0) {
                unknown.take(name, in, values);
            } else {
                try {
                    values[place] = components[place].read(in);
                } catch (CodecException e) {
                    throw e.within(name);
                }
                expected = place + 1;
            }
        }
        unknown.finish(values);
        for (int place = parameters; place < components.length; place++) {
            ((MadeComponent) components[place]).spread(values[place], values);
        }
        for (int place = 0; place < values.length; place++) {
            if (values[place] == null) {
                try {
                    values[place] = components[place].absent();
                } catch (CodecException e) {
                    throw e.within(components[place].name());
                }
            }
        }
        if (values.length == parameters) {
            return construct(values);
        }
        T value = construct(Arrays.copyOf(values, parameters));
        for (int place = parameters; place < components.length; place++) {
            ((MadeComponent) components[place]).compare(values[place], value);
        }
        return value;
    }

    private int placeOf(String name, int expected) {
        if (expected < names.length && name.equals(names[expected])) {
            return expected;
        }
        return places.getOrDefault(name, -1);
    }

    @SuppressWarnings("unchecked") // The constructor makes nothing else.
    private T construct(@Nullable Object[] values) {
        try {
            return (T) (Object) constructor.invokeExact(values);
        } catch (RuntimeException e) {
            throw new CodecException(
                    "",
                    "the constructor of " + type.getName() + " refused the attributes: "
                            + e.getClass().getName(),
                    e);
        } catch (Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException("A canonical constructor threw a checked exception", e);
        }
    }

    @Override
    public Optional<AttributeValue> valueOf(T value, String name) {
        Integer place = places.get(name);
        if (place == null) {
            return Optional.empty();
        }
        TreeItemWriter out = new TreeItemWriter();
        out.startItem();
        try {
            components[place].write(value, out);
        } catch (CodecException e) {
            throw e.within(name);
        }
        out.endItem();
        return out.item().get(name);
    }

    /** What is stored, in the order of the components. */
    List<Member> members() {
        return Arrays.stream(components)
                .filter(component -> component.isAttribute() && !(component instanceof MadeComponent.OfMethod))
                .map(component -> component.member)
                .toList();
    }

    /** Whether a component takes the attributes that the class does not know. */
    boolean keepsUnknown() {
        return unknown instanceof Unknown.Kept;
    }

    @Override
    public T with(T value, Item attributes) {
        @Nullable Object[] values = new @Nullable Object[parameters];
        for (int place = 0; place < values.length; place++) {
            Component component = components[place];
            AttributeValue other =
                    component.isAttribute() ? attributes.get(component.name()).orElse(null) : null;
            try {
                values[place] = other == null ? component.value(value) : component.read(new TreeItemReader(other));
            } catch (CodecException e) {
                throw e.within(component.name());
            }
        }
        return construct(values);
    }

    @Override
    public Optional<Member> member(String accessor) {
        for (Component component : components) {
            if (component.member.accessor().equals(accessor)) {
                if (component instanceof MadeComponent.InKey inKey) {
                    throw new IllegalArgumentException(type.getName() + "::" + accessor
                            + " is stored within the key " + inKey.key()
                            + " alone, so no expression reaches it; say it of"
                            + " the key, or give the component an @Attribute to be stored under, too");
                }
                return Optional.of(component.member);
            }
        }
        return Optional.empty();
    }

    @Override
    public List<String> made(T value) {
        return Arrays.stream(components)
                .filter(component -> component instanceof MadeComponent
                        || (component instanceof MadeComponent.Explicit explicit && explicit.isMade(value)))
                .map(Component::name)
                .toList();
    }

    /** Whether an instance can be read without an attribute, which is read only to be compared with what is made anew. */
    boolean isComparedOnly(String name) {
        Integer place = places.get(name);
        return place != null && components[place] instanceof MadeComponent made && made.isComparedOnly();
    }

    @Override
    public boolean takes(String name) {
        return places.getOrDefault(name, parameters) < parameters;
    }

    @Override
    public Map<String, KeyTemplate> templates() {
        Map<String, KeyTemplate> templates = new LinkedHashMap<>();
        for (Component component : components) {
            template(component.name()).ifPresent(template -> templates.put(component.name(), template));
        }
        return templates;
    }

    /** The template that makes an attribute; empty if none does. */
    Optional<KeyTemplate> template(String name) {
        return Optional.ofNullable(places.get(name))
                .flatMap(place -> components[place] instanceof MadeComponent made
                        ? made.template()
                        : components[place] instanceof MadeComponent.Explicit explicit
                                ? explicit.made().template()
                                : Optional.empty());
    }

    @Override
    public Optional<Member> attribute(String name) {
        return Optional.ofNullable(places.get(name)).map(place -> components[place].member);
    }
}
