package dev.stator.codec;

import java.lang.invoke.MethodHandles;
import java.math.BigDecimal;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * How classes are mapped, beyond what they say themselves: for one schema through {@link TableSchema#of(Class, Mapping)},
 * or for all tables of a client through its builder. Immutable; remembers the classes that it has learnt, so keep it.
 *
 * <pre>{@code
 * Mapping ours = Mapping.standard().converter(new MoneyConverter()).converter(new UtcTimestamp.Form());
 * }</pre>
 */
public final class Mapping {
    private static final Mapping STANDARD = new Mapping(null, Map.of(), BigDecimal::new, Clock.systemUTC());

    private final MethodHandles.@Nullable Lookup access;
    private final Map<TypeShape, Object> converters;
    private final Function<String, ? extends Number> numbers;
    private final Clock clock;
    private final ClassValue<TableSchema<?>> learnt = new ClassValue<>() {
        @Override
        protected TableSchema<?> computeValue(Class<?> type) {
            return learn(type);
        }
    };

    private Mapping(
            MethodHandles.@Nullable Lookup access,
            Map<TypeShape, Object> converters,
            Function<String, ? extends Number> numbers,
            Clock clock) {
        this.access = access;
        this.converters = converters;
        this.numbers = numbers;
        this.clock = clock;
    }

    /** What holds when nothing is said. */
    public static Mapping standard() {
        return STANDARD;
    }

    /**
     * Stores all values of the converter's class through it, wherever the class stands: in components, lists, sets, maps.
     *
     * @throws IllegalArgumentException if it does not tell its classes, as a lambda does not; see {@link Converter#of}
     */
    public Mapping converter(Converter<?, ?> converter) {
        return with(Conversion.of(converter).from(), converter);
    }

    /**
     * Stores all values of the codec's class through it.
     *
     * @throws IllegalArgumentException if it does not tell its class
     */
    public Mapping codec(Codec<?> codec) {
        return with(Conversion.of(codec).from(), codec);
    }

    private Mapping with(TypeShape type, Object converter) {
        Map<TypeShape, Object> more = new HashMap<>(converters);
        more.put(type, converter);
        return new Mapping(access, Map.copyOf(more), numbers, clock);
    }

    /** Reaches classes that only their own module can reach; {@code MethodHandles.lookup()} of a class in that module. */
    public Mapping access(MethodHandles.Lookup lookup) {
        return new Mapping(Objects.requireNonNull(lookup, "lookup"), converters, numbers, clock);
    }

    /**
     * What the numbers in untyped values become, as in a {@code Map<String, Object>}: {@code BigDecimal::new}, which keeps
     * every digit, unless told otherwise, as by {@code Double::valueOf}.
     *
     * @param parse reads a number such as {@code -12.5}; never with an exponent
     */
    public Mapping numbers(Function<String, ? extends Number> parse) {
        return new Mapping(access, converters, Objects.requireNonNull(parse, "parse"), clock);
    }

    /** What says the time where an attribute depends on it; the system's by default. */
    public Mapping clock(Clock other) {
        return new Mapping(access, converters, numbers, Objects.requireNonNull(other, "other"));
    }

    MethodHandles.@Nullable Lookup access() {
        return access;
    }

    Clock clock() {
        return clock;
    }

    Function<String, ? extends Number> numbers() {
        return numbers;
    }

    Optional<Object> converter(TypeShape type) {
        return Optional.ofNullable(converters.get(type));
    }

    @SuppressWarnings("unchecked") // The value for a class is the schema of that class.
    <R> TableSchema<R> schema(Class<R> type) {
        return (TableSchema<R>) learnt.get(type);
    }

    private <R> TableSchema<R> learn(Class<R> type) {
        Optional<Hierarchy> hierarchy = Hierarchy.of(type);
        if (hierarchy.isEmpty()) {
            return new Learning(this).schema(type);
        }
        Class<?> root = hierarchy.get().root();
        return root == type
                ? new HierarchySchema(hierarchy.get(), this).of(type)
                : Mapping.<R>ofParent(schema(root)).narrowed(type);
    }

    @SuppressWarnings("unchecked") // The root is above the class.
    private static <R> TableSchema<? super R> ofParent(TableSchema<?> root) {
        return (TableSchema<? super R>) root;
    }

    /** The view that a class has of items, of which these attributes are the key. */
    <S> View<S> view(Class<S> type, ItemForm<?> items, Set<String> keys) {
        Hierarchy.of(type).ifPresent(hierarchy -> {
            throw new IllegalArgumentException(type.getName() + " is under the discriminator " + hierarchy.attribute()
                    + ", and a smaller record is of no class of items; read those of one class with of(…), or take a record"
                    + " of its own");
        });
        Set<String> known = items == ItemCodec.INSTANCE ? Set.of() : keys;
        return View.of(type, new Learning(this).part(type, known), items);
    }

    /** The codec of a class that holds a part of an item. */
    <S> RecordCodec<S> part(Class<S> type) {
        return new Learning(this).part(type, Set.of());
    }
}
