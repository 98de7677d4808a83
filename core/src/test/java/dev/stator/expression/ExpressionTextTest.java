package dev.stator.expression;

import static dev.stator.expression.Path.attr;
import static dev.stator.expression.Value.value;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import dev.stator.codec.Codec;
import dev.stator.codec.KeyAttribute;
import dev.stator.codec.TableSchema;
import dev.stator.value.AttributeValue;
import dev.stator.value.Binary;
import dev.stator.value.Item;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ExpressionTextTest {
    private static final Codec<Item> ITEM =
            TableSchema.items(KeyAttribute.string("id")).codec();
    private static final Condition A = attr("a").eq(1);
    private static final Condition B = attr("b").eq(2);
    private static final Condition C = attr("c").eq(3);

    static Stream<Arguments> groupings() {
        return Stream.of(
                Arguments.of(A.and(B, C), "a = 1 AND b = 2 AND c = 3"),
                Arguments.of(A.and(B).and(C), "a = 1 AND b = 2 AND c = 3"),
                Arguments.of(A.and(B.and(C)), "a = 1 AND b = 2 AND c = 3"),
                Arguments.of(A.and(B).or(C), "a = 1 AND b = 2 OR c = 3"),
                Arguments.of(A.or(B.and(C)), "a = 1 OR b = 2 AND c = 3"),
                Arguments.of(A.or(B).and(C), "(a = 1 OR b = 2) AND c = 3"),
                Arguments.of(A.and(B.or(C)), "a = 1 AND (b = 2 OR c = 3)"),
                Arguments.of(A.or(B).or(C), "a = 1 OR b = 2 OR c = 3"),
                Arguments.of(A.not(), "NOT a = 1"),
                Arguments.of(A.not().not(), "a = 1"),
                Arguments.of(new Condition.Not(A.not()), "NOT NOT a = 1"),
                Arguments.of(A.not().and(B), "NOT a = 1 AND b = 2"),
                Arguments.of(A.and(B).not(), "NOT (a = 1 AND b = 2)"),
                Arguments.of(A.or(B).not().and(C), "NOT (a = 1 OR b = 2) AND c = 3"),
                Arguments.of(Condition.all(A), "a = 1"),
                Arguments.of(Condition.any(A), "a = 1"),
                Arguments.of(Condition.empty().and(A), "a = 1"),
                Arguments.of(Condition.empty().or(A), "a = 1"),
                Arguments.of(new Condition.And(List.of(new Condition.Or(List.of(A)), B)), "a = 1 AND b = 2"),
                Arguments.of(attr("a").between(1, 2).and(B), "a BETWEEN 1 AND 2 AND b = 2"),
                Arguments.of(attr("a").in(1, 2), "a IN (1, 2)"),
                Arguments.of(attr("a").in(List.of("x")), "a IN (\"x\")"),
                Arguments.of(attr("a").ne(attr("b").at(0)), "a <> b[0]"),
                Arguments.of(attr("a").size().le(3), "size(a) <= 3"),
                Arguments.of(attr("a").size().between(1, 3), "size(a) BETWEEN 1 AND 3"),
                Arguments.of(attr("a").lt(attr("b").size()), "a < size(b)"),
                Arguments.of(attr("a").size().gt(attr("b")), "size(a) > b"),
                Arguments.of(attr("a").size().ne(attr("b").size()), "size(a) <> size(b)"),
                Arguments.of(attr("a").size().in(1, 2), "size(a) IN (1, 2)"),
                Arguments.of(attr("a").in(attr("b"), 1), "a IN (b, 1)"),
                Arguments.of(attr("a").between(attr("b"), attr("c").size()), "a BETWEEN b AND size(c)"),
                Arguments.of(attr("a b").eq(attr("c.d")), "`a b` = `c.d`"),
                Arguments.of(A.and(Condition.empty()), "a = 1"),
                Arguments.of(A.or(Condition.empty(), B), "a = 1 OR b = 2"),
                Arguments.of(Condition.any(Condition.empty(), A), "a = 1"),
                Arguments.of(attr("a").exists(), "attribute_exists(a)"),
                Arguments.of(attr("a").dot("b").notExists(), "attribute_not_exists(a.b)"),
                Arguments.of(attr("a").beginsWith("x"), "begins_with(a, \"x\")"),
                Arguments.of(attr("a").contains(attr("b")), "contains(a, b)"));
    }

    @ParameterizedTest
    @MethodSource("groupings")
    void aConditionHasTheFewestParentheses(Condition condition, String text) {
        assertThat(condition.bind(ITEM)).hasToString(text);
    }

    static Stream<Arguments> updates() {
        UpdateExpression none = UpdateExpression.empty();
        AnyPath a = attr("a");
        return Stream.of(
                Arguments.of(none.set(a, 1), "SET a = 1"),
                Arguments.of(none.set(a, attr("b")), "SET a = b"),
                Arguments.of(none.set(a, a.plus(1)), "SET a = a + 1"),
                Arguments.of(none.set(a, a.minus(attr("b"))), "SET a = a - b"),
                Arguments.of(none.set(a, a.ifNotExists(0).plus(1)), "SET a = if_not_exists(a, 0) + 1"),
                Arguments.of(none.set(a, a.plus(attr("b").ifNotExists(0))), "SET a = a + if_not_exists(b, 0)"),
                Arguments.of(none.set(a, value(9).minus(attr("b"))), "SET a = 9 - b"),
                Arguments.of(none.set(a, a.plus(-5)), "SET a = a + -5"),
                Arguments.of(none.set(a.dot("b").at(1), a), "SET a.b[1] = a"),
                Arguments.of(none.add(a.dot("n"), 1).add(a.dot("s"), Set.of("x")), "ADD a.n 1, a.s [x]"),
                Arguments.of(none.setIfAbsent(a, 1), "SET a = if_not_exists(a, 1)"),
                Arguments.of(none.set(a, a.append(List.of(1))), "SET a = list_append(a, [1])"),
                Arguments.of(none.set(a, a.prepend(List.of(1))), "SET a = list_append([1], a)"),
                Arguments.of(none.append(a, List.of(1)), "SET a = list_append(if_not_exists(a, []), [1])"),
                Arguments.of(none.prepend(a, List.of(1)), "SET a = list_append([1], if_not_exists(a, []))"),
                Arguments.of(
                        none.delete(attr("d"), Set.of("x"))
                                .add(attr("c"), 1)
                                .remove(attr("b"))
                                .set(a, 1)
                                .remove(attr("e").at(0))
                                .set(attr("f"), 2),
                        "SET a = 1, f = 2 REMOVE b, e[0] ADD c 1 DELETE d [x]"),
                Arguments.of(none.remove(a).and(none.add(attr("b"), 1)), "REMOVE a ADD b 1"));
    }

    @ParameterizedTest
    @MethodSource("updates")
    void anUpdateHasOneClauseForEachKindOfAction(UpdateExpression update, String text) {
        assertThat(update.bind(ITEM)).hasToString(text);
    }

    @Test
    void typedPathsGiveTheSameUpdates() {
        UpdateExpression update = UpdateExpression.empty()
                .set(attr(User::name), "New")
                .set(attr(User::points), attr(User::points).plus(1))
                .set(attr(User::best), 5L)
                .append(attr(User::homes), List.of())
                .add(attr(User::settings).key("volume"), 3)
                .delete(attr(User::tags), Set.of("x"));

        assertThat(update)
                .hasToString(
                        "SET name = \"New\", points = points + 1, best = 5, homes = list_append(if_not_exists(homes, []), []) "
                                + "ADD settings.volume 3 DELETE tags [\"x\"]");
    }

    @Test
    void oneWriterSharesPlaceholdersAmongTheExpressionsOfARequest() {
        ExpressionWriter writer = new ExpressionWriter();
        Path<?> nested = attr("a").dot("b").at(3).dot("a");

        String condition = writer.write(A.and(attr("a b").exists()).bind(ITEM));
        String update = writer.write(UpdateExpression.empty()
                .set(attr("b"), 1)
                .set(attr("c"), attr("a").plus(7))
                .bind(ITEM));
        String projection = writer.write(Projection.of(nested, attr("d")).bind(ITEM));

        assertThat(condition).isEqualTo("#n0 = :v0 AND attribute_exists(#n1)");
        assertThat(update).isEqualTo("SET #n2 = :v1, #n3 = #n0 + :v2");
        assertThat(projection).isEqualTo("#n0.#n2[3].#n0, #n4");
        assertThat(writer.names())
                .containsExactly(
                        Map.entry("#n0", "a"),
                        Map.entry("#n1", "a b"),
                        Map.entry("#n2", "b"),
                        Map.entry("#n3", "c"),
                        Map.entry("#n4", "d"));
        assertThat(writer.values())
                .containsExactly(
                        Map.entry(":v0", AttributeValue.of(1)),
                        Map.entry(":v1", AttributeValue.of(1)),
                        Map.entry(":v2", AttributeValue.of(7)));
    }

    @Test
    void theReadableTextKeepsMoreThanTenConstantsApart() {
        List<Integer> numbers = IntStream.range(0, 12).boxed().toList();

        assertThat(attr("a").in(numbers).bind(ITEM)).hasToString("a IN (0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11)");
    }

    @Test
    void inTakesOneToAHundredCandidates() {
        assertThat(attr("a").in(Collections.nCopies(100, 1)).toString()).startsWith("a IN (1, 1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> attr("a").in(Collections.nCopies(101, 1)))
                .withMessageContaining("IN for a has 101 candidates");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> attr("a").in(List.of()))
                .withMessageContaining("IN for a has 0 candidates");
    }

    @Test
    void whatStatesNothingIsEmptyAndHasNoText() {
        assertThat(Condition.all().isEmpty()).isTrue();
        assertThat(Condition.all(Condition.empty(), Condition.empty())
                        .bind(ITEM)
                        .isEmpty())
                .isTrue();
        assertThat(A.isEmpty()).isFalse();
        assertThatIllegalArgumentException().isThrownBy(() -> new ExpressionWriter().write(Condition.empty()));
        assertThatIllegalArgumentException().isThrownBy(() -> new ExpressionWriter().write(UpdateExpression.empty()));
        assertThatIllegalArgumentException().isThrownBy(() -> new ExpressionWriter().write(Projection.of()));
        assertThatIllegalArgumentException().isThrownBy(() -> Condition.empty().not());
        assertThatIllegalArgumentException().isThrownBy(() -> Condition.any(List.of()));
    }

    @Test
    void anUnboundTreeHasNoTextForTheService() {
        ExpressionWriter writer = new ExpressionWriter();

        assertThatIllegalStateException()
                .isThrownBy(() -> writer.write(attr(User::name).exists()))
                .withMessageContaining("name");
        assertThatIllegalStateException().isThrownBy(() -> new ExpressionWriter().write(A));
    }

    @Test
    void aSumOfASumIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> attr("a").plus(attr("b").plus(1)))
                .withMessageContaining("itself a sum or difference");
    }

    @Test
    @SuppressWarnings("NullAway") // A caller without the checker can do this.
    void aJavaNullIsRefusedWhereItIsGiven() {
        assertThatNullPointerException()
                .isThrownBy(() -> attr("a").eq((Object) null))
                .withMessageContaining("notExists()");
        assertThat(attr("a").eq(AttributeValue.Null.NULL).bind(ITEM)).hasToString("a = null");
    }

    @Test
    void aKeyConditionIsBoundToTheKey() {
        KeyAttribute string = KeyAttribute.string("k");
        KeyAttribute number = KeyAttribute.number("k");

        assertThat(KeyCondition.eq("x").on(string)).hasToString("k = \"x\"");
        assertThat(KeyCondition.beginsWith("x").on(string)).hasToString("begins_with(k, \"x\")");
        assertThat(KeyCondition.between(1, 2L).on(number)).hasToString("k BETWEEN 1 AND 2");
        assertThat(KeyCondition.ge(AttributeValue.of(5)).on(number)).hasToString("k >= 5");
    }

    @Test
    void aKeyConditionWithAConstantOfAnotherClassIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> KeyCondition.lt(5).on(KeyAttribute.string("k")))
                .withMessageContaining("k")
                .withMessageContaining("java.lang.Integer")
                .withMessageContaining("java.lang.String");
    }

    @Test
    void aPrefixStandsAgainstAStringOrBinaryKeyOfItsOwnType() {
        KeyAttribute binary = KeyAttribute.binary("k");

        assertThat(KeyCondition.beginsWith(new byte[] {1}).on(binary))
                .isEqualTo(KeyCondition.beginsWith(Binary.of(new byte[] {1})).on(binary));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> KeyCondition.beginsWith("1").on(KeyAttribute.number("k")))
                .withMessageContainingAll("beginsWith", "k", "type N", "between");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> KeyCondition.beginsWith(1).on(KeyAttribute.number("k")))
                .withMessageContaining("between");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> KeyCondition.beginsWith("1").on(binary))
                .withMessageContainingAll("type S", "type B");
    }
}
