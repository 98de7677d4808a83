package dev.stator.codec;

import dev.stator.value.AttributeValue;
import java.lang.annotation.Annotation;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Member;
import java.lang.reflect.TypeVariable;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
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
 * Learns one class, with all that it holds, from its type: once, and loudly. Every error names the path of members from the
 * class on which the learning began.
 */
final class Learning {
    /** A generic record can hold itself with ever larger arguments; nothing of use is nested this deep. */
    private static final int MAX_DEPTH = 64;

    private final Mapping mapping;
    private final Map<Known, Codec<?>> known = new HashMap<>();
    private final Deque<String> path = new ArrayDeque<>();
    /** The types whose converters are being learnt; what a converter stores is not converted by itself again. */
    private final Set<TypeShape> converting = new HashSet<>();

    private Context context = Context.OUTERMOST;
    private Keys keys = Keys.NONE;
    private Keys keysOfItem = Keys.NONE;
    private Set<String> keysOfParts = Set.of();
    /** The attribute that tells the class which is learnt next, and which it therefore cannot have itself. */
    private Optional<String> reserved = Optional.empty();

    /** The same class is another one where other rules hold. */
    private record Known(TypeShape shape, Context context) {}

    Learning(Mapping mapping) {
        this.mapping = mapping;
    }

    /**
     * The schema of a class that is a whole item.
     *
     * @throws IllegalArgumentException if the class cannot be taken apart, something in it cannot be stored, or it has no
     *     or contradicting keys
     */
    <R> TableSchema<R> schema(Class<R> type) {
        ItemForm<R> form = whole(type);
        return keysOfItem.schema(type, plain(form), form, mapping);
    }

    /** The schema of one class under a discriminator, without the attribute that tells it. */
    <R> TableSchema<R> schema(Class<R> type, Hierarchy hierarchy) {
        context = context.within(hierarchy.root());
        reserved = reserved(type, hierarchy);
        return schema(type);
    }

    private static Optional<String> reserved(Class<?> type, Hierarchy hierarchy) {
        boolean keepsUnknown = hierarchy.unknown().filter(type::equals).isPresent();
        return keepsUnknown ? Optional.empty() : Optional.of(hierarchy.attribute());
    }

    /**
     * The codec of a class that reads parts of items, and them in their newest shape.
     *
     * @param keysOfWhole the attributes that are the key of the items, which users may take from what is read
     */
    <R> RecordCodec<R> part(Class<R> type, Set<String> keysOfWhole) {
        keysOfParts = keysOfWhole;
        return plain(whole(type));
    }

    private static <R> RecordCodec<R> plain(ItemForm<R> form) {
        return form instanceof ShapedCodec<R> shaped ? shaped.plain() : (RecordCodec<R>) form;
    }

    private <R> ItemForm<R> whole(Class<R> type) {
        if (!isOwn(type)) {
            throw new IllegalArgumentException(type.getName()
                    + " is not a record or class of your own with values in it; map one, put a @Discriminator on a sealed"
                    + " interface, or use Item for data of any other shape");
        }
        path.addLast(type.getSimpleName());
        ItemForm<R> codec = learn(type, TypeShape.of(type));
        path.removeLast();
        return codec;
    }

    /** Whether a class is none of the JDK's, nor of those that are one value. */
    private static boolean isOwn(Class<?> type) {
        ClassLoader loader = type.getClassLoader();
        return StandardCodecs.of(type).isEmpty()
                && !type.isEnum()
                && !type.isArray()
                && !type.isPrimitive()
                && !type.isAnnotation()
                && loader != null
                && loader != ClassLoader.getPlatformClassLoader()
                && !isBareInterface(type);
    }

    private static boolean isBareInterface(Class<?> type) {
        return type.isInterface()
                && Members.method(type, "builder").filter(Members::isStatic).isEmpty()
                && Arrays.stream(type.getDeclaredMethods())
                        .noneMatch(method -> method.isAnnotationPresent(Creator.class));
    }

    private <R> ItemForm<R> learn(Class<R> type, TypeShape shape) {
        if (path.size() > MAX_DEPTH) {
            throw refusal("records are nested more than " + MAX_DEPTH + " levels deep");
        }
        Context outer = context;
        context = outer.within(type);
        RecursiveCodec<R> promise = new RecursiveCodec<>(type);
        known.put(new Known(shape, context), promise);
        Anatomy anatomy = anatomy(type);
        Access way = Access.to(anatomy, mapping.access());
        Map<TypeVariable<?>, TypeShape> variables = shape.variables();
        Keys outerKeys = keys;
        keys = path.size() == 1 ? Keys.of(type, anatomy, context.naming()) : keysWithin(type, anatomy);
        List<Component> components = new ArrayList<>();
        Map<String, String> names = new HashMap<>();
        reserved.ifPresent(name -> names.put(name, "that tells the class"));
        reserved = Optional.empty();
        Optional<Upgrades> upgrades = upgrades(type);
        upgrades.ifPresent(known -> addName(known.shape().attribute(), "number of the shape", "", names));
        Unknown unknown = context.unknown() == UnknownAttributes.Rule.REFUSED ? Unknown.REFUSED : Unknown.DROPPED;
        for (Property property : anatomy.properties()) {
            path.addLast(property.name());
            Component learnt = component(property, variables, way, names);
            if (learnt instanceof RestComponent rest) {
                if (unknown instanceof Unknown.Kept || type.isAnnotationPresent(UnknownAttributes.class)) {
                    throw refusal("is a @Rest, which keeps unknown attributes, and there is a second one or an"
                            + " @UnknownAttributes that says otherwise; keep one of them");
                }
                unknown = rest.unknown(components.size());
            } else if (learnt.isAttribute()) {
                addName(learnt.name(), property.noun(), property.name(), names);
            }
            components.add(learnt);
            path.removeLast();
        }
        int parameters = components.size();
        for (Keys.Made made : keys.made()) {
            MadeComponent component = made(made, anatomy, components, variables, way);
            int holder = holder(made, components.subList(0, parameters));
            if (holder < 0) {
                addName(made.name(), made.method() == null ? "key template" : "method", made.name(), names);
                components.add(component);
            } else {
                components.set(holder, explicit(components.get(holder), component));
            }
        }
        ItemForm<R> codec =
                shaped(new RecordCodec<>(type, components, parameters, way.constructor(), unknown), upgrades);
        if (path.size() == 1) {
            keysOfItem = keys;
        }
        keys = outerKeys;
        promise.resolve(codec);
        known.put(new Known(shape, context), codec);
        context = outer;
        return codec;
    }

    private Keys keysWithin(Class<?> type, Anatomy anatomy) {
        try {
            return Keys.none(type, anatomy, context.naming());
        } catch (IllegalArgumentException e) {
            throw refusal(String.valueOf(e.getMessage()), e);
        }
    }

    private Optional<Upgrades> upgrades(Class<?> type) {
        try {
            return Upgrades.of(type, keys.namesOfTable(), mapping.access());
        } catch (IllegalArgumentException e) {
            throw refusal(String.valueOf(e.getMessage()), e);
        }
    }

    private static <R> ItemForm<R> shaped(RecordCodec<R> plain, Optional<Upgrades> upgrades) {
        return upgrades.isPresent() ? new ShapedCodec<>(plain, upgrades.get()) : plain;
    }

    private void addName(String name, String noun, String javaName, Map<String, String> names) {
        String other = names.put(name, javaName);
        if (other != null) {
            throw refusal("the stored name \"" + name + "\" is taken by the " + noun + " " + other
                    + "; give one of them another with @Attribute");
        }
    }

    /** The property that holds what is made, and so wins over it; below 0 if there is none. */
    private static int holder(Keys.Made made, List<Component> components) {
        for (int i = 0; i < components.size(); i++) {
            if (components.get(i).isAttribute() && components.get(i).name().equals(made.name())) {
                return i;
            }
        }
        return -1;
    }

    private Component explicit(Component given, MadeComponent made) {
        if (!given.member.optional()) {
            throw refusal("the key " + made.name() + " is made by a method or template, and a component that is neither"
                    + " Optional nor @Nullable holds it too, so nothing would be made; declare that one Optional, or drop"
                    + " one of them");
        }
        return new MadeComponent.Explicit(given, made);
    }

    private MadeComponent made(
            Keys.Made made,
            Anatomy anatomy,
            List<Component> components,
            Map<TypeVariable<?>, TypeShape> variables,
            Access way) {
        if (made.method() != null) {
            path.addLast(made.method().name());
            Component computed = component(made.method(), made.name(), variables, way);
            path.removeLast();
            return new MadeComponent.OfMethod(computed, keys.isTableKey(made.name()));
        }
        Map<String, Component> sources = new LinkedHashMap<>();
        Map<String, Integer> held = new HashMap<>();
        Map<String, Integer> beside = new HashMap<>();
        List<Property> properties = anatomy.properties();
        for (int i = 0; i < properties.size(); i++) {
            Property property = properties.get(i);
            if (KeyTemplate.names(made.template()).contains(property.name())) {
                sources.put(property.name(), components.get(i));
                (keys.holding(property).filter(made::equals).isPresent() ? held : beside).put(property.name(), i);
            }
        }
        try {
            KeyTemplate template = KeyTemplate.of(made.template(), name -> Optional.ofNullable(sources.get(name)));
            boolean required = keys.isTableKey(made.name());
            for (Map.Entry<String, Component> source : sources.entrySet()) {
                if (required && source.getValue().member.optional() && !held.containsKey(source.getKey())) {
                    throw new IllegalArgumentException("the key template \"" + made.template() + "\" names "
                            + source.getKey() + ", which may be absent, and every item has its key; declare it without"
                            + " Optional, @Nullable or default");
                }
            }
            return new MadeComponent.OfTemplate(made.name(), template, required, sources, held, beside);
        } catch (IllegalArgumentException e) {
            throw refusal(String.valueOf(e.getMessage()));
        }
    }

    private Anatomy anatomy(Class<?> type) {
        try {
            return Anatomy.of(type);
        } catch (IllegalArgumentException e) {
            // Within another class the path says where; the class itself is named in any case.
            throw path.size() == 1
                    ? e
                    : refusal("the class cannot be stored: " + e.getMessage() + ", or give it a converter");
        }
    }

    private Component component(
            Property property, Map<TypeVariable<?>, TypeShape> variables, Access way, Map<String, String> names) {
        if (property.isMarked(Rest.class)) {
            return rest(property, present(shape(property, variables)), way, names);
        }
        Component component = component(property, keys.nameOf(property), variables, way);
        Optional<Keys.Made> key = keys.holding(property);
        if (key.isEmpty()) {
            return component;
        } else if (component.member.optional()) {
            throw refusal("is part of the key " + key.get().name() + " and may be absent; every item has its key, so"
                    + " declare it without Optional, @Nullable or default");
        }
        return new MadeComponent.InKey(
                component.member, way.getter(property), key.get().name());
    }

    private TypeShape shape(Property property, Map<TypeVariable<?>, TypeShape> variables) {
        try {
            return TypeShape.of(property.type(), variables).with(property.form());
        } catch (IllegalArgumentException e) {
            throw refusal(String.valueOf(e.getMessage()));
        }
    }

    private Component component(
            Property property, String storedName, Map<TypeVariable<?>, TypeShape> variables, Access way) {
        if (storedName.isEmpty()) {
            throw refusal("the stored name in @Attribute is empty");
        }
        TypeShape shape = shape(property, variables);
        Codec<?> codec = present(shape);
        if (keys.isTableKey(storedName) && property.isMarked(TimeToLive.class) && property.raw() == Duration.class) {
            throw refusal(
                    "is the time that is left, which is another in every write, and a key of the table, which stays; use"
                            + " an Instant");
        }
        if (keys.isKey(storedName)) {
            codec = keys.isTableKey(storedName) ? KeyCodec.ofTable(codec) : KeyCodec.ofIndex(codec);
        } else if (path.size() == 2 && keysOfParts.contains(storedName)) {
            codec = KeyCodec.ofTable(codec);
        }
        boolean nullable = shape.nullable() || property.isNullable();
        boolean stamped = path.size() == 2 && !Stamp.Kind.of(property).isEmpty();
        Absence absence = stamped ? unstamped(codec, property) : absence(property, storedName, codec, nullable, way);
        Codec.Member member =
                new Codec.Member(property.accessor(), storedName, codec, absence.allowed(), absence.stored());
        return Component.bind(member, property, absence, way);
    }

    private Component rest(Property property, Codec<?> codec, Access way, Map<String, String> names) {
        boolean values = codec instanceof MapCodec<?, ?> map
                && map.keys().javaClass() == String.class
                && map.values() == ValueCodec.INSTANCE;
        if (codec != (Object) ItemCodec.INSTANCE && !values) {
            throw refusal("is a @Rest of type " + property.type().getType().getTypeName()
                    + "; make it an Item, or a Map<String, AttributeValue>");
        }
        Codec.Member member = new Codec.Member(property.accessor(), property.name(), codec, true, false);
        return new RestComponent(member, way.getter(property), names.keySet());
    }

    /** What stands for a stamp that an item does not have, as before its first write: the blank that is filled in. */
    private static Absence unstamped(Codec<?> codec, Property property) {
        if (property.raw().isPrimitive() && codec instanceof NumberCodec<?>) {
            return Absence.of(codec.read(new TreeItemReader(AttributeValue.of(0))));
        }
        return absence(codec, true);
    }

    private Absence absence(Property property, String storedName, Codec<?> codec, boolean nullable, Access way) {
        Optional<Default> filled = property.mark(Default.class);
        Optional<NullRule> said = property.mark(Nulls.class).map(Nulls::value);
        boolean mayLack = nullable || codec instanceof OptionalCodec<?, ?>;
        if (filled.isPresent()) {
            if (mayLack || said.isPresent()) {
                throw refusal(
                        "has a default, and is Optional, @Nullable or under @Nulls too, so that no attribute would"
                                + " mean two things; keep one of them");
            }
            try {
                return Absence.filledBy(Filling.of(filled.get(), property, codec, way));
            } catch (IllegalArgumentException e) {
                throw refusal(String.valueOf(e.getMessage()));
            }
        }
        Absence natural = absence(codec, nullable);
        if (said.isPresent()) {
            boolean required = said.get() == NullRule.REQUIRED;
            if (required && mayLack) {
                throw refusal("is required by its @Nulls, and is Optional or @Nullable too; keep one of them");
            } else if (!required && property.raw().isPrimitive()) {
                throw refusal("is a " + property.raw() + ", which always has a value; take @Nulls away, or use a class"
                        + " that can be null");
            }
            if (said.get() == NullRule.STORED && keys.isKey(storedName)) {
                throw refusal("is a key, and is to be stored as the explicit null, which no key can be; use"
                        + " @Nulls(OMITTED)");
            }
            return natural.under(said.get());
        }
        Optional<NullRule> ofClass = context.nullsOf(way.type());
        if (ofClass.isEmpty()
                || ofClass.get() == NullRule.REQUIRED
                || property.raw().isPrimitive()
                || (mayLack && ofClass.get() == NullRule.OMITTED)
                || keys.isTableKey(storedName)) {
            return natural;
        }
        return natural.under(keys.isKey(storedName) ? NullRule.OMITTED : ofClass.get());
    }

    private static Absence absence(Codec<?> codec, boolean nullable) {
        if (codec instanceof OptionalCodec<?, ?> optional) {
            return Absence.of(optional.empty());
        } else if (nullable) {
            return Absence.NULL;
        }
        return codec instanceof SetCodec<?> set ? Absence.of(set.empty()) : Absence.REFUSED;
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
        Optional<Hierarchy> hierarchy = hierarchy(raw);
        if (hierarchy.isPresent()) {
            return of(hierarchy.get(), shape.present());
        } else if (isOwn(raw)) {
            TypeShape present = shape.present();
            Codec<?> learnt = known.get(new Known(present, context.within(raw)));
            return learnt == null ? learn(raw, present) : learnt;
        }
        throw refusal("a component of type " + shape + " cannot be stored; " + advice(raw));
    }

    private Optional<Hierarchy> hierarchy(Class<?> type) {
        try {
            return Hierarchy.of(type);
        } catch (IllegalArgumentException e) {
            throw refusal(String.valueOf(e.getMessage()), e);
        }
    }

    /** The codec of a class under a discriminator. */
    private Codec<?> of(Hierarchy hierarchy, TypeShape shape) {
        Class<?> root = hierarchy.root();
        Context outer = context;
        context = outer.within(root);
        Codec<?> learnt = known.get(new Known(TypeShape.of(root), context));
        if (learnt == null) {
            learnt = learn(root, hierarchy);
        }
        context = outer;
        return shape.raw() == root ? learnt : narrowed(learnt, shape.raw());
    }

    private <R> HierarchyCodec<R> learn(Class<R> root, Hierarchy hierarchy) {
        Known whole = new Known(TypeShape.of(root), context);
        RecursiveCodec<R> promise = new RecursiveCodec<>(root);
        known.put(whole, promise);
        Map<Class<?>, ItemForm<Object>> forms = new HashMap<>();
        for (Hierarchy.Kind kind : hierarchy.kinds()) {
            path.addLast("(" + kind.type().getSimpleName() + ")");
            reserved = reserved(kind.type(), hierarchy);
            forms.put(kind.type(), HierarchySchema.unchecked(learn(kind.type(), TypeShape.of(kind.type()))));
            path.removeLast();
        }
        HierarchyCodec<R> codec = new HierarchyCodec<>(root, hierarchy, forms);
        promise.resolve(codec);
        known.put(whole, codec);
        return codec;
    }

    private static <S> Codec<S> narrowed(Codec<?> learnt, Class<S> type) {
        return learnt instanceof HierarchyCodec<?> codec
                ? codec.of(type)
                : RecursiveCodec.partOf((RecursiveCodec<?>) learnt, type);
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
        if (raw.isSealed()) {
            return "put a @Discriminator on it that tells its classes apart";
        } else if (raw.isArray() || Collection.class.isAssignableFrom(raw)) {
            return "use List, Collection or Set";
        } else if (Map.class.isAssignableFrom(raw)) {
            return "use Map";
        } else if (raw.getName().startsWith("java.util.Date") || raw.getName().startsWith("java.sql.")) {
            return "use Instant or another class of java.time";
        }
        return "use a record or class of your own, a class of the JDK with a text of its own, or AttributeValue, or give it a converter";
    }

    private IllegalArgumentException refusal(String problem) {
        return refusal(problem, null);
    }

    private IllegalArgumentException refusal(String problem, @Nullable Exception cause) {
        return new IllegalArgumentException(String.join(".", path) + ": " + problem, cause);
    }
}
