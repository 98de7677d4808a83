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
            @Nullable AnyPath whole) {}

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
                    ? value(value, path, place(path).codec)
                    : value(value, against, null);
        } else if (operand instanceof Size size) {
            return new Size(operand(size.operand(), size));
        }
        Place place = place((Path<?>) operand);
        if (against instanceof Path<?> other) {
            refuseOtherForm(place, place(other));
        }
        return place.path;
    }

    /** An operand of {@code contains}; a constant becomes what is stored within the other operand. */
    @Override
    Operand element(Operand operand, Operand against) {
        if (operand instanceof Value value && against instanceof Path<?> path) {
            Codec<?> whole = place(path).codec;
            Codec<?> element = whole == null ? null : unwrapped(whole.element().orElse(null));
            return value(value, path, element == null ? whole : element);
        }
        return operand(operand, against);
    }

    @Override
    UpdateAction action(UpdateAction action) {
        Place target = place(action.path());
        if (target.whole != null) {
            throw new IllegalArgumentException("An update changes " + target.path + ", and what is stored at "
                    + target.whole + " may be of an older @Shape, or of another class under its @Discriminator; set the"
                    + " whole of " + target.whole + ", or put the item");
        }
        if (target.severalForms) {
            throw new IllegalArgumentException("An update changes " + target.path
                    + ", which several classes store, each in a form of its own; say it of one class, with the table's"
                    + " of(…)");
        }
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
            Place place = place(choice.path());
            refuseStoredNull(place, "asks whether there is");
            refuseOtherForm(place, target);
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
        Place source = place((Path<?>) operand);
        refuseOtherForm(source, target);
        return source.path;
    }

    /** What is stored as the explicit null is there for the service, and means to the record that there is nothing. */
    private static void refuseStoredNull(Place place, String what) {
        if (place.nullStored) {
            throw new IllegalArgumentException("An update " + what + " " + place.path
                    + ", where no value is stored as the explicit null, so that the service finds one; set a value, under"
                    + " onlyIf(…) where it counts, or declare the component @Nulls(OMITTED)");
        }
    }

    /** Values of one class in two forms would be taken for others. */
    private static void refuseOtherForm(Place one, Place other) {
        if (one.codec != null && other.codec != null && contradict(one.codec, other.codec)) {
            throw new IllegalArgumentException("An expression has " + one.path + " and " + other.path
                    + " stand against each other, and they store a "
                    + boxed(one.codec).getName()
                    + " in different forms; give both components the same annotation or converter");
        }
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
