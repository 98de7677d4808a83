package dev.stator.codec;

import java.lang.invoke.MethodHandles;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.TypeVariable;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Learns one record class, with all that it holds, from its type: once, and loudly. Every error names the path of
 * accessors from the class on which the learning began.
 */
final class Learning {
    /** A generic record can hold itself with ever larger arguments; nothing of use is nested this deep. */
    private static final int MAX_DEPTH = 64;

    private final MethodHandles.@Nullable Lookup access;
    private final Map<TypeShape, Codec<?>> records = new HashMap<>();
    private final Deque<String> path = new ArrayDeque<>();

    Learning(MethodHandles.@Nullable Lookup access) {
        this.access = access;
    }

    /**
     * The codec of a record class that is a whole item.
     *
     * @throws IllegalArgumentException if the class is no record, or something in it cannot be stored
     */
    <R> RecordCodec<R> item(Class<R> type) {
        if (!type.isRecord()) {
            throw new IllegalArgumentException(type.getName()
                    + " is not a record; only records are mapped, and Item holds data of any other shape");
        }
        path.addLast(type.getSimpleName());
        RecordCodec<R> codec = record(type, TypeShape.of(type));
        path.removeLast();
        return codec;
    }

    private <R> RecordCodec<R> record(Class<R> type, TypeShape shape) {
        if (path.size() > MAX_DEPTH) {
            throw refusal("records are nested more than " + MAX_DEPTH + " levels deep");
        }
        RecursiveCodec<R> promise = new RecursiveCodec<>(type);
        records.put(shape, promise);
        Access way = Access.to(type, access);
        Map<TypeVariable<?>, TypeShape> variables = variables(type, shape);
        List<Component> components = new ArrayList<>();
        Map<String, String> accessors = new HashMap<>();
        for (RecordComponent component : type.getRecordComponents()) {
            path.addLast(component.getName());
            Component learnt = component(component, variables, way);
            String other = accessors.put(learnt.name(), component.getName());
            if (other != null) {
                throw refusal("the stored name \"" + learnt.name() + "\" is taken by the component " + other
                        + "; give one of them another with @Attribute");
            }
            components.add(learnt);
            path.removeLast();
        }
        RecordCodec<R> codec = new RecordCodec<>(type, components, way.constructor());
        promise.resolve(codec);
        records.put(shape, codec);
        return codec;
    }

    private static Map<TypeVariable<?>, TypeShape> variables(Class<?> type, TypeShape shape) {
        TypeVariable<?>[] names = type.getTypeParameters();
        Map<TypeVariable<?>, TypeShape> variables = new HashMap<>();
        for (int i = 0; i < shape.arguments().size(); i++) {
            variables.put(names[i], shape.arguments().get(i));
        }
        return variables;
    }

    private Component component(RecordComponent component, Map<TypeVariable<?>, TypeShape> variables, Access way) {
        TypeShape shape;
        try {
            shape = TypeShape.of(component.getAnnotatedType(), variables);
        } catch (IllegalArgumentException e) {
            throw refusal(String.valueOf(e.getMessage()));
        }
        Codec<?> codec = present(shape);
        if (path.size() == 2 && Keys.isKey(component)) {
            codec = NonEmptyCodec.guard(codec);
        }
        boolean nullable =
                shape.nullable() || TypeShape.isNullable(component) || TypeShape.isNullable(component.getAccessor());
        Absence absence = absence(codec, nullable);
        Codec.Member member = new Codec.Member(component.getName(), storedName(component), codec, absence.allowed());
        return Component.bind(member, component, absence, way);
    }

    private static Absence absence(Codec<?> codec, boolean nullable) {
        if (codec instanceof OptionalCodec<?, ?> optional) {
            return Absence.of(optional.empty());
        } else if (nullable) {
            return Absence.NULL;
        }
        return codec instanceof SetCodec<?> ? Absence.of(Set.of()) : Absence.REFUSED;
    }

    private String storedName(RecordComponent component) {
        Attribute attribute = component.getAnnotation(Attribute.class);
        if (attribute == null) {
            return component.getName();
        } else if (attribute.value().isEmpty()) {
            throw refusal("the stored name in @Attribute is empty");
        }
        return attribute.value();
    }

    /** The codec of an element, which may be declared nullable. */
    private Codec<?> element(TypeShape shape) {
        Codec<?> present = present(shape);
        return shape.nullable() && !(present instanceof OptionalCodec<?, ?>) ? new NullableCodec<>(present) : present;
    }

    /** The codec of a type, for values that are not null. */
    private Codec<?> present(TypeShape shape) {
        Class<?> raw = shape.raw();
        Optional<Codec<?>> standard = StandardCodecs.of(raw);
        if (standard.isPresent()) {
            return standard.get();
        } else if (raw.isRecord()) {
            TypeShape key = shape.present();
            Codec<?> known = records.get(key);
            return known == null ? record(raw, key) : known;
        } else if (raw.isEnum()) {
            return constants(raw);
        } else if (raw == List.class || raw == Collection.class) {
            return new ListCodec<>(element(argument(shape, 0)));
        } else if (raw == Set.class) {
            return set(argument(shape, 0));
        } else if (raw == Map.class) {
            return map(argument(shape, 0), argument(shape, 1));
        } else if (raw == Optional.class) {
            return OptionalCodec.of(present(argument(shape, 0)));
        }
        throw refusal("a component of type " + shape + " cannot be stored; " + advice(raw));
    }

    private TypeShape argument(TypeShape shape, int place) {
        if (shape.arguments().isEmpty()) {
            throw refusal("the type " + shape + " has no type arguments; say what is in it");
        }
        return shape.arguments().get(place);
    }

    private Codec<?> set(TypeShape element) {
        if (!element.nullable() && present(element) instanceof ScalarCodec<?> scalar) {
            return new SetCodec<>(scalar);
        }
        throw refusal("a DynamoDB set holds strings, numbers or binaries and no null, so a Set of "
                + (element.nullable() ? "@Nullable " : "") + element + " cannot be stored; use a List");
    }

    private Codec<?> map(TypeShape key, TypeShape value) {
        if (!key.nullable() && present(key) instanceof TextCodec<?> text) {
            return new MapCodec<>(text, element(value));
        }
        throw refusal("the keys of a DynamoDB map are strings, so a Map from " + key
                + " cannot be stored; use String, an enum, UUID or another class that is stored as a string");
    }

    private static <E> TextCodec<E> constants(Class<E> type) {
        Map<String, E> constants = new HashMap<>();
        for (E constant : type.getEnumConstants()) {
            constants.put(((Enum<?>) constant).name(), constant);
        }
        return new TextCodec<>(type, constant -> ((Enum<?>) constant).name(), name -> {
            E constant = constants.get(name);
            if (constant == null) {
                throw new IllegalArgumentException("no such constant");
            }
            return constant;
        });
    }

    private static String advice(Class<?> raw) {
        if (raw == Object.class) {
            return "use AttributeValue for a value of any type";
        } else if (raw.isArray() || Collection.class.isAssignableFrom(raw)) {
            return "use List, Collection or Set";
        } else if (Map.class.isAssignableFrom(raw)) {
            return "use Map";
        } else if (raw.getName().startsWith("java.util.Date") || raw.getName().startsWith("java.sql.")) {
            return "use Instant or another class of java.time";
        }
        return "use a record, a class of the JDK with a text of its own, or AttributeValue";
    }

    private IllegalArgumentException refusal(String problem) {
        return new IllegalArgumentException(String.join(".", path) + ": " + problem);
    }
}
