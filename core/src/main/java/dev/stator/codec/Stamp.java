package dev.stator.codec;

import dev.stator.value.AttributeType;
import dev.stator.value.AttributeValue;
import java.lang.annotation.Annotation;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;

/**
 * An attribute that the library fills when it writes an item. A class says so by {@link Version}, {@link Created}, {@link
 * Modified} or {@link GeneratedUuid}; a schema of dynamic items by {@link TableSchema#withStamp}.
 *
 * @param name the name as stored
 * @param kind what it is filled with
 * @param codec the codec of its values
 */
public record Stamp(String name, Kind kind, Codec<?> codec) {
    /** What stamps are filled with. */
    public enum Kind {
        /** A count of the writes; see {@link Version}. */
        VERSION(Version.class),
        /** When the item was first stored; see {@link Created}. */
        CREATED(Created.class),
        /** When the item was last written; see {@link Modified}. */
        MODIFIED(Modified.class),
        /** A random UUID, for good; see {@link GeneratedUuid}. */
        UUID(GeneratedUuid.class);

        private final Class<? extends Annotation> mark;

        Kind(Class<? extends Annotation> mark) {
            this.mark = mark;
        }

        /** What the annotations of a property ask for: one kind, if they make sense. */
        static List<Kind> of(Property property) {
            return Arrays.stream(values())
                    .filter(kind -> property.isMarked(kind.mark))
                    .toList();
        }

        /** The annotation as people write it. */
        String mark() {
            return "@" + mark.getSimpleName();
        }
    }

    private static final UUID NO_UUID = new UUID(0, 0);

    private static final Map<Class<?>, Function<Instant, Object>> TIMES = Map.of(
            Instant.class, now -> now,
            OffsetDateTime.class, now -> now.atOffset(ZoneOffset.UTC),
            ZonedDateTime.class, now -> now.atZone(ZoneOffset.UTC),
            LocalDateTime.class, now -> LocalDateTime.ofInstant(now, ZoneOffset.UTC),
            LocalDate.class, now -> LocalDate.ofInstant(now, ZoneOffset.UTC),
            String.class, InstantText::format,
            Long.class, Instant::toEpochMilli);

    private static final Map<Class<?>, Function<UUID, Object>> UUIDS =
            Map.of(UUID.class, uuid -> uuid, String.class, UUID::toString);

    private static final Set<Class<?>> WHOLE_NUMBERS =
            Set.of(Long.class, Integer.class, Short.class, BigInteger.class, BigDecimal.class);

    /**
     * Checks the stamp.
     *
     * @throws IllegalArgumentException if values of the codec's class cannot be filled in
     */
    public Stamp {
        codec = codec instanceof OptionalCodec<?, ?> optional ? optional.present() : codec;
        Class<?> type = codec.javaClass();
        boolean fits = switch (kind) {
            case VERSION ->
                WHOLE_NUMBERS.contains(type)
                        && codec instanceof ScalarCodec<?> scalar
                        && scalar.type() == AttributeType.N;
            case CREATED, MODIFIED -> TIMES.containsKey(type);
            case UUID -> UUIDS.containsKey(type);
        };
        if (!fits) {
            throw new IllegalArgumentException("is a " + kind.mark() + " of type " + type.getName() + "; make it "
                    + (switch (kind) {
                        case VERSION -> "a long or another whole number";
                        case CREATED, MODIFIED -> "an Instant, a String or a long";
                        case UUID -> "a UUID or a String";
                    }));
        }
    }

    private static Stamp of(String name, Kind kind, Class<?> type) {
        return new Stamp(name, kind, StandardCodecs.of(type).orElseThrow());
    }

    /** A count of the writes, for tables of dynamic items; see {@link Version}. */
    public static Stamp version(String name) {
        return of(name, Kind.VERSION, Long.class);
    }

    /** When the item was first stored, as a string, for tables of dynamic items; see {@link Created}. */
    public static Stamp created(String name) {
        return of(name, Kind.CREATED, Instant.class);
    }

    /** When the item was last written, as a string, for tables of dynamic items; see {@link Modified}. */
    public static Stamp modified(String name) {
        return of(name, Kind.MODIFIED, Instant.class);
    }

    /** A random UUID, as a string, for tables of dynamic items; see {@link GeneratedUuid}. */
    public static Stamp uuid(String name) {
        return of(name, Kind.UUID, UUID.class);
    }

    /** A time as it is stored. */
    public AttributeValue value(Instant time) {
        return written(TIMES.getOrDefault(codec.javaClass(), now -> now).apply(time));
    }

    /** A UUID as it is stored. */
    public AttributeValue value(UUID uuid) {
        return written(UUIDS.getOrDefault(codec.javaClass(), random -> random).apply(uuid));
    }

    /** Whether a stored value stands for none yet: an empty text, 0, the epoch, a UUID of zeros. */
    public boolean isBlank(AttributeValue value) {
        return value.equals(new AttributeValue.S(""))
                || value.equals(new AttributeValue.N(BigDecimal.ZERO))
                || value == AttributeValue.Null.NULL
                || switch (kind) {
                    case VERSION -> false;
                    case CREATED, MODIFIED -> value.equals(value(Instant.EPOCH));
                    case UUID -> value.equals(value(NO_UUID));
                };
    }

    @SuppressWarnings("unchecked") // The value is of the codec's class.
    private AttributeValue written(Object value) {
        TreeItemWriter out = new TreeItemWriter();
        ((Codec<Object>) codec).write(value, out);
        return out.value();
    }
}
