package dev.stator.codec;

import dev.stator.value.AttributeValue;
import java.lang.annotation.Annotation;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Member;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.TypeVariable;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Learns one record class, with all that it holds, from its type: once, and loudly. Every error names the path of
 * accessors from the class on which the learning began.
 */
final class Learning {
    /** A generic record can hold itself with ever larger arguments; nothing of use is nested this deep. */
    private static final int MAX_DEPTH = 64;

    private final Mapping mapping;
    private final Map<TypeShape, Codec<?>> records = new HashMap<>();
    private final Deque<String> path = new ArrayDeque<>();
    /** The types whose converters are being learnt; what a converter stores is not converted by itself again. */
    private final Set<TypeShape> converting = new HashSet<>();

    Learning(Mapping mapping) {
        this.mapping = mapping;
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
        Access way = Access.to(type, mapping.access());
        Map<TypeVariable<?>, TypeShape> variables = shape.variables();
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

    private Component component(RecordComponent component, Map<TypeVariable<?>, TypeShape> variables, Access way) {
        TypeShape shape;
        try {
            shape = TypeShape.of(component.getAnnotatedType(), variables).with(TypeShape.formOf(component));
        } catch (IllegalArgumentException e) {
            throw refusal(String.valueOf(e.getMessage()));
        }
        Codec<?> codec = present(shape);
        if (path.size() == 2 && Keys.isKey(component)) {
            codec = NonEmptyCodec.guard(codec);
        }
        boolean nullable =
                shape.nullable() || TypeShape.isNullable(component) || TypeShape.isNullable(component.getAccessor());
        boolean stamped = path.size() == 2 && !Stamp.Kind.of(component).isEmpty();
        Absence absence = stamped ? unstamped(codec, component) : absence(codec, nullable);
        Codec.Member member = new Codec.Member(component.getName(), storedName(component), codec, absence.allowed());
        return Component.bind(member, component, absence, way);
    }

    private static Absence absence(Codec<?> codec, boolean nullable) {
        if (codec instanceof OptionalCodec<?, ?> optional) {
            return Absence.of(optional.empty());
        } else if (nullable) {
            return Absence.NULL;
        }
        return codec instanceof SetCodec<?> set ? Absence.of(set.empty()) : Absence.REFUSED;
    }

    /** What stands for a stamp that an item does not have, as before its first write: the blank that is filled in. */
    private static Absence unstamped(Codec<?> codec, RecordComponent component) {
        if (component.getType().isPrimitive() && codec instanceof NumberCodec<?>) {
            return Absence.of(codec.read(new TreeItemReader(AttributeValue.of(0))));
        }
        return absence(codec, true);
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
        if (shape.nullable() && present == ValueCodec.INSTANCE) {
            throw refusal("a @Nullable AttributeValue within a list or map cannot be told from its own Null;"
                    + " use AttributeValue, and AttributeValue.Null.NULL for null");
        }
        boolean nullable = shape.nullable() || present instanceof UntypedCodec;
        return nullable && !(present instanceof OptionalCodec<?, ?>) ? new NullableCodec<>(present) : present;
    }

    /** The codec of a type, for values that are not null. */
    private Codec<?> present(TypeShape shape) {
        Class<?> raw = shape.raw();
        Optional<Codec<?>> converted = converted(shape);
        if (converted.isPresent()) {
            return converted.get();
        }
        Optional<Codec<?>> standard = StandardCodecs.of(raw);
        if (standard.isPresent()) {
            return standard.get();
        } else if (raw.isRecord()) {
            TypeShape key = shape.present();
            Codec<?> known = records.get(key);
            return known == null ? record(raw, key) : known;
        } else if (raw.isEnum()) {
            List<Member> codes = EnumForm.codes(raw);
            return codes.isEmpty() ? constants(raw) : coded(raw, codes);
        } else if (raw == Object.class) {
            return new UntypedCodec(mapping.numbers());
        } else if (raw == List.class || raw == Collection.class) {
            return new ListCodec<>(element(argument(shape, 0)));
        } else if (raw == Set.class || isSorted(raw, Set.class, NavigableSet.class)) {
            return set(argument(shape, 0), raw != Set.class);
        } else if (raw == Map.class || isSorted(raw, Map.class, NavigableMap.class)) {
            return map(argument(shape, 0), argument(shape, 1), raw != Map.class);
        } else if (raw == Optional.class) {
            return optional(present(argument(shape, 0)));
        }
        throw refusal("a component of type " + shape + " cannot be stored; " + advice(raw));
    }

    /** The codec of a type that an annotation, the mapping or its class says how to convert. */
    private Optional<Codec<?>> converted(TypeShape shape) {
        Annotation form = shape.form();
        if (form != null) {
            return Optional.of(converted(shape, form));
        }
        TypeShape bare = shape.bare();
        if (converting.contains(bare)) {
            return Optional.empty();
        }
        Optional<Object> registered = mapping.converter(bare);
        if (registered.isPresent()) {
            return Optional.of(converted(bare, Conversion.of(registered.get()), registered.get()));
        }
        Convert ofClass = shape.raw().getAnnotation(Convert.class);
        return ofClass == null ? Optional.empty() : Optional.of(converted(shape, ofClass));
    }

    private Codec<?> converted(TypeShape shape, Annotation form) {
        Convert convert = form instanceof Convert itself
                ? itself
                : Objects.requireNonNull(form.annotationType().getAnnotation(Convert.class));
        List<TypeShape> taken = new ArrayList<>();
        try {
            for (Class<?> type : convert.value()) {
                Conversion conversion = Conversion.of(type);
                if (conversion.takes(shape)) {
                    return converted(shape.bare(), conversion, conversion.instance(shape, mapping));
                }
                taken.add(conversion.from());
            }
        } catch (IllegalArgumentException e) {
            throw refusal(String.valueOf(e.getMessage()), e);
        }
        if (shape.raw() == Optional.class) {
            return optional(present(argument(shape, 0).with(form)));
        }
        throw refusal("@" + form.annotationType().getSimpleName() + " is for "
                + taken.stream().map(TypeShape::toString).collect(Collectors.joining(" or "))
                + ", and this is a " + shape);
    }

    private Codec<?> converted(TypeShape bare, Conversion conversion, Object converter) {
        if (converter instanceof Codec<?> codec) {
            return codec;
        } else if (path.size() > MAX_DEPTH) {
            throw refusal("types are converted to types that are converted, without end");
        }
        path.addLast("(" + conversion.type().getSimpleName() + ")");
        boolean added = converting.add(bare);
        Codec<?> target = present(conversion.to().orElseThrow());
        if (added) {
            converting.remove(bare);
        }
        path.removeLast();
        return convertedTo(bare.raw(), (Converter<?, ?>) converter, target);
    }

    @SuppressWarnings("unchecked") // The converter's type arguments were compared with the class and gave the target.
    private static <T, S> Codec<T> convertedTo(Class<?> type, Converter<?, ?> converter, Codec<S> target) {
        return ConvertedCodec.of((Class<T>) type, (Converter<T, S>) converter, target);
    }

    private Codec<?> optional(Codec<?> present) {
        if (present == ValueCodec.INSTANCE) {
            throw refusal("an Optional of an AttributeValue cannot be told from its own Null; use AttributeValue,"
                    + " declared @Nullable if there may be none");
        } else if (present instanceof OptionalCodec<?, ?>) {
            throw refusal(
                    "an Optional within an Optional is stored as one, so it would not come back; use one Optional");
        }
        return OptionalCodec.of(present);
    }

    private TypeShape argument(TypeShape shape, int place) {
        if (shape.arguments().isEmpty()) {
            throw refusal("the type " + shape + " has no type arguments; say what is in it");
        }
        return shape.arguments().get(place);
    }

    /** Whether a type is one of the two sorted interfaces of sets or of maps. */
    private static boolean isSorted(Class<?> raw, Class<?> least, Class<?> most) {
        return raw.isAssignableFrom(most) && least.isAssignableFrom(raw) && raw.isInterface();
    }

    private void checkSortable(TypeShape type, boolean sorted) {
        if (sorted && !Comparable.class.isAssignableFrom(type.bare().raw())) {
            throw refusal("a " + type + " has no order of its own, so it cannot be sorted; use Set or Map");
        }
    }

    private Codec<?> set(TypeShape element, boolean sorted) {
        checkSortable(element, sorted);
        if (!element.nullable() && present(element) instanceof ScalarCodec<?> scalar) {
            return new SetCodec<>(scalar, sorted);
        }
        throw refusal("a DynamoDB set holds strings, numbers or binaries and no null, so a Set of "
                + (element.nullable() ? "@Nullable " : "") + element + " cannot be stored; use a List");
    }

    private Codec<?> map(TypeShape key, TypeShape value, boolean sorted) {
        checkSortable(key, sorted);
        if (!key.nullable() && present(key) instanceof TextForm<?> text) {
            return new MapCodec<>(text, element(value), sorted);
        }
        throw refusal("the keys of a DynamoDB map are strings, so a Map from " + key
                + " cannot be stored; use String, an enum, UUID or another class that is stored as a string");
    }

    private <E> Codec<E> coded(Class<E> type, List<Member> codes) {
        try {
            if (codes.size() > 1) {
                throw new IllegalArgumentException(type.getName() + " has two codes, "
                        + codes.get(0).getName() + " and " + codes.get(1).getName() + "; keep one @EnumCode");
            }
            Member code = codes.get(0);
            TypeShape shape =
                    TypeShape.of(EnumForm.typeOf(code), Map.of()).with(TypeShape.formOf((AnnotatedElement) code));
            if (present(shape) instanceof ScalarCodec<?> scalar) {
                return ConvertedCodec.of(type, new EnumForm<>(type, code, mapping), scalar);
            }
            throw new IllegalArgumentException("@EnumCode " + code.getName() + " is a " + shape
                    + "; a code is stored as a string, a number or a binary");
        } catch (IllegalArgumentException e) {
            throw refusal(String.valueOf(e.getMessage()), e);
        }
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
        if (raw.isArray() || Collection.class.isAssignableFrom(raw)) {
            return "use List, Collection or Set";
        } else if (Map.class.isAssignableFrom(raw)) {
            return "use Map";
        } else if (raw.getName().startsWith("java.util.Date") || raw.getName().startsWith("java.sql.")) {
            return "use Instant or another class of java.time";
        }
        return "use a record, a class of the JDK with a text of its own, or AttributeValue, or give it a converter";
    }

    private IllegalArgumentException refusal(String problem) {
        return refusal(problem, null);
    }

    private IllegalArgumentException refusal(String problem, @Nullable Exception cause) {
        return new IllegalArgumentException(String.join(".", path) + ": " + problem, cause);
    }
}
