package dev.stator.expression;

import dev.stator.codec.Codec;
import dev.stator.codec.TreeItemReader;
import dev.stator.codec.TreeItemWriter;
import dev.stator.error.CodecException;
import dev.stator.value.AttributeType;
import dev.stator.value.AttributeValue;
import java.lang.invoke.MethodType;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Turns what the user wrote into stored names and attribute values, along the codec of a whole item. */
final class Binding extends Rewriting {
    private static final Set<Class<?>> OPTIONALS =
            Set.of(Optional.class, OptionalInt.class, OptionalLong.class, OptionalDouble.class);

    /** The types whose values the service sorts. */
    private static final Set<AttributeType> SORTED = Set.of(AttributeType.S, AttributeType.N, AttributeType.B);

    private final Codec<?> root;

    Binding(Codec<?> root) {
        this.root = root;
    }

    /**
     * A bound path, the codec of what is there if the item's codec knows it, and whether the item can be read with
     * nothing there, whether no value is stored there as the explicit null, whether what is there, or around it, has
     * another form in each of several classes, and around it the value that is changed as a whole alone; null if there is
     * none.
     */
    private record Place(
            AnyPath path,
            @Nullable Codec<?> codec,
            boolean optional,
            boolean nullStored,
            boolean severalForms,
            @Nullable AnyPath whole) {
        /** The same place with the codec of the elements there, if there are any. */
        Place inside() {
            Codec<?> element = codec == null ? null : unwrapped(codec.element().orElse(null));
            return element == null ? this : new Place(path, element, optional, nullStored, severalForms, whole);
        }

        Optional<AttributeType> type() {
            return codec == null ? Optional.empty() : codec.storedType();
        }
    }

    @Override
    AnyPath path(Path<?> path) {
        return place(path).path;
    }

    private Place place(Path<?> path) {
        List<Segment> bound = new ArrayList<>();
        Codec<?> codec = root;
        boolean optional = true;
        boolean nullStored = false;
        boolean severalForms = false;
        AnyPath whole = null;
        for (Segment segment : path.segments()) {
            Codec<?> around = codec;
            if (segment instanceof Segment.Component component) {
                Codec.Member member = member(component, codec, path);
                bound.add(new Segment.Name(member.name()));
                codec = unwrapped(member.codec());
                optional = member.optional();
                nullStored = member.nullStored();
            } else {
                bound.add(segment);
                severalForms |=
                        codec != null && segment instanceof Segment.Name name && !codec.isStoredInOneForm(name.name());
                Optional<Codec.Member> member = attribute(codec, segment);
                Codec<?> inside = codec == null ? null : codec.element().orElse(null);
                codec = unwrapped(member.<Codec<?>>map(Codec.Member::codec).orElse(inside));
                optional = member.map(Codec.Member::optional).orElse(true);
                nullStored = member.map(Codec.Member::nullStored).orElse(false);
            }
            int depth = bound.size() - 1;
            if (whole == null && depth > 0 && isChangedAsWhole(around, bound.get(depth))) {
                whole = new AnyPath(List.copyOf(bound.subList(0, depth)));
            }
        }
        return new Place(new AnyPath(bound), codec, optional, nullStored, severalForms, whole);
    }

    private static boolean isChangedAsWhole(@Nullable Codec<?> around, Segment bound) {
        return around != null && bound instanceof Segment.Name name && around.isChangedAsWhole(name.name());
    }

    private static Codec.Member member(Segment.Component component, @Nullable Codec<?> codec, Path<?> path) {
        Optional<Codec.Member> member = Optional.ofNullable(codec)
                .flatMap(known -> known.narrowed(component.owner()))
                .flatMap(known -> known.member(component.accessor()));
        if (member.isPresent()) {
            return member.get();
        }
        throw new IllegalArgumentException("The path " + path + " has the accessor "
                + component.owner().getName() + "::" + component.accessor() + ", but what is there is "
                + (codec == null
                        ? "of no known class"
                        : "a " + codec.javaClass().getName())
                + ", which has no such component");
    }

    private static Optional<Codec.Member> attribute(@Nullable Codec<?> codec, Segment segment) {
        return codec != null && segment instanceof Segment.Name name ? codec.attribute(name.name()) : Optional.empty();
    }

    private static @Nullable Codec<?> unwrapped(@Nullable Codec<?> codec) {
        return codec != null && OPTIONALS.contains(codec.javaClass())
                ? codec.element().orElse(null)
                : codec;
    }

    /** An operand; a constant becomes what is stored at the other operand. */
    @Override
    Operand operand(Operand operand, Operand against) {
        if (operand instanceof Value value) {
            return against instanceof Path<?> path
                    ? comparable(value, place(path))
                    : against instanceof Size size ? number(value, size) : value(value, against, null);
        } else if (operand instanceof Size size) {
            return new Size(whole(size.operand(), size));
        }
        Place place = place((Path<?>) operand);
        if (against instanceof Path<?> other) {
            refuseOtherForm(place, place(other));
        } else if (against instanceof Size) {
            requireType(place, AttributeType.N, against);
        }
        return place.path;
    }

    @Override
    Operand ordered(Operand operand, Operand against) {
        Operand bound = operand(operand, against);
        if (bound instanceof Value value && !SORTED.contains(value.attribute().type())) {
            throw new IllegalArgumentException(
                    "A condition asks whether " + against + " is less or greater than a value of"
                            + " type " + value.attribute().type()
                            + ", and the service sorts strings, numbers and binaries alone; compare with eq(…), ne(…) or in(…)");
        } else if (operand instanceof Path<?> path && !isStoredForm(against)) {
            requireOrder(place(path));
        }
        return bound;
    }

    /** Whether an operand is a constant in the form in which it is stored, so that the order of that is meant. */
    private static boolean isStoredForm(Operand operand) {
        return operand instanceof Value value && value.content() instanceof AttributeValue;
    }

    private static void requireOrder(Place place) {
        Codec<?> codec = place.codec;
        if (codec == null) {
            return;
        }
        Optional<AttributeType> type = codec.storedType();
        String what = "A condition asks which " + place.path + " are less or greater, ";
        if (type.isPresent() && !SORTED.contains(type.get())) {
            throw new IllegalArgumentException(
                    what + "a " + boxed(codec).getName() + " stored as " + type.get()
                            + ", and the service sorts strings, numbers and binaries alone; compare with eq(…), ne(…) or in(…)");
        } else if (!codec.isStoredInOrder()) {
            throw new IllegalArgumentException(
                    what + "and the texts of a "
                            + boxed(codec).getName()
                            + " do not sort as its values do; use an Instant or a number, or give it a converter to what sorts");
        } else if (!isInOrder(codec)) {
            throw new IllegalArgumentException(what + "and what is stored of a "
                    + boxed(codec).getName()
                    + " does not sort as its constants do; name those that are meant, with in(…), or give them an"
                    + " @EnumCode that sorts");
        }
    }

    /** Whether the constants of an enum are stored so that they sort as they are declared; true of other classes. */
    private static boolean isInOrder(Codec<?> codec) {
        Object[] constants = codec.javaClass().getEnumConstants();
        for (int i = 1; constants != null && i < constants.length; i++) {
            if (new Value(stored(codec, constants[i - 1])).isAbove(new Value(stored(codec, constants[i])))) {
                return false;
            }
        }
        return true;
    }

    @Override
    Operand whole(Operand operand, Operand against) {
        return operand instanceof Path<?> path ? path(path) : operand(operand, operand);
    }

    /** What {@code contains} looks for; a constant becomes what is stored within the other operand. */
    @Override
    Operand element(Operand operand, Operand against) {
        if (operand instanceof Value value && against instanceof Path<?> path) {
            return comparable(value, place(path).inside());
        } else if (operand instanceof Path<?> part && against instanceof Path<?> path) {
            Place place = place(part);
            refuseOtherForm(place(path).inside(), place);
            return place.path;
        }
        return operand(operand, against);
    }

    /** A constant of a condition: of the type that is stored at the place, or an attribute value, which stands as it is. */
    private static Value comparable(Value value, Place place) {
        Value bound = value(value, place.path, place.codec);
        Optional<AttributeType> type = place.type();
        if (place.codec == null
                || type.isEmpty()
                || isStoredForm(value)
                || bound.attribute().type() == type.get()) {
            return bound;
        }
        throw new IllegalArgumentException("A constant of "
                + content(value, place.path).getClass().getName() + ", which is stored as "
                + bound.attribute().type() + ", stands against " + place.path + ", where a "
                + boxed(place.codec).getName() + " is stored as " + type.get()
                + ", so that no item would be found; give a "
                + boxed(place.codec).getName()
                + ", or, if what others wrote is meant, an AttributeValue");
    }

    private static Value number(Value value, Size size) {
        Value bound = value(value, size, null);
        if (bound.attribute().type() != AttributeType.N) {
            throw new IllegalArgumentException("A constant of "
                    + content(value, size).getClass().getName() + " stands against " + size
                    + ", which is a number; give a number");
        }
        return bound;
    }

    private static void requireType(Place place, AttributeType type, Object against) {
        if (place.type().filter(found -> found != type).isPresent()) {
            throw new IllegalArgumentException("An expression has " + place.path + ", which is stored as type "
                    + place.type().get() + ", stand where " + type + " is wanted, by " + against
                    + "; name an attribute of that type");
        }
    }

    @Override
    UpdateAction action(UpdateAction action) {
        Place target = place(action.path());
        refuseUncertain(target, "changes", "set", "put the item");
        if (action instanceof UpdateAction.Set set) {
            return set.value() instanceof Value value && meansAbsence(value, target)
                    ? absence(target)
                    : new UpdateAction.Set(target.path, setOperand(set.value(), target));
        } else if (action instanceof UpdateAction.Add add) {
            refuseStoredNull(target, "adds to");
            return new UpdateAction.Add(target.path, readable(add.value(), target));
        } else if (action instanceof UpdateAction.Delete delete) {
            return new UpdateAction.Delete(target.path, readable(delete.value(), target));
        }
        return removal(target, "removes " + target.path);
    }

    /** What is stored there, or around it, may be of another class or shape, and have something else there. */
    private static void refuseUncertain(Place place, String does, String rather, String or) {
        if (place.whole != null) {
            throw new IllegalArgumentException("An update " + does + " " + place.path + ", and what is stored at "
                    + place.whole + " may be of an older @Shape, or of another class under its @Discriminator; "
                    + rather + " the whole of " + place.whole + ", or " + or);
        }
        if (place.severalForms) {
            throw new IllegalArgumentException("An update " + does + " " + place.path
                    + ", which several classes store, each in a form of its own; say it of one class, with the table's"
                    + " of(…)");
        }
    }

    /** A place from which an update takes what it sets. */
    private Place source(Path<?> path, Place target) {
        Place source = place(path);
        refuseUncertain(source, "reads", "take", "set a value that was read with the item");
        refuseOtherForm(source, target);
        return source;
    }

    /** Whether a record with this value is stored without the attribute: no value, or an empty set, which cannot be stored. */
    private static boolean meansAbsence(Value value, Place place) {
        boolean list = place.codec != null && place.codec.javaClass() == Collection.class;
        return value.content() == null || (value.content() instanceof Set<?> set && set.isEmpty() && !list);
    }

    /** What storing the whole record would do where there is no value. */
    private static UpdateAction absence(Place target) {
        return target.nullStored
                ? new UpdateAction.Set(target.path, new Value(AttributeValue.Null.NULL))
                : removal(target, "sets " + target.path + " to no value");
    }

    private static UpdateAction removal(Place target, String what) {
        List<Segment> segments = target.path.segments();
        if (!target.optional) {
            throw new IllegalArgumentException("An update " + what
                    + ", which the record needs, so the item could not be read any more; set it to another value,"
                    + " or declare the component Optional or @Nullable");
        } else if (what.startsWith("sets") && segments.get(segments.size() - 1) instanceof Segment.Index) {
            throw new IllegalArgumentException("An update " + what
                    + ", and a list has an element at each place; remove it, so that those behind it move up, or set it to"
                    + " AttributeValue.Null.NULL");
        }
        return new UpdateAction.Remove(target.path);
    }

    private SetOperand setOperand(SetOperand operand, Place target) {
        if (operand instanceof Value value) {
            return readable(value, target);
        } else if (operand instanceof IfNotExists<?> choice) {
            Place place = source(choice.path(), target);
            refuseStoredNull(place, "asks whether there is");
            return new IfNotExists<>(place.path, setOperand(choice.otherwise(), place));
        } else if (operand instanceof ListAppend lists) {
            return new ListAppend(
                    typed(lists.first(), target, "list_append", AttributeType.L),
                    typed(lists.second(), target, "list_append", AttributeType.L));
        } else if (operand instanceof Arithmetic sum) {
            String symbol = sum.sign().symbol();
            return new Arithmetic(
                    typed(sum.left(), target, symbol, AttributeType.N),
                    sum.sign(),
                    typed(sum.right(), target, symbol, AttributeType.N));
        }
        return source((Path<?>) operand, target).path;
    }

    /** What is stored as the explicit null is there for the service, and means to the record that there is nothing. */
    private static void refuseStoredNull(Place place, String what) {
        if (place.nullStored) {
            throw new IllegalArgumentException("An update " + what + " " + place.path
                    + ", where no value is stored as the explicit null, so that the service finds one; set a value, under"
                    + " onlyIf(…) where it counts, or declare the component @Nulls(OMITTED)");
        }
    }

    /** Values of two types are never alike, and values of one class in two forms would be taken for others. */
    private static void refuseOtherForm(Place one, Place other) {
        if (one.codec != null && other.codec != null && contradict(one.codec, other.codec)) {
            throw new IllegalArgumentException("An expression has " + one.path + " and " + other.path
                    + " stand against each other, and they store a "
                    + boxed(one.codec).getName()
                    + " in different forms; give both components the same annotation or converter");
        }
        if (one.codec != null && other.codec != null && areOfOtherTypes(one.codec, other.codec)) {
            throw new IllegalArgumentException("An expression has " + one.path + " and " + other.path
                    + " stand against each other, and the one is stored as " + types(one.codec) + ", the other as "
                    + types(other.codec) + "; name two attributes of one type");
        }
    }

    private static boolean areOfOtherTypes(Codec<?> one, Codec<?> other) {
        Optional<AttributeType> first = one.storedType();
        Optional<AttributeType> second = other.storedType();
        if (first.isEmpty() || second.isEmpty()) {
            return false;
        }
        Codec<?> inOne = unwrapped(one.element().orElse(null));
        Codec<?> inOther = unwrapped(other.element().orElse(null));
        return first.get() != second.get() || (inOne != null && inOther != null && areOfOtherTypes(inOne, inOther));
    }

    /** The type as which a codec stores, and that of what is inside. */
    private static String types(Codec<?> codec) {
        String type = codec.storedType().map(AttributeType::name).orElse("any");
        Codec<?> inside = unwrapped(codec.element().orElse(null));
        return inside == null || inside.storedType().isEmpty() ? type : type + " of " + types(inside);
    }

    private static boolean contradict(Codec<?> one, Codec<?> other) {
        if (boxed(one) != boxed(other) || one.isStoredLike(other)) {
            return false;
        }
        Optional<Codec<?>> inOne = one.element();
        Optional<Codec<?>> inOther = other.element();
        return inOne.isEmpty() || inOther.isEmpty() || contradict(inOne.get(), inOther.get());
    }

    /** An operand of a computation, which the service does with values of one type. */
    private SetOperand typed(SetOperand operand, Place target, String operation, AttributeType type) {
        requireType(target, type, operation);
        if (operand instanceof Path<?> path) {
            requireType(place(path), type, operation);
        } else if (operand instanceof IfNotExists<?> choice) {
            requireType(place(choice.path()), type, operation);
        }
        SetOperand bound = setOperand(operand, target);
        SetOperand value = bound instanceof IfNotExists<?> choice ? choice.otherwise() : bound;
        if (value instanceof Value constant && constant.attribute().type() != type) {
            throw new IllegalArgumentException("An update gives " + operation + " for " + target.path
                    + " a constant of type " + constant.attribute().type() + "; it takes " + type);
        }
        return bound;
    }

    /** A constant that is to be stored at a place, so that its codec must be able to read it there. */
    private static Value readable(Value value, Place place) {
        Value bound = value(value, place.path, place.codec);
        AttributeValue attribute = bound.attribute();
        boolean absence = attribute == AttributeValue.Null.NULL && place.optional;
        if (place.codec == null || absence || accepts(place.codec, content(value, place.path))) {
            return bound;
        }
        try {
            place.codec.read(new TreeItemReader(attribute));
        } catch (CodecException e) {
            throw new IllegalArgumentException(
                    "An update gives " + place.path + " a "
                            + content(value, place.path).getClass().getName()
                            + ", which could not be read any more; the record needs a "
                            + boxed(place.codec).getName() + ": " + e.getMessage(),
                    e);
        }
        return bound;
    }

    /** A constant as the codec stores it, if there is one that takes its class. */
    static Value value(Value value, Object against, @Nullable Codec<?> codec) {
        if (value.object() instanceof AttributeValue) {
            return value;
        }
        Object content = content(value, against);
        try {
            return new Value(
                    codec != null && accepts(codec, content) ? stored(codec, content) : AttributeValue.of(content));
        } catch (CodecException | ClassCastException | IllegalArgumentException e) {
            throw misfit(content, against, codec, e);
        }
    }

    /** What a constant holds, which must be there. */
    static Object content(Value value, Object against) {
        Object content = value.content();
        if (content == null) {
            throw new IllegalArgumentException("What stands against " + against
                    + " is no value: an empty Optional, or null; say notExists(), or AttributeValue.Null.NULL");
        } else if (content instanceof Parameter parameter) {
            throw new IllegalArgumentException("The parameter \"" + parameter.name() + "\", which stands against "
                    + against + ", has no value yet; give it one with the expression's with(…)");
        }
        return content;
    }

    private static IllegalArgumentException misfit(
            Object content, Object against, @Nullable Codec<?> codec, Exception cause) {
        return new IllegalArgumentException(
                "A constant of " + content.getClass().getName() + " cannot stand against " + against
                        + (codec == null
                                ? ""
                                : ", which holds " + codec.javaClass().getName())
                        + ": " + cause.getMessage(),
                cause);
    }

    private static boolean accepts(Codec<?> codec, Object object) {
        return boxed(codec).isInstance(object);
    }

    private static Class<?> boxed(Codec<?> codec) {
        return MethodType.methodType(codec.javaClass()).wrap().returnType();
    }

    @SuppressWarnings("unchecked") // The class was compared; what is inside shows itself by a ClassCastException.
    private static <T> AttributeValue stored(Codec<T> codec, Object object) {
        TreeItemWriter out = new TreeItemWriter();
        codec.write((T) object, out);
        return out.value();
    }
}
