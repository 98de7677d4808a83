package dev.stator.conformance;

import dev.stator.value.Binary;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Currency;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;

/** Values of any type that {@link RandomRecords} has. */
final class RandomValue {
    private static final Map<Class<?>, Function<Random, Object>> SCALARS = Map.ofEntries(
            Map.entry(String.class, RandomValue::text),
            Map.entry(int.class, Random::nextInt),
            Map.entry(Integer.class, Random::nextInt),
            Map.entry(long.class, Random::nextLong),
            Map.entry(Long.class, random -> (long) random.nextInt(5)),
            Map.entry(boolean.class, Random::nextBoolean),
            Map.entry(double.class, random -> random.nextGaussian() * 1000),
            Map.entry(char.class, random -> (char) ('a' + random.nextInt(26))),
            Map.entry(short.class, random -> (short) random.nextInt()),
            Map.entry(BigDecimal.class, RandomValue::decimal),
            Map.entry(BigInteger.class, random -> new BigInteger(120, random).negate()),
            Map.entry(UUID.class, random -> new UUID(random.nextLong(), random.nextLong())),
            Map.entry(Instant.class, random -> Instant.ofEpochSecond(random.nextInt())),
            Map.entry(LocalDate.class, random -> LocalDate.ofEpochDay(random.nextInt(40_000))),
            Map.entry(Duration.class, random -> Duration.ofMillis(random.nextInt())),
            Map.entry(YearMonth.class, random -> YearMonth.of(random.nextInt(3000), 1 + random.nextInt(12))),
            Map.entry(DayOfWeek.class, random -> DayOfWeek.of(1 + random.nextInt(7))),
            Map.entry(Locale.class, random -> random.nextBoolean() ? Locale.GERMANY : Locale.forLanguageTag("sr-Latn")),
            Map.entry(Currency.class, random -> Currency.getInstance(random.nextBoolean() ? "EUR" : "JPY")),
            Map.entry(URI.class, random -> URI.create("https://x.org/" + random.nextInt())),
            Map.entry(Binary.class, RandomValue::bytes));

    private final Random random;

    RandomValue(Random random) {
        this.random = random;
    }

    private static String text(Random random) {
        StringBuilder text = new StringBuilder();
        for (int length = random.nextInt(6); length > 0; length--) {
            text.appendCodePoint(random.nextInt(4) == 0 ? 0x1F600 + random.nextInt(40) : ' ' + random.nextInt(300));
        }
        return text.toString();
    }

    /** Up to 38 digits, as a number comes back: without trailing zeros in its fraction. */
    private static BigDecimal decimal(Random random) {
        BigDecimal decimal = new BigDecimal(new BigInteger(120, random), random.nextInt(60) - 10).stripTrailingZeros();
        return decimal.scale() < 0 ? decimal.setScale(0) : decimal;
    }

    private static Binary bytes(Random random) {
        byte[] bytes = new byte[1 + random.nextInt(8)];
        random.nextBytes(bytes);
        return Binary.of(bytes);
    }

    /** A record with an id, and random values for the rest. */
    Object item(Class<?> type, String id) {
        RecordComponent[] components = type.getRecordComponents();
        Object[] values = new Object[components.length];
        values[0] = id;
        for (int i = 1; i < values.length; i++) {
            values[i] = of(components[i].getGenericType());
        }
        return made(type, values);
    }

    private Object of(Type type) {
        if (type instanceof ParameterizedType generic) {
            Type[] inside = generic.getActualTypeArguments();
            Class<?> raw = (Class<?>) generic.getRawType();
            if (raw == Optional.class) {
                return random.nextInt(3) == 0 ? Optional.empty() : Optional.of(of(inside[0]));
            } else if (raw == List.class) {
                return List.copyOf(several(new ArrayList<>(), () -> of(inside[0])));
            } else if (raw == Set.class) {
                return Set.copyOf(several(new HashSet<>(), () -> of(inside[0])));
            }
            Map<Object, Object> map = new HashMap<>();
            for (int size = random.nextInt(4); size > 0; size--) {
                map.put(inside[0] == String.class ? "k" + random.nextInt(9) : of(inside[0]), of(inside[1]));
            }
            return Map.copyOf(map);
        }
        Class<?> raw = (Class<?>) type;
        Function<Random, Object> scalar = SCALARS.get(raw);
        if (scalar != null) {
            return scalar.apply(random);
        } else if (raw.isSealed()) {
            Class<?>[] permitted = raw.getPermittedSubclasses();
            return of(permitted[random.nextInt(permitted.length)]);
        }
        RecordComponent[] components = raw.getRecordComponents();
        Object[] values = new Object[components.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = of(components[i].getGenericType());
        }
        return made(raw, values);
    }

    private <C extends Collection<Object>> C several(C into, Supplier<Object> value) {
        for (int size = random.nextInt(4); size > 0; size--) {
            into.add(value.get());
        }
        return into;
    }

    private static Object made(Class<?> type, Object[] values) {
        try {
            return type.getConstructors()[0].newInstance(values);
        } catch (ReflectiveOperationException e) {
            throw new LinkageError("A generated record cannot be made", e);
        }
    }
}
