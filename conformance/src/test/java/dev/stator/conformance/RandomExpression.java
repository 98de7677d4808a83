package dev.stator.conformance;

import static dev.stator.expression.Path.parse;

import dev.stator.expression.AnyPath;
import dev.stator.expression.Condition;
import dev.stator.expression.Path;
import dev.stator.expression.SetOperand;
import dev.stator.expression.Value;
import dev.stator.value.AttributeType;
import dev.stator.value.AttributeValue;
import dev.stator.value.Binary;
import dev.stator.value.Item;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/** Items, paths, conditions and operands of few names and values, so that they often meet; or of those of an item. */
final class RandomExpression {
    static final String ID = "one";

    /** What expressions are made of. */
    private record Words(List<AnyPath> paths, List<Object> values, List<Object> scalars) {}

    private static final List<Object> FEW = List.of(1, -2, new BigDecimal("0.5"), "p", true, Set.of("q"), Set.of(2));

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

    private final Random random;
    private final Words words;

    RandomExpression(Random random) {
        this(random, new Words(PATHS.stream().map(Path::parse).toList(), VALUES, VALUES.subList(0, 7)));
    }

    private RandomExpression(Random random, Words words) {
        this.random = random;
        this.words = words;
    }

    /** Expressions of the paths and values in an item, and of few others; of all but its id. */
    static RandomExpression of(Item item, Random random) {
        List<AnyPath> paths = new ArrayList<>(List.of(parse("a"), parse("b.c")));
        List<Object> values = new ArrayList<>(FEW);
        item.without("id").asMap().forEach((name, value) -> collect(Path.attr(name), value, paths, values));
        List<Object> scalars = values.stream()
                .filter(value -> !(value instanceof AttributeValue attribute)
                        || attribute.type().isKeyType()
                        || attribute.type() == AttributeType.BOOL)
                .toList();
        return new RandomExpression(random, new Words(paths, values, scalars));
    }

    private static void collect(AnyPath path, AttributeValue value, List<AnyPath> paths, List<Object> values) {
        paths.add(path);
        values.add(value);
        if (value instanceof AttributeValue.M map) {
            map.values().forEach((name, inside) -> collect(path.dot(name), inside, paths, values));
        } else if (value instanceof AttributeValue.L list) {
            for (int i = 0; i < list.values().size(); i++) {
                collect(path.at(i), list.values().get(i), paths, values);
            }
        }
    }

    Item item() {
        Item item = Item.of("id", ID);
        for (String name : TOP) {
            if (random.nextInt(4) > 0) {
                item = item.with(name, value());
            }
        }
        return item;
    }

    Condition condition(int depth) {
        return switch (depth == 0 ? 4 : random.nextInt(5)) {
            case 0 -> condition(depth - 1).and(condition(depth - 1));
            case 1, 2 -> condition(depth - 1).or(condition(depth - 1));
            case 3 -> condition(depth - 1).not();
            default -> comparison();
        };
    }

    private Condition comparison() {
        AnyPath path = path();
        return switch (random.nextInt(18)) {
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
            case 11 -> path.eq(path());
            case 12 -> path.lt(path());
            case 13 -> path.contains(path());
            case 14 -> path.in(path(), value(), path().size());
            case 15 -> path.size().le(path().size());
            case 16 -> path.size().eq(path());
            default -> path.between(1, 5);
        };
    }

    /** What an update may assign. */
    SetOperand operand() {
        return switch (random.nextInt(9)) {
            case 0 -> path();
            case 1 -> path().plus(number());
            case 2 -> path().ifNotExists(value());
            case 3 -> path().append(List.of(value()));
            case 4 -> path().prepend(List.of(value()));
            case 5 -> path().ifNotExists(List.of()).append(List.of(value()));
            case 6 -> Value.value(number()).minus(path());
            case 7 -> path().ifNotExists(number()).minus(path());
            default -> path().plus(path().ifNotExists(number()));
        };
    }

    AnyPath path() {
        return pick(words.paths);
    }

    Object value() {
        return pick(words.values);
    }

    private Object scalar() {
        return pick(words.scalars);
    }

    Object number() {
        return VALUES.get(random.nextInt(4));
    }

    Set<?> set() {
        return (Set<?>) VALUES.get(9 + random.nextInt(4));
    }

    private <V> V pick(List<V> values) {
        return values.get(random.nextInt(values.size()));
    }
}
