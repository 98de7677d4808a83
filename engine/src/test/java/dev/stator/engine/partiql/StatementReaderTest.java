package dev.stator.engine.partiql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stator.engine.fault.Fault;
import dev.stator.expression.Condition;
import dev.stator.expression.UpdateExpression;
import dev.stator.internal.parse.ExpressionParser;
import dev.stator.value.AttributeValue;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StatementReaderTest {
    private static final String MALFORMED = "Statement wasn't well formed, can't be processed: ";
    private static final Map<String, AttributeValue> VALUES = Map.of(
            ":one", number("1"),
            ":two", number("2"),
            ":x", new AttributeValue.S("x"),
            ":true", new AttributeValue.Bool(true),
            ":null", AttributeValue.Null.NULL,
            ":set", new AttributeValue.SS(Set.of("x")),
            ":list", new AttributeValue.L(List.of(number("1"))));

    private static AttributeValue number(String text) {
        return new AttributeValue.N(new BigDecimal(text));
    }

    private static Statement read(String text, AttributeValue... parameters) {
        return StatementReader.read(text, List.of(parameters));
    }

    private static Condition where(String where) {
        return ((Statement.Select) read("SELECT * FROM tab WHERE " + where)).where();
    }

    private static UpdateExpression update(String changes) {
        return ((Statement.Update) read("UPDATE tab " + changes + " WHERE k = 1")).update();
    }

    private static String refusal(String text, AttributeValue... parameters) {
        try {
            read(text, parameters);
        } catch (Fault fault) {
            assertThat(fault.code()).isEqualTo("ValidationException");
            return String.valueOf(fault.getMessage());
        }
        throw new AssertionError("Nobody objects to " + text);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    a = 1|                                   a = :one
                    1 = a|                                   :one = a
                    a != 'x' OR b <> 1|                      a <> :x OR b <> :one
                    a < 1 AND b.c[2] >= 2 AND d <= 1|        a < :one AND b.c[2] >= :two AND d <= :one
                    NOT a = 1 AND b = 2|                     NOT a = :one AND b = :two
                    NOT (a = 1 OR b = 2)|                    NOT (a = :one OR b = :two)
                    a = 1 OR b = 2 AND c > 1|                a = :one OR b = :two AND c > :one
                    a BETWEEN 1 AND 2 AND b = 1|             a BETWEEN :one AND :two AND b = :one
                    a NOT BETWEEN 1 AND 2|                   NOT a BETWEEN :one AND :two
                    a IN [1, 2]|                             a IN (:one, :two)
                    a IN (1, 2)|                             a IN (:one, :two)
                    a IN <<1, 2>>|                           a IN (:one, :two)
                    a NOT IN [1]|                            NOT a IN (:one)
                    a IS MISSING|                            attribute_not_exists(a)
                    a.b IS NOT MISSING|                      NOT attribute_not_exists(a.b)
                    attribute_exists(a[0])|                  attribute_exists(a[0])
                    ATTRIBUTE_NOT_EXISTS("a")|               attribute_not_exists(a)
                    begins_with(a, 'x')|                     begins_with(a, :x)
                    contains(a, 'x') and size(b) > 1|        contains(a, :x) AND size(b) > :one
                    attribute_type(a, 'N')|                  attribute_type(a, :number)
                    a IS NULL|                               a = :null
                    a IS NOT NULL|                           NOT a = :null
                    a IS STRING OR a IS NUMERIC|             attribute_type(a, :string) OR attribute_type(a, :number)
                    a['b'] = TRUE OR c = null|               a.b = :true OR c = :null
                    a = - - 1 AND b = +2|                    a = :one AND b = :two
                    a = [1] OR b = <<'x'>>|                  a = :list OR b = :set
                    contains(a, 'x') = true|                 contains(a, :x)
                    false = contains(a, 'x')|                NOT contains(a, :x)
                    contains(a, 'x') <> true|                NOT contains(a, :x)
                    a = 1 -- a note|                         a = :one
                    a = /* a note */ 1|                      a = :one
                    """)
    void conditionsBecomeTheTreesOfExpressions(String partiql, String expression) {
        Map<String, Object> values = new java.util.HashMap<>(VALUES);
        values.put(":number", new AttributeValue.S("N"));
        values.put(":string", new AttributeValue.S("S"));
        assertThat(where(partiql)).isEqualTo(new ExpressionParser(Map.of(), values).condition(expression));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    SET a = 1|                               SET a = :one
                    SET a = 1, b.c[0] = 'x'|                 SET a = :one, b.c[0] = :x
                    SET a = 1 SET b = a|                     SET a = :one, b = a
                    SET a = a + 1|                           SET a = a + :one
                    SET a = a-1|                             SET a = a - :one
                    SET a = (b + 1)|                         SET a = b + :one
                    SET a = list_append(a, [1])|             SET a = list_append(a, :list)
                    SET a = if_not_exists(b, 1)|             SET a = if_not_exists(b, :one)
                    SET a = SET_ADD(a, <<'x'>>)|             ADD a :set
                    SET a = set_delete(a, <<'x'>>)|          DELETE a :set
                    REMOVE a REMOVE b[1]|                    REMOVE a, b[1]
                    """)
    void updatesBecomeTheTreesOfExpressions(String partiql, String expression) {
        assertThat(update(partiql)).isEqualTo(new ExpressionParser(Map.of(), VALUES).update(expression));
    }

    @Test
    void anUpdateMayBeginWithItsTable() {
        assertThat(read("FROM \"a-table\" WHERE k = 1 SET a = 1 REMOVE b RETURNING ALL NEW *"))
                .isEqualTo(read("UPDATE \"a-table\" SET a = 1 REMOVE b WHERE k = 1 RETURNING ALL NEW *"));
    }

    @Test
    void parametersAreTakenInTheirOrder() {
        assertThat(read("INSERT INTO tab VALUE {'k': ?, 'a': 'it''s', 'b': ?}", number("1"), number("2")))
                .isEqualTo(new Statement.Insert(
                        "tab", Map.of("k", number("1"), "a", new AttributeValue.S("it's"), "b", number("2"))));
        assertThat(refusal("SELECT * FROM tab WHERE a = ?"))
                .isEqualTo("Number of parameters in request and statement don't match.");
        assertThat(refusal("SELECT * FROM tab WHERE a BETWEEN 2 AND 1 AND b = ?"))
                .isEqualTo("Number of parameters in request and statement don't match.");
    }

    @Test
    void parametersStandForWholeValuesOnly() {
        assertThat(refusal("INSERT INTO tab VALUE {'a': {'b': [?]}}", number("1")))
                .isEqualTo("Unsupported data type: Parameter under key root.b[0] at 1:36:1");
    }

    @Test
    void valuesOfEveryKindCanBeWritten() {
        Statement.Insert insert = (Statement.Insert) read(
                "INSERT INTO tab VALUE {'m': {'x': [1, 'y', {}]}, 's': <<'a', 'b'>>, 'n': <<1, 2.50>>, 'e': 1E3, 'h': .5,"
                        + " 'd': -1.5e-3, 't': true, 'o': null, 'l': []}");
        assertThat(insert.item())
                .containsEntry(
                        "m",
                        new AttributeValue.M(Map.of(
                                "x",
                                new AttributeValue.L(List.of(
                                        number("1"), new AttributeValue.S("y"), new AttributeValue.M(Map.of()))))))
                .containsEntry("s", new AttributeValue.SS(Set.of("a", "b")))
                .containsEntry("n", new AttributeValue.NS(Set.of(new BigDecimal("1"), new BigDecimal("2.5"))))
                .containsEntry("e", number("1E+3"))
                .containsEntry("h", number("0.5"))
                .containsEntry("d", number("-0.0015"))
                .containsEntry("t", new AttributeValue.Bool(true))
                .containsEntry("o", AttributeValue.Null.NULL)
                .containsEntry("l", new AttributeValue.L(List.of()));
    }

    @Test
    void columnsHaveTheLastNameOfTheirPath() {
        Statement.Select select = (Statement.Select) read("SELECT a, b.c, d[0], e.f[1][2] FROM \"tab\".\"index\"");
        assertThat(select.columns()).isNotNull();
        assertThat(select.columns().byName().keySet()).containsExactly("a", "c", "d[0]", "f[1][2]");
        assertThat(select.index()).isEqualTo("index");
        assertThat(((Statement.Select) read("SELECT * FROM tab;")).columns()).isNull();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    SELECTT * FROMM tab|                              Unexpected token after expression
                    SELECT * FROM tab WHERE|                          Unexpected term
                    SELECT * FROM tab WHERE (|                        Unexpected term
                    SELECT * FROM tab WHERE NOT|                      Unexpected term
                    SELECT * FROM|                                    Unexpected term
                    SELECT * FROM tab WHERE a = 1 AND|                Missing right-hand side expression of infix operator
                    SELECT * FROM tab WHERE ORDER BY a|               Unexpected keyword
                    SELECT * FROM tab WHERE IS NULL|                  Unexpected operator
                    SELECT * FROM tab WHERE a = LIKE|                 Unexpected operator
                    SELECT * FROM tab WHERE a IS FOO|                 Expected type name
                    SELECT * FROM tab WHERE a.inner = 1|              Invalid path dot component
                    SELECT * FROM tab WHERE a = 1 foo|                Unexpected token after expression
                    SELECT * FROM tab WHERE a = 1)|                   Unexpected token after expression
                    SELECT * FROM tab ORDER BY a WHERE a = 1|         Unexpected token after expression
                    INSERT INTO tab VALUE {'a': 1} foo|               Unexpected token after expression
                    INSERT INTO tab t VALUE {'a': 1}|                 Unexpected token after expression
                    INSERT INTO tab VALUE {'a' 1}|                    Expected COLON
                    DELETE FROM|                                      Expected identifier for simple path
                    DELETE tab|                                       Expected FROM after DELETE
                    DELETE FROM tab WHERE a = 1 ORDER BY a|           Unexpected token after expression
                    UPDATE tab WHERE a = 1|                           Expected data manipulation
                    FROM tab|                                         Expected data manipulation
                    SLECT * FROM tab|                                 Expected data manipulation
                    SLECT * FROM tab SET a = 1|                       Keyword FROM only expected at the top level in the query
                    FROM tab SET a = 1 WHERE a = 1|                   Unexpected token after expression
                    UPDATE tab SET a 1|                               Expected '='
                    UPDATE tab SET a = DATE '2026-02-30'|             Expected date string
                    UPDATE tab SET a = DATE ?|                        Expected date string
                    UPDATE tab SET a = TIME '10:00'|                  Expected time string
                    UPDATE tab SET a = TIME '10:00:00+19:00'|         Expected time string
                    UPDATE tab SET a = TIME (11) '10:00:00'|          Expected integer value for precision
                    UPDATE tab SET a = TIME WITH ZONE '10:00:00'|     Expected TIME ZONE
                    UPDATE tab SET a = TIMESTAMP '2026-11-29'|        Unexpected keyword
                    UPDATE tab REMOVE a, b|                           Unexpected token after expression
                    SELECT *, a FROM tab|                             Other expressions may not be present in the select list when '*' is used without dot notation.
                    """)
    void whatIsNoStatementIsRefusedAsSuch(String text, String detail) {
        assertThat(refusal(text)).isEqualTo(MALFORMED + detail);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT * FROM tab WHERE a = 'x",
                "SELECT * FROM \"tab",
                "SELECT * FROM tab # note",
                "SELECT * FROM tab /* note",
                "SELECT * FROM tab WHERE a = 1e2147483649",
                "SELECT * FROM tab WHERE a = 1.5e-2147483647",
                "SELECT * FROM tab WHERE a = 0x10",
                "SELECT * FROM tab WHERE a = ``",
                "SELECT * FROM tab WHERE a = `1 2`",
                "SELECT * FROM tab WHERE a = `[1`",
                "SELECT * FROM tab WHERE a = \u00e4"
            })
    void ofWhatCannotEvenBeReadNothingMoreIsSaid(String text) {
        assertThat(refusal(text)).isEqualTo(MALFORMED);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    x|                                                Unsupported operation: VariableReference
                    x IS INT4|                                        Unsupported operation: IsType
                    SELECT * FROM tab t|                              Aliasing is not supported
                    UPDATE tab AS t SET a = 1|                        Aliasing is not supported
                    SELECT a b FROM tab|                              Aliasing is not supported
                    SELECT a AS b FROM tab AS t AT i BY j WHERE c = 1| Aliasing is not supported
                    SELECT a b FROM tab t 1|                          Statement wasn't well formed, can't be processed: Unexpected token after expression
                    SELECT a AS FROM tab|                             Statement wasn't well formed, can't be processed: Expected identifier for alias
                    SELECT a, b.a FROM tab|                           Duplicate identifiers in select clause: a
                    SELECT a.b, a FROM tab|                           Two document paths overlap with each other; must remove or rewrite one of these paths; path one: [a], path two: [a, b]
                    SELECT COUNT(*) FROM tab|                         Unexpected path component at 1:8:5
                    SELECT a+1 FROM tab|                              Unexpected path component at 1:9:1
                    SELECT a[-1] FROM tab|                            List index is not within the allowable range; index: [-1] at 1:11:1
                    SELECT * FROM tab LIMIT 1|                        Unsupported clause: LIMIT at 1:25:1
                    SELECT * FROM tab ORDER BY a|                     Must have WHERE clause in the statement when using ORDER BY clause.
                    SELECT * FROM tab.a.b|                            A path may contain at most 2 components in the FROM clause
                    SELECT * FROM tab, tab|                           Only select from a single table or index is supported.
                    SELECT * FROM ab|                                 Table name should be within the length [3, 255] and only contain 'a-z', 'A-Z', '0-9', '-', '_', '.'.
                    SELECT * FROM tab WHERE a|                        WHERE clause must contain an expression that resolves to a boolean
                    SELECT * FROM tab WHERE a = 1 AND b|              The arguments to AND/OR must be Expressions
                    SELECT * FROM tab WHERE a + 1 = 2|                Unsupported operator in Condition Expression. Operator: +
                    SELECT * FROM tab WHERE a = - 'x'|                Unsupported operator in Condition Expression. Operator: -
                    SELECT * FROM tab WHERE a > NOT b|                The argument to NOT must be a Type or Expression
                    SELECT * FROM tab WHERE a > NOT b = 1|            Incorrect operand type for operator or function; operator or function: >, operand type: BOOL
                    SELECT * FROM tab WHERE - a|                      Unsupported operator in Condition Expression. Operator: -
                    UPDATE tab SET a = - b|                           Incorrect number of operands for operator or function; operator or function: -, number of operands: 1
                    UPDATE tab REMOVE a.b = c|                        Statement wasn't well formed, can't be processed: Data manipulation is no operand
                    DELETE FROM tab IS NULL|                          Statement wasn't well formed, can't be processed: Data manipulation is no operand
                    SELECT * FROM tab WHERE a LIKE 'x'|               Unsupported operator in Condition Expression. Operator: like
                    SELECT * FROM tab WHERE a = MISSING|              MISSING must be compared using IS operator
                    SELECT * FROM tab WHERE a < true|                 Incorrect operand type for operator or function; operator or function: <, operand type: BOOL
                    SELECT * FROM tab WHERE foo(a)|                   Unrecognized function: foo at 1:25:3
                    SELECT * FROM tab WHERE attribute_exists('a')|    Operator or function requires a document path; operator or function: attribute_exists
                    SELECT * FROM tab WHERE a IN []|                  IN operator must have a left hand argument of type Variable Reference and right hand argument of type Seq with at least one member
                    SELECT * FROM tab WHERE a = 1e126|                Number overflow. Attempting to store a number with magnitude larger than supported range under root
                    INSERT INTO tab VALUE {'a': [1, 1e126]}|          Number overflow. Attempting to store a number with magnitude larger than supported range under root[1]
                    INSERT INTO tab VALUE {'a': <<>>}|                Empty bags are not supported
                    INSERT INTO tab VALUE {'a': <<1, 'x'>>}|          Unsupported data type in Bag. DynamoDB only supports either numbers or strings in bags
                    INSERT INTO tab VALUE {'a': <<2, 2.0>>}|          One or more parameter values were invalid: Input collection [2, 2.0] contains duplicates! under root
                    INSERT INTO tab VALUE {'a': 1, 'a': 2}|           Duplicate keys in tuple. Key: a under root at 1:32:3
                    INSERT INTO tab VALUE {a: 1}|                     Tuple keys must be of type String. Actual type: VariableReference under root at 1:24:1
                    INSERT INTO tab VALUE [1]|                        Unsupported format in item expression. Please use struct format {...} to express item values for insert statement. at 1:23:1
                    INSERT INTO tab.i VALUE {'a': 1}|                 FROM clause may only contain a single table name in data manipulation statements
                    UPDATE tab.idx SET a = 1 WHERE a = 1|               This operation is not supported on an index
                    UPDATE tab SET a = set_add(b, <<1>>)|             The first argument to SET_ADD must equal the assignment value at 1:20:7
                    UPDATE tab SET a = set_add(a, 1)|                 The second argument to SET_ADD must be a value with type SET at 1:28:1
                    UPDATE tab SET a = set_add(a)|                    SET_ADD must have exactly two arguments at 1:20:7
                    INSERT INTO tab VALUE {'a': b}|                   Unsupported data type: b under key root at 1:29:1
                    INSERT INTO tab VALUE {'a': b.c}|                 Unsupported data type: PATH under key root
                    INSERT INTO tab VALUE {'a': [b]}|                 Unsupported data type: VariableReference under key root[0] at 1:30:1
                    INSERT INTO tab VALUE {'a': [b.c]}|               Unsupported data type: Path under key root[0]
                    INSERT INTO tab VALUE {'a': [1 + 1]}|             Unsupported data type: NAry under key root[0] at 1:32:1
                    INSERT INTO tab VALUE {'a': [MISSING]}|           Unsupported data type: LiteralMissing under key root[0] at 1:30:7
                    INSERT INTO tab VALUE {'a': b IS NULL}|           Unsupported data type: is under key root at 1:31:2
                    INSERT INTO tab VALUE {'a': DATE '2026-11-29'}|   Unsupported data type: UNKNOWN under key root at 1:34:12
                    INSERT INTO tab VALUE {'a': [TIME '10:00:00']}|   Unsupported data type: Time under key root[0] at 1:35:10
                    SELECT * FROM tab WHERE a = DATE '2026-11-29'|    Unsupported token in expression: UNKNOWN at 1:34:12
                    SELECT * FROM tab WHERE TIME (3) WITH TIME ZONE '10:00:00+01:00'|Unsupported token in expression: UNKNOWN at 1:49:16
                    UPDATE tab SET a = DATE '2026-11-29'|             Unsupported token in expression: UNKNOWN at 1:25:12
                    DATE '2026-11-29'|                                Unsupported operation: Date
                    SELECT * FROM tab WHERE a IS DATE|                Unsupported data type for IS operator: DATE. Supported data types are [MISSING, NULL, BOOLEAN, BLOB, STRING, NUMERIC, STRUCT, TUPLE, LIST] at 1:27:2
                    SELECT * FROM tab WHERE 'x' IS MISSING|           Operator or function requires a document path; operator or function: attribute_not_exists
                    SELECT * FROM tab WHERE [1] IS LIST|              The left hand side argument to IS must be a Variable Reference, Literal, or Path
                    SELECT * FROM tab WHERE EXISTS(SELECT * FROM tab)|Unsupported token in expression: SELECT at 1:32:6
                    UPDATE tab SET a = a = 1|                         Unsupported operator in Update Expression. Operator: =
                    UPDATE tab SET a = NOT b|                         Unsupported operator in Update Expression. Operator: not
                    UPDATE tab SET a = b IS MISSING|                  IS operator is not supported in update expressions
                    UPDATE tab SET a = contains(b, 'x')|              The function is not allowed in an update expression; function: contains
                    UPDATE tab SET a = list_append(b, 1 + 2)|         Incorrect operand type for operator or function; operator or function: list_append, operand type: N
                    UPDATE tab SET a = 'x' + 1 + 2|                   Incorrect operand type for operator or function; operator or function: +, operand type: S
                    UPDATE tab SET a = 'x' + 1|                       Incorrect operand type for operator or function; operator or function: +, operand type: S
                    UPDATE tab SET a = a * 2|                         Unsupported operator in Update Expression. Operator: *
                    UPDATE tab SET a.b = 1, a = 2|                    Two document paths overlap with each other; must remove or rewrite one of these paths; path one: [a], path two: [a, b]
                    DELETE FROM tab RETURNING ALL NEW *|              Invalid returning clause: RETURNING ALL NEW *. Only RETURNING ALL OLD * is allowed in DELETE statements.
                    """)
    void whatTheServiceDoesNotDoIsRefusedInItsWords(String text, String message) {
        assertThat(refusal(text)).isEqualTo(message);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '^', textBlock = """
                    null| NULL
                    null.int| INT
                    true| BOOL
                    0x1F| INT
                    a:: b::5| INT
                    -1.50| DECIMAL
                    1d3| DECIMAL
                    1.5e-3| FLOAT
                    +inf| FLOAT
                    2026T| TIMESTAMP
                    2026-11-29| TIMESTAMP
                    2026-11-29T10:00:00.5Z| TIMESTAMP
                    "x"| STRING
                    '''x'''| STRING
                    'x y'| SYMBOL
                    x| SYMBOL
                    {{AQI=}}| BLOB
                    {{"x"}}| CLOB
                    {a: 1}| STRUCT
                    [1, 2]| LIST
                    (+ 1 2)| SEXP
                    """)
    void anIonValueIsRefusedByItsKind(String ion, String kind) {
        assertThat(refusal("SELECT * FROM tab WHERE a = `" + ion + "`"))
                .isEqualTo("Ion Literals are not supported: " + kind + " under key root at 1:29:" + (ion.length() + 2));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '^', textBlock = """
                    1| 1| ^^| INT
                    1| _1| ^^| INT
                    0x1| _F| ^^| INT
                    0b1| _0| ^^| INT
                    -1| 2| .5| DECIMAL
                    1.5| _5| ^^| DECIMAL
                    1d1| 0| ^^| DECIMAL
                    1| _0| e1| FLOAT
                    1.0| _0| e1| FLOAT
                    2026-11-29T10:00:00.5| 0| Z| TIMESTAMP
                    a::| ^b:: ^| 5| INT
                    a| b| ^^| SYMBOL
                    ^"^| x| ^"^| STRING
                    {{| AQID| }}| BLOB
                    """)
    void anIonValueAsLongAsAStatementMayBeOverflowsNoStack(String start, String repeated, String end, String kind) {
        String ion = start + repeated.repeat(8_000 / repeated.length()) + end;
        assertThat(refusal("SELECT * FROM tab WHERE a = `" + ion + "`"))
                .startsWith("Ion Literals are not supported: " + kind + " under key root");
        assertThat(refusal("SELECT * FROM tab WHERE a = `" + ion + "#`")).isNotEmpty();
    }

    @Test
    void sumsHaveAsManyOperandsAsTheyLike() {
        assertThat(update("SET a = a + 1 - b")).hasToString("SET a = a + 1 - b");
        assertThat(update("SET a = a - (b - 1)")).hasToString("SET a = a - (b - 1)");
        assertThat(update("SET a = if_not_exists(b, c + 1) + 2")).hasToString("SET a = if_not_exists(b, c + 1) + 2");
    }

    @Test
    void positionsCountLines() {
        assertThat(refusal("UPDATE tab\nSET \"names\" = set_add(\"names\", 'x')\nWHERE k = 1"))
                .isEqualTo("The second argument to SET_ADD must be a value with type SET at 2:23:7");
    }

    @Test
    void valuesNestAsDeepAsItemsAllow() {
        assertThat(read("INSERT INTO tab VALUE {'a':" + "[".repeat(31) + "1" + "]".repeat(31) + "}"))
                .isInstanceOf(Statement.Insert.class);
        assertThat(refusal("INSERT INTO tab VALUE {'a':" + "[".repeat(32) + "1" + "]".repeat(32) + "}"))
                .isEqualTo("Nesting Levels have exceeded supported limits under root" + "[0]".repeat(32));
    }

    @Test
    void anExpressionHasThreeHundredOperatorsAtMost() {
        assertThat(where("a = 1" + " AND a = 1".repeat(149))).isNotNull();
        assertThat(update("SET a = 1" + " + 1".repeat(300)))
                .as("those of WHERE are counted apart")
                .isNotNull();
        assertThat(refusal("UPDATE tab SET a = 1" + " + 1".repeat(301)))
                .isEqualTo("The expression contains too many operators; operator count: 301");
        assertThat(refusal("SELECT * FROM tab WHERE a = 1" + " AND a = 1".repeat(150)))
                .isEqualTo("The expression contains too many operators; operator count: 301");
        assertThat(refusal("SELECT * FROM tab WHERE a IN [" + "1, ".repeat(100) + "1]"))
                .isEqualTo("The IN operator is provided with too many operands; number of operands: 101");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"(", "[", "{'a':", "<<", "NOT ", "- ", "a[", "size(", "a = ", "a OR ", "(a = 1) = (", "EXISTS("})
    void noStatementIsSoDeepThatTheStackOverflows(String repeated) {
        for (String before : List.of("SELECT * FROM tab WHERE ", "INSERT INTO tab VALUE ", "UPDATE tab SET a = ", "")) {
            String text = before + repeated.repeat(8192 / repeated.length());
            assertThatThrownBy(() -> read(text)).isInstanceOf(Fault.class);
        }
    }

    @Test
    void comparedConditionsDoNotMultiply() {
        String compared = "a = 1";
        for (int i = 0; i < 20; i++) {
            compared = "(" + compared + ") = (b = 1)";
        }
        assertThat(refusal("SELECT * FROM tab WHERE " + compared))
                .isEqualTo("The expression contains too many operators; operator count: 301");
    }

    @Test
    void noTextEverFailsOtherwiseThanByAFault() {
        String[] words = {
            "SELECT",
            "*",
            "FROM",
            "WHERE",
            "INSERT INTO",
            "VALUE",
            "UPDATE",
            "SET",
            "REMOVE",
            "DELETE",
            "RETURNING",
            "ALL OLD",
            "MODIFIED NEW",
            "ORDER BY",
            "DESC",
            "AND",
            "OR",
            "NOT",
            "IN",
            "BETWEEN",
            "IS",
            "MISSING",
            "NULL",
            "EXISTS",
            "size",
            "set_add",
            "list_append",
            "if_not_exists",
            "contains",
            "attribute_type",
            "tab",
            "\"tab\"",
            "a",
            "b",
            "'x'",
            "''",
            "\"\"",
            "1",
            "-1",
            "1e9",
            "2147483648",
            "?",
            "(",
            ")",
            "[",
            "]",
            "{",
            "}",
            "<<",
            ">>",
            ",",
            ".",
            ":",
            ";",
            "=",
            "<>",
            "<",
            ">=",
            "+",
            "-",
            "*",
            "/",
            "||",
            "@",
            "`x`",
            "true",
            "--",
            "/*",
            "*/",
            "\n",
            "$",
            "\u00e4",
            "\ud800",
            "LIKE"
        };
        Random random = new Random(7);
        int read = 0;
        for (int i = 0; i < 60_000; i++) {
            StringBuilder text = new StringBuilder(
                    i % 3 == 0 ? "SELECT * FROM tab WHERE " : i % 3 == 1 ? "UPDATE tab SET a = " : "");
            int length = random.nextInt(14);
            for (int j = 0; j < length; j++) {
                text.append(words[random.nextInt(words.length)]).append(random.nextInt(4) == 0 ? "" : " ");
            }
            read += attempt(text.toString());
        }
        byte[] bytes = new byte[60];
        for (int i = 0; i < 20_000; i++) {
            random.nextBytes(bytes);
            read += attempt(new String(bytes, StandardCharsets.ISO_8859_1));
        }
        assertThat(read).as("some were statements after all").isGreaterThan(100);
    }

    private static int attempt(String text) {
        try {
            read(text, number("1"));
            return 1;
        } catch (Fault refused) {
            assertThat(refused.getMessage()).as(text).isNotNull();
            return 0;
        }
    }
}
