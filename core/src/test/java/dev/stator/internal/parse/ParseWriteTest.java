package dev.stator.internal.parse;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stator.codec.Codec;
import dev.stator.codec.KeyAttribute;
import dev.stator.codec.TableSchema;
import dev.stator.expression.AnyPath;
import dev.stator.expression.Arithmetic;
import dev.stator.expression.Comparator;
import dev.stator.expression.Condition;
import dev.stator.expression.ExpressionWriter;
import dev.stator.expression.IfNotExists;
import dev.stator.expression.KeyCondition;
import dev.stator.expression.ListAppend;
import dev.stator.expression.Operand;
import dev.stator.expression.Path;
import dev.stator.expression.Projection;
import dev.stator.expression.Segment;
import dev.stator.expression.SetOperand;
import dev.stator.expression.Size;
import dev.stator.expression.UpdateAction;
import dev.stator.expression.UpdateExpression;
import dev.stator.expression.Value;
import dev.stator.value.AttributeType;
import dev.stator.value.AttributeValue;
import dev.stator.value.Item;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** What is written is read back as the same tree, whatever its names, constants and grouping. */
class ParseWriteTest {
    /** Short enough that neither the size nor the number of operators is refused. */
    private static final int MAX_LENGTH = 1500;

    private static final Codec<Item> ITEM =
            TableSchema.items(KeyAttribute.string("id")).codec();

    private static ExpressionParser parserOf(ExpressionWriter writer) {
        return new ExpressionParser(writer.names(), writer.values());
    }

    @Property(tries = 500)
    void aConditionComesBack(@ForAll("conditions") Condition condition) {
        Condition bound = condition.bind(ITEM);
        ExpressionWriter writer = new ExpressionWriter();
        String text = writer.write(bound);
        Assume.that(text.length() <= MAX_LENGTH);
        ExpressionParser parser = parserOf(writer);

        assertThat(parser.condition(text)).as(text).isEqualTo(bound);
        assertThat(parser.unusedNames()).isEmpty();
        assertThat(parser.unusedValues()).isEmpty();
    }

    @Property(tries = 300)
    void anUpdateComesBackSortedByClause(@ForAll("updates") UpdateExpression update) {
        UpdateExpression bound = update.bind(ITEM);
        ExpressionWriter writer = new ExpressionWriter();
        String text = writer.write(bound);

        assertThat(parserOf(writer).update(text)).as(text).isEqualTo(bound);
    }

    @Property(tries = 200)
    void aProjectionComesBack(@ForAll("projections") Projection projection) {
        Projection bound = projection.bind(ITEM);
        ExpressionWriter writer = new ExpressionWriter();
        String text = writer.write(bound);

        assertThat(parserOf(writer).projection(text)).as(text).isEqualTo(bound);
    }

    @Property(tries = 200)
    void aKeyConditionComesBackInItsTwoParts(@ForAll("sortConditions") KeyCondition sort) {
        KeyAttribute sorting = KeyAttribute.number("#sort.key[0]");
        Condition partition = KeyCondition.eq("x").on(KeyAttribute.string("partition"));
        Condition onSort = sort.on(sorting);
        ExpressionWriter writer = new ExpressionWriter();
        String text = writer.write(partition.and(onSort));

        assertThat(KeyConditionForm.of(parserOf(writer).condition(text)))
                .as(text)
                .isEqualTo(Map.of("partition", partition, sorting.name(), onSort));
    }

    @Provide
    Arbitrary<KeyCondition> sortConditions() {
        return Combinators.combine(Arbitraries.integers().between(0, 5), Arbitraries.integers(), Arbitraries.integers())
                .as((kind, one, two) -> switch (kind) {
                    case 0 -> KeyCondition.eq(one);
                    case 1 -> KeyCondition.lt(one);
                    case 2 -> KeyCondition.le(one);
                    case 3 -> KeyCondition.gt(one);
                    case 4 -> KeyCondition.ge(one);
                    default -> KeyCondition.between(Math.min(one, two), Math.max(one, two));
                });
    }

    @Provide
    Arbitrary<Condition> conditions() {
        return Arbitraries.lazyOf(
                this::leaves,
                this::leaves,
                this::leaves,
                () -> conditions().map(Condition.Not::new),
                () -> conditions().list().ofMinSize(1).ofMaxSize(3).map(Condition.And::new),
                () -> conditions().list().ofMinSize(1).ofMaxSize(3).map(Condition.Or::new));
    }

    private Arbitrary<Condition> leaves() {
        return Arbitraries.oneOf(
                Combinators.combine(paths(), Arbitraries.of(Comparator.class), rights())
                        .as(Condition.Compare::new),
                Combinators.combine(paths(), Arbitraries.of(Comparator.class), Arbitraries.longs())
                        .as((path, comparator, size) -> new Condition.Compare(new Size(path), comparator, value(size))),
                twoPaths().map(paths -> new Condition.Compare(paths.get(0), Comparator.LT, paths.get(1))),
                twoPaths().map(paths -> new Condition.BeginsWith(paths.get(0), paths.get(1))),
                twoPaths().map(paths -> new Condition.Contains(paths.get(0), paths.get(1))),
                Combinators.combine(operands(paths()), Arbitraries.longs(), Arbitraries.longs())
                        .as((operand, one, two) ->
                                new Condition.Between(operand, value(Math.min(one, two)), value(Math.max(one, two)))),
                Combinators.combine(paths(), rights().list().ofMinSize(1).ofMaxSize(4))
                        .as(Condition.In::new),
                paths().map(Condition.Exists::new),
                paths().map(Condition.NotExists::new),
                Combinators.combine(paths(), Arbitraries.of(AttributeType.class))
                        .as(Condition.HasType::new),
                Combinators.combine(paths(), Arbitraries.strings().map(ParseWriteTest::value))
                        .as(Condition.BeginsWith::new),
                Combinators.combine(paths(), rights()).as(Condition.Contains::new));
    }

    private static Arbitrary<Operand> operands(Arbitrary<AnyPath> paths) {
        return Arbitraries.oneOf(paths.map(path -> (Operand) path), paths.map(Size::new));
    }

    private static Arbitrary<List<AnyPath>> twoPaths() {
        return paths().list().uniqueElements().ofSize(2);
    }

    /** What may stand against any path: never a path, which could be the same. */
    private Arbitrary<Operand> rights() {
        return Arbitraries.oneOf(constants().map(value -> (Operand) value), paths().map(Size::new));
    }

    private Arbitrary<Value> constants() {
        return Arbitraries.oneOf(
                Arbitraries.strings().map(ParseWriteTest::value),
                Arbitraries.longs().map(ParseWriteTest::value));
    }

    private static Value value(Object object) {
        return new Value(AttributeValue.of(object));
    }

    private static Arbitrary<AnyPath> paths() {
        return pathsFrom(Arbitraries.strings().ofMinLength(1).ofMaxLength(6));
    }

    private static Arbitrary<AnyPath> pathsFrom(Arbitrary<String> heads) {
        Arbitrary<Segment> steps = Arbitraries.oneOf(
                Arbitraries.strings().ofMinLength(1).ofMaxLength(6).map(Segment.Name::new),
                Arbitraries.integers().greaterOrEqual(0).map(Segment.Index::new));
        return Combinators.combine(heads, steps.list().ofMaxSize(4)).as((head, rest) -> {
            List<Segment> segments = new ArrayList<>(List.of(new Segment.Name(head)));
            segments.addAll(rest);
            return new AnyPath(segments);
        });
    }

    @Provide
    Arbitrary<Projection> projections() {
        return targets().map(targets -> new Projection(new ArrayList<Path<?>>(targets)));
    }

    /** Paths that begin with different names, so that none overlaps another. */
    private static Arbitrary<List<AnyPath>> targets() {
        return Arbitraries.strings()
                .ofMinLength(1)
                .ofMaxLength(6)
                .list()
                .uniqueElements()
                .ofMinSize(1)
                .ofMaxSize(6)
                .flatMap(heads -> Combinators.combine(heads.stream()
                                .map(head -> pathsFrom(Arbitraries.just(head)))
                                .toList())
                        .as(paths -> paths));
    }

    @Provide
    Arbitrary<UpdateExpression> updates() {
        return Combinators.combine(
                        targets(),
                        operands().list().ofSize(6),
                        Arbitraries.integers().between(0, 6),
                        Arbitraries.integers().between(0, 6),
                        Arbitraries.integers().between(0, 6))
                .as((targets, operands, one, two, three) -> {
                    List<UpdateAction> sets = new ArrayList<>();
                    List<UpdateAction> others = new ArrayList<>();
                    for (int i = 0; i < targets.size(); i++) {
                        if (i < one) {
                            sets.add(new UpdateAction.Set(targets.get(i), operands.get(i)));
                        } else if (i < two) {
                            others.add(new UpdateAction.Remove(targets.get(i)));
                        } else if (i < three) {
                            others.add(new UpdateAction.Add(targets.get(i), i % 2 == 0 ? value(i) : value(Set.of(i))));
                        } else {
                            others.add(new UpdateAction.Delete(targets.get(i), value(Set.of("x", "y"))));
                        }
                    }
                    sets.addAll(others);
                    return UpdateExpression.of(sets);
                });
    }

    private Arbitrary<SetOperand> operands() {
        Arbitrary<SetOperand> numbers = Arbitraries.oneOf(
                paths().map(path -> (SetOperand) path),
                Arbitraries.longs().map(ParseWriteTest::value),
                Combinators.combine(paths(), Arbitraries.longs())
                        .as((path, number) -> new IfNotExists<>(path, value(number))));
        Arbitrary<SetOperand> lists =
                Arbitraries.oneOf(paths().map(path -> (SetOperand) path), Arbitraries.just(value(List.of("x"))));
        return Arbitraries.oneOf(
                numbers,
                Combinators.combine(numbers, Arbitraries.of(Arithmetic.Sign.class), numbers)
                        .as(Arithmetic::new),
                Combinators.combine(lists, lists).as(ListAppend::new));
    }
}
