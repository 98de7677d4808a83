package dev.stator.internal.parse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.stator.value.AttributeValue;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is refused, with which words; the words and their order were seen at DynamoDB Local 2.6.1. */
class ExpressionErrorTest {
    private static final Map<String, String> NAMES = Map.of("#a", "pk", "#i", "[3]", "#c", "c");
    private static final Map<String, AttributeValue> VALUES = Map.ofEntries(
            Map.entry(":s", AttributeValue.of("x")),
            Map.entry(":n", AttributeValue.of(5)),
            Map.entry(":one", AttributeValue.of(1)),
            Map.entry(":l", AttributeValue.of(List.of())),
            Map.entry(":m", AttributeValue.of(Map.of())),
            Map.entry(":ss", AttributeValue.of(Set.of("q"))),
            Map.entry(":b", AttributeValue.of(new byte[1])),
            Map.entry(":t", AttributeValue.of(true)),
            Map.entry(":z", AttributeValue.Null.NULL),
            Map.entry(":T", AttributeValue.of("SS")));
    private static final String NOT_THIS_WAY =
            "The function is not allowed to be used this way in an expression; function: ";
    private static final String WRONG_TYPE = "Incorrect operand type for operator or function; operator or function: ";

    private static ExpressionParser parser() {
        return new ExpressionParser(NAMES, VALUES);
    }

    private static void assertRefused(Runnable parse, String message) {
        assertThatExceptionOfType(ExpressionException.class)
                .isThrownBy(parse::run)
                .withMessage(message);
    }

    @ParameterizedTest
    @CsvSource(
            delimiterString = "->",
            quoteCharacter = '`',
            value = {
                "things are not gonna be ok -> are -> things are not",
                "pk > 4 -> 4 -> > 4",
                "attribute_exists(Pictures-RearView) -> - -> Pictures-RearView",
                "attribute_exists(\"Pictures.RearView\") -> \" -> (\"Pictures",
                "pk in x, c -> x -> in x,",
                "pk in (x,c,) -> ) -> ,)",
                "#$.x > pk -> # -> #$",
                "pk > -> <EOF> -> >",
                "pk -> <EOF> -> pk",
                "= :s -> = -> = :s",
                "(pk = :s -> <EOF> -> :s",
                "pk = :s) -> ) -> :s)",
                "(x) AND y = :n -> AND -> ) AND y",
                "(x = :n) = :n -> = -> ) = :n",
                "x = (y = :n) -> = -> y = :n",
                "(x = :n AND y) -> ) -> y)",
                "NOT (x) -> <EOF> -> )",
                "x NOT IN (:n) -> NOT -> x NOT IN",
                "x BETWEEN :n OR :one -> OR -> :n OR :one",
                "ü > pk -> ü -> ü >",
                "_x = :n -> _ -> _x",
                "1x = :n -> 1 -> 1x",
                "pk[1.5] = :n -> . -> 1.5",
                "pk[-1] = :n -> - -> [-1",
                "x[0]y -> y -> ]y",
                "x.and = :n -> and -> .and =",
                "set = :n -> set -> set =",
                "x => :n -> > -> => :n",
                "size(a).b > y -> . -> ).b",
                "contains() -> ) -> ()",
                "`x = :n  AND  ` -> <EOF> -> `AND  `",
                "` ` -> <EOF> -> ` `",
            })
    void aSyntaxErrorShowsTheTokenWithItsNeighbours(String text, String token, String near) {
        assertRefused(() -> parser().condition(text), "Syntax error; token: \"" + token + "\", near: \"" + near + "\"");
    }

    @ParameterizedTest
    @CsvSource(
            delimiterString = "->",
            value = {
                "whatever -> whatever -> whatever",
                "set x -> <EOF> -> x",
                "set x y -> y -> x y",
                "remove x = c -> = -> x = c",
                "add x y -> y -> x y",
                "add x (:n) -> ( -> x (:n",
                "set :n = y -> :n -> set :n =",
                "set x = y / c -> / -> y / c",
                "set x = y + c + d -> + -> c + d",
                "set x = (y + :n) + :n -> + -> ) + :n",
                "set (x = (y + c)) -> ( -> set (x",
                "set x = (y.c).d + :n -> . -> ).d",
                "set x = list_append(y + :n, :l) -> + -> y + :n",
                "set x = :n, set y = :n -> set -> , set y",
                "set x = :n remove -> <EOF> -> remove",
                "set x = remove -> remove -> = remove",
                "SETx=:n -> SETx -> SETx=",
            })
    void aSyntaxErrorInAnUpdateToo(String text, String token, String near) {
        assertRefused(() -> parser().update(text), "Syntax error; token: \"" + token + "\", near: \"" + near + "\"");
    }

    @ParameterizedTest
    @CsvSource(
            delimiterString = "->",
            value = {
                "whatever(stuff) -> ( -> whatever(stuff",
                ":s -> :s -> :s",
                "(x) -> ( -> (x",
                "x,,c -> , -> ,,c",
                "x-c -> - -> x-c",
                "x, -> <EOF> -> ,",
                "x y -> y -> x y",
            })
    void aSyntaxErrorInAProjectionToo(String text, String token, String near) {
        assertRefused(
                () -> parser().projection(text), "Syntax error; token: \"" + token + "\", near: \"" + near + "\"");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "((pk = :s))",
                "pk = ((:s))",
                "((pk)) = :s",
                "NOT ((x = :n))",
                "attribute_exists(((pk)))",
                "x IN (((:n)))",
                "(((x) = :n))",
                "((x = :n)) AND whatever(x)",
                "((x = :n)))",
                "((x = :n)) AND (",
                "x = ((:n)) AND",
                "abort = :n AND ((x = :n))",
            })
    void redundantParenthesesAreRefusedBeforeAnyWord(String text) {
        assertRefused(() -> parser().condition(text), "The expression has redundant parentheses;");
    }

    @Test
    void parenthesesThatAreNotClosedAreToldBeforeRedundantOnesInThem() {
        assertRefused(() -> parser().condition("(((x))"), "Syntax error; token: \"<EOF>\", near: \")\"");
        assertRefused(() -> parser().condition("x >= ((y)"), "Syntax error; token: \"<EOF>\", near: \")\"");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "(pk = :s)",
                "((pk = :s) AND (x = :s))",
                "((x) = (:n))",
                "x IN ((:n),(:one))",
                "attribute_exists((pk))",
                "(size(x)) > :n",
                "NOT NOT pk = :s",
                "not(x = :n)",
                "x = :n and y=:n Or NOT z between (:one) aNd :n",
                "pk . x [ 1 ] = :n",
                "size (pk)=:n",
                "contains = :n",
                "x.#a[0][1] = :n",
                ":n IN (x, x)",
                "size(x) = size(x)",
                "contains(:s, :s)",
                "attribute_type(:s, :T)",
                "x BETWEEN :n AND size(y)",
                "pk IN (:n, :l)",
            })
    void whatTheServiceTakesIsTaken(String text) {
        assertThatCode(() -> parser().condition(text)).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @CsvSource(
            delimiterString = "->",
            value = {
                "whatever(abort) -> Invalid function name; function: whatever",
                "Size(pk) > :n -> Invalid function name; function: Size",
                "abort > whatever(x) -> Attribute name is a reserved keyword; reserved keyword: abort",
                "x.abOrt = :n -> Attribute name is a reserved keyword; reserved keyword: abOrt",
                "#nope = :n AND abort = :n -> Attribute name is a reserved keyword; reserved keyword: abort",
                "x = if_not_exists(x) -> The function is not allowed in a condition expression; function: if_not_exists",
                "size(pk) -> " + NOT_THIS_WAY + "size",
                "#nope = :n AND NOT size(x) -> " + NOT_THIS_WAY + "size",
                "attribute_exists(abort) > :n -> " + NOT_THIS_WAY + "attribute_exists",
                "x IN (contains(y, :s)) -> " + NOT_THIS_WAY + "contains",
                "contains(begins_with(x, y), :s) -> " + NOT_THIS_WAY + "begins_with",
                "pk[99999999999] = :n -> List index is not within the allowable range; index: [99999999999]",
            })
    void wordsAreCheckedInTheirOrderBeforeOperands(String text, String message) {
        assertRefused(() -> parser().condition(text), message);
    }

    @ParameterizedTest
    @CsvSource(
            delimiterString = "->",
            value = {
                "#nope = :nope -> An expression attribute name used in the document path is not defined; attribute name: #nope",
                ":nope = #nope -> An expression attribute value used in expression is not defined; attribute value: :nope",
                "contains(#nope) -> An expression attribute name used in the document path is not defined; attribute name: #nope",
                "contains(pk) AND #nope = :n -> Incorrect number of operands for operator or function; operator or function: contains, number of operands: 1",
                "size(x, y) > :n -> Incorrect number of operands for operator or function; operator or function: size, number of operands: 2",
                "attribute_exists(:s) -> Operator or function requires a document path; operator or function: attribute_exists",
                "attribute_not_exists(size(:s)) -> Operator or function requires a document path; operator or function: attribute_not_exists",
                "pk = pk -> The first operand must be distinct from the remaining operands for this operator or function; operator: =, first operand: [pk]",
                "x IN (:n, x) -> The first operand must be distinct from the remaining operands for this operator or function; operator: IN, first operand: [x]",
                "contains(ab.bc[1].pk, ab.bc[1].#a) -> The first operand must be distinct from the remaining operands for this operator or function; operator: contains, first operand: [ab, bc, [1], pk]",
                "begins_with(pk, :n) -> " + WRONG_TYPE + "begins_with, operand type: N",
                "begins_with(pk, size(x)) -> " + WRONG_TYPE + "begins_with, operand type: N",
                "size(:t) > :n -> " + WRONG_TYPE + "size, operand type: BOOL",
                "size(size(x)) > :n -> " + WRONG_TYPE + "size, operand type: N",
                "attribute_type(pk, :n) -> " + WRONG_TYPE + "attribute_type, operand type: N",
                "attribute_type(pk, :s) -> Invalid attribute type name found; type: x, valid types: {B,NULL,SS,BOOL,L,BS,N,NS,S,M}",
                "pk < :l -> " + WRONG_TYPE + "<, operand type: L",
                ":ss <= x -> " + WRONG_TYPE + "<=, operand type: SS",
                "x BETWEEN x AND :z -> " + WRONG_TYPE + "BETWEEN, operand type: NULL",
                "x BETWEEN :z AND :z -> " + WRONG_TYPE + "BETWEEN, operand type: NULL",
                "pk BETWEEN :n AND :one -> The BETWEEN operator requires upper bound to be greater than or equal to lower bound; lower bound operand: AttributeValue: {N:5}, upper bound operand: AttributeValue: {N:1}",
                "x BETWEEN :b AND :s -> The BETWEEN operator requires same data type for lower and upper bounds; lower bound operand: AttributeValue: {B:java.nio.HeapByteBuffer[pos=0 lim=1 cap=1]}, upper bound operand: AttributeValue: {S:x}",
            })
    void operandsAreCheckedLast(String text, String message) {
        assertRefused(() -> parser().condition(text), message);
    }

    @ParameterizedTest
    @CsvSource(
            delimiterString = "->",
            value = {
                "set #nope = if_not_exist(:nope) set c = d -> Invalid function name; function: if_not_exist",
                "set x = size(abort) -> The function is not allowed in an update expression; function: size",
                "set x = list_append(list_append(y, :l), :l) -> " + NOT_THIS_WAY + "list_append",
                "set x = list_append(y, :l) + :n -> " + NOT_THIS_WAY + "list_append",
                "set #nope = :n set abOrt = true -> Attribute name is a reserved keyword; reserved keyword: abOrt",
                "set x = #nope set c = :nope -> The \"SET\" section can only be used once in an update expression;",
                "remove #nope set x = y remove e -> The \"REMOVE\" section can only be used once in an update expression;",
                "set x = :nope, #nope = :n -> An expression attribute name used in the document path is not defined; attribute name: #nope",
                "set x = :nope, z = :nope2 -> An expression attribute value used in expression is not defined; attribute value: :nope2",
                "set x = :nope, x = :n -> Two document paths overlap with each other; must remove or rewrite one of these paths; path one: [x], path two: [x]",
                "set d[1] = x, d.b = x, c[1].a = x, #c = y -> Two document paths overlap with each other; must remove or rewrite one of these paths; path one: [c, [1], a], path two: [c]",
                "remove x.#c set x[1] = #i -> Two document paths conflict with each other; must remove or rewrite one of these paths; path one: [x, c], path two: [x, [1]]",
                "set x = if_not_exists(y) -> Incorrect number of operands for operator or function; operator or function: if_not_exists, number of operands: 1",
                "set x = if_not_exists(:n, y) -> Operator or function requires a document path; operator or function: if_not_exists",
                "set x = if_not_exists(y, y) -> The first operand must be distinct from the remaining operands for this operator or function; operator: if_not_exists, first operand: [y]",
                "set x = list_append(y, :n) -> " + WRONG_TYPE + "list_append, operand type: N",
                "set x = :s + :b -> " + WRONG_TYPE + "+, operand type: S",
                "set x = y - :l -> " + WRONG_TYPE + "-, operand type: L",
                "add x :s -> Incorrect operand type for operator or function; operator: ADD, operand type: STRING",
                "delete x :n -> Incorrect operand type for operator or function; operator: DELETE, operand type: NUMBER",
            })
    void updatesAreCheckedFromTheirEnd(String text, String message) {
        assertRefused(() -> parser().update(text), message);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "set x = ((y.c.d)+(:n))",
                "set x=x-:n",
                "SET x = if_not_exists(y, if_not_exists(z, :n)) - :n",
                "set x = list_append(if_not_exists(y, :l), :l) remove c[0], c[1] add z :n delete w :ss",
                "set x = list_append(y, y)",
                "set x.y = :n, x.z = :n",
            })
    void anUpdateThatTheServiceTakesIsTaken(String text) {
        assertThatCode(() -> parser().update(text)).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @CsvSource(
            delimiterString = "->",
            value = {
                "x.abORt -> Attribute name is a reserved keyword; reserved keyword: abORt",
                "x, #nope -> An expression attribute name used in the document path is not defined; attribute name: #nope",
                "c[1], c.a, #a.c, pk -> Two document paths overlap with each other; must remove or rewrite one of these paths; path one: [pk, c], path two: [pk]",
                "x.c, x[1], #i -> Two document paths conflict with each other; must remove or rewrite one of these paths; path one: [x, c], path two: [x, [1]]",
            })
    void projectionsAreCheckedLikeTargets(String text, String message) {
        assertRefused(() -> parser().projection(text), message);
    }

    @Test
    void anEmptyOrTooLongTextIsRefused() {
        assertRefused(() -> parser().condition(""), "The expression can not be empty;");
        assertRefused(
                () -> parser().condition("x".repeat(4092) + " = :n"),
                "Expression size has exceeded the maximum allowed size; expression size: 4097");
        assertThatCode(() -> parser().condition("x".repeat(4091) + " = :n")).doesNotThrowAnyException();
        assertRefused(
                () -> parser().update("REMOVE " + "x".repeat(4090)),
                "Expression size has exceeded the maximum allowed size;");
        assertThatCode(() -> parser().update("REMOVE " + "x".repeat(4089))).doesNotThrowAnyException();
    }

    @Test
    void operatorsCandidatesAndLevelsAreCounted() {
        assertRefused(
                () -> parser().condition(String.join(" OR ", Collections.nCopies(151, "x = :n"))),
                "The expression contains too many operators; operator count: 301");
        assertThatCode(() -> parser().condition(String.join(" OR ", Collections.nCopies(150, "x = :n"))))
                .doesNotThrowAnyException();
        assertRefused(
                () -> parser().condition("x IN (" + ":n,".repeat(100) + ":n)"),
                "The IN operator is provided with too many operands; number of operands: 101");
        assertRefused(
                () -> parser().condition("x" + ".y".repeat(32) + " = :n"),
                "The document path has too many nesting levels; nesting levels: 33");
        assertThatCode(() -> parser().condition("x" + ".y".repeat(31) + " = :n"))
                .doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(strings = {"(", "NOT ", "NOT (", "a(", "x = :n AND ("})
    void deepNestingIsRefusedWithoutExhaustingTheStack(String opening) {
        String text = opening.repeat(4000 / opening.length());

        assertThatExceptionOfType(ExpressionException.class)
                .isThrownBy(() -> parser().condition(text))
                .withMessageContaining("too many operators");
        assertThatExceptionOfType(ExpressionException.class)
                .isThrownBy(() -> parser().update("SET x = " + "if_not_exists(x, ".repeat(240) + "("));
    }

    @Test
    void whatNoExpressionUsedIsKnown() {
        ExpressionParser parser = parser();
        parser.condition("#a = :s AND contains(#a, :n)");
        parser.projection("#c");

        assertThat(parser.unusedNames()).containsExactly("#i");
        assertThat(parser.unusedValues()).hasSize(VALUES.size() - 2).doesNotContain(":s", ":n");
    }

    @ParameterizedTest
    @CsvSource(
            delimiterString = "->",
            value = {
                "a = :s OR b = :n -> Invalid operator used in KeyConditionExpression: OR",
                "a = :s AND NOT b = :n -> Invalid operator used in KeyConditionExpression: NOT",
                "a <> :s -> Invalid operator used in KeyConditionExpression: <>",
                "a in (b, size(c), d) -> Invalid operator used in KeyConditionExpression: IN",
                "contains(a, :s) -> Invalid operator used in KeyConditionExpression: contains",
                "attribute_type(a, :T) -> Invalid operator used in KeyConditionExpression: attribute_type",
                "a = :s AND size(b) > :n -> KeyConditionExpressions cannot contain nested operations",
                ":s between size(b) and size(a) -> Invalid condition in KeyConditionExpression: BETWEEN operator must have the key attribute as its first operand",
                "begins_with(:s, b) -> Invalid condition in KeyConditionExpression: begins_with operator must have the key attribute as its first operand",
                "a = b -> Invalid condition in KeyConditionExpression: Multiple attribute names used in one condition",
                ":n > :one AND a < :n -> Invalid condition in KeyConditionExpression: No key attribute specified",
                "b > :n AND b < :n -> KeyConditionExpressions must only contain one condition per key",
                "a = :s OR a.x = :n -> Invalid operator used in KeyConditionExpression: OR",
                "a.x = :s -> KeyConditionExpressions cannot have conditions on nested attributes",
                "a = :s AND :n < b[0] -> KeyConditionExpressions cannot have conditions on nested attributes",
                "b > a.x -> Invalid condition in KeyConditionExpression: Multiple attribute names used in one condition",
            })
    void aKeyConditionOfAnotherFormIsRefused(String text, String message) {
        assertRefused(() -> KeyConditionForm.of(parser().condition(text)), message);
    }

    @Test
    void aPathMayGoOnBehindParentheses() {
        assertThat(parser().condition("(a).b = :s").toString())
                .isEqualTo(parser().condition("a.b = :s").toString());
        assertRefused(() -> parser().condition("((a)).b = :s"), "The expression has redundant parentheses;");
        assertRefused(() -> parser().condition("(size(a)).b > :n"), "Syntax error; token: \".\", near: \").b\"");
    }

    @Test
    void aKeyConditionIsGivenByItsAttributesWithTheAttributeInFront() {
        assertThat(KeyConditionForm.of(parser().condition("(:n < b AND #a = :s)"))
                        .toString())
                .isEqualTo("{b=b > 5, pk=pk = \"x\"}");
        assertThat(KeyConditionForm.of(parser().condition("a = :s AND b BETWEEN :one AND :n")))
                .containsOnlyKeys("a", "b");
    }
}
