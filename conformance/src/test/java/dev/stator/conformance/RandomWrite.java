package dev.stator.conformance;

import static dev.stator.expression.Path.parse;

import dev.stator.Call;
import dev.stator.Table;
import dev.stator.Update;
import dev.stator.expression.AnyPath;
import dev.stator.expression.Condition;
import dev.stator.value.AttributeType;
import dev.stator.value.Binary;
import dev.stator.value.Item;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;

/** A put, update or delete of one item, mostly under a condition; always the same for a seed. */
final class RandomWrite {
    static final String ID = "one";

    private static final List<String> TOP = List.of("a", "b", "c", "m", "l");
    private static final List<String> PATHS = List.of(
            "a", "b", "c", "m", "l", "m.x", "m.y", "m.y.z", "m.l[0]", "l[0]", "l[1]", "l[5]", "l[1][0]", "l[0].x");
    private static final List<Object> VALUES = List.of(
            1,
            -2,
            new BigDecimal("0.5"),
            new BigDecimal("1E37"),
            "",
            "p",
            "peach",
            true,
            Binary.of(new byte[] {1, -1}),
            Set.of(1, 2),
            Set.of(2),
            Set.of("p", "q"),
            Set.of("q"),
            List.of(),
            List.of(1, "p"),
            List.of(Map.of("x", 1), List.of(1)),
            Map.of(),
            Map.of("x", 1, "y", Map.of("z", 2), "l", List.of(1, 2)));

    private final long seed;
    private final Random random = new Random();

    RandomWrite(long seed) {
        this.seed = seed;
    }

    /** The write on a table; empty if the client refuses it before it is sent, for paths that overlap. */
    Optional<Call<Optional<Item>>> on(Table<Item> table) {
        random.setSeed(seed);
        Condition condition = random.nextInt(3) == 0 ? Condition.empty() : condition(2);
        int kind = random.nextInt(8);
        if (kind == 0) {
            return Optional.of(table.delete(ID).onlyIf(condition).returningOld());
        } else if (kind < 3) {
            return Optional.of(table.put(item()).onlyIf(condition).returningOld());
        }
        try {
            return Optional.of(update(table.update(ID)).onlyIf(condition).returningOld());
        } catch (IllegalArgumentException overlap) {
            return Optional.empty();
        }
    }

    private Item item() {
        Item item = Item.of("id", ID);
        for (String name : TOP) {
            if (random.nextInt(4) > 0) {
                item = item.with(name, value());
            }
        }
        return item;
    }

    private Update<Item> update(Update<Item> update) {
        Update<Item> result = update;
        for (int actions = 1 + random.nextInt(3); actions > 0; actions--) {
            AnyPath path = path();
            result = switch (random.nextInt(9)) {
                case 0, 1 -> result.set(path, value());
                case 2 -> result.set(path, path());
                case 3 -> result.set(path, path().plus(number()));
                case 4 -> result.set(path, path().ifNotExists(value()));
                case 5 -> result.set(path, path().append(List.of(value())));
                case 6 -> result.remove(path);
                case 7 -> result.add(parse(pick(TOP)), random.nextBoolean() ? number() : set());
                default -> result.delete(parse(pick(TOP)), set());
            };
        }
        return result;
    }

    private Condition condition(int depth) {
        return switch (depth == 0 ? 4 : random.nextInt(5)) {
            case 0 -> condition(depth - 1).and(condition(depth - 1));
            case 1, 2 -> condition(depth - 1).or(condition(depth - 1));
            case 3 -> condition(depth - 1).not();
            default -> comparison();
        };
    }

    private Condition comparison() {
        AnyPath path = path();
        return switch (random.nextInt(12)) {
            case 0 -> path.eq(value());
            case 1 -> path.ne(value());
            case 2 -> path.lt(scalar());
            case 3 -> path.ge(scalar());
            case 4 -> path.exists();
            case 5 -> path.notExists();
            case 6 -> path.contains(scalar());
            case 7 -> path.beginsWith("p");
            case 8 -> path.size().gt(random.nextInt(3));
            case 9 -> path.hasType(pick(List.of(AttributeType.values())));
            case 10 -> path.in(value(), value());
            default -> path.between(1, 5);
        };
    }

    private AnyPath path() {
        return parse(pick(PATHS));
    }

    private Object value() {
        return pick(VALUES);
    }

    private Object scalar() {
        return VALUES.get(random.nextInt(7));
    }

    private Object number() {
        return VALUES.get(random.nextInt(4));
    }

    private Set<?> set() {
        return (Set<?>) VALUES.get(9 + random.nextInt(4));
    }

    private <V> V pick(List<V> values) {
        return values.get(random.nextInt(values.size()));
    }
}
