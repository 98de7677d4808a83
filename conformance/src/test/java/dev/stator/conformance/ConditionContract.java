package dev.stator.conformance;

import static dev.stator.expression.Path.attr;
import static dev.stator.expression.Path.parse;
import static org.assertj.core.api.Assertions.assertThat;

import dev.stator.Table;
import dev.stator.codec.KeyAttribute;
import dev.stator.codec.TableSchema;
import dev.stator.error.ConditionFailedException;
import dev.stator.expression.Condition;
import dev.stator.value.AttributeType;
import dev.stator.value.AttributeValue;
import dev.stator.value.Binary;
import dev.stator.value.Item;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

/** The language of conditions: each is asked as the condition of a write and as the filter of a query. */
class ConditionContract {
    private static final TableSchema<Item> ITEMS = TableSchema.items(KeyAttribute.string("id"));
    private static final Item ITEM = Item.of("text", "peach", "number", 10, "binary", bytes(1, 128))
            .with("same", "peach")
            .with("bigger", 11)
            .with("true", true)
            .with("null", null)
            .with("empty", "")
            .with("words", Set.of("a", "b"))
            .with("numbers", Set.of(1, 2))
            .with("binaries", Set.of(bytes(1), bytes(2)))
            .with("list", List.of("a", 1, List.of("deep")))
            .with("map", Map.of("x", 1, "y", Map.of("z", List.of("q"))))
            .with("a.b", "dotted");

    @Contract
    void stringsAreCompared(Subject subject) {
        try (Judge judge = new Judge(subject)) {
            judge.holds(
                    attr("text").eq("peach"),
                    attr("text").ne("pear"),
                    attr("text").ne(10));
            judge.holds(
                    attr("text").lt("pear"),
                    attr("text").le("peach"),
                    attr("text").gt("Peach"),
                    attr("text").ge(""));
            judge.fails(
                    attr("text").eq("Peach"),
                    attr("text").eq(10),
                    attr("text").lt("peach"),
                    attr("text").gt("peach"));
            judge.fails(attr("text").lt(11), attr("text").gt(1));
        }
    }

    @Contract
    void numbersAreComparedByValue(Subject subject) {
        try (Judge judge = new Judge(subject)) {
            judge.holds(
                    attr("number").eq(10),
                    attr("number").eq(new BigDecimal("1E1")),
                    attr("number").ne(9));
            judge.holds(
                    attr("number").gt(9),
                    attr("number").ge(10),
                    attr("number").lt(100),
                    attr("number").le(10));
            judge.holds(attr("number").gt(-100), attr("number").gt(new BigDecimal("9.99999999999999999999999999999")));
            judge.fails(
                    attr("number").lt(9),
                    attr("number").gt(10),
                    attr("number").ne(10),
                    attr("number").eq("10"));
        }
    }

    @Contract
    void binariesAreComparedAsUnsignedBytes(Subject subject) {
        try (Judge judge = new Judge(subject)) {
            judge.holds(
                    attr("binary").eq(bytes(1, 128)),
                    attr("binary").gt(bytes(1, 127)),
                    attr("binary").gt(bytes(1)));
            judge.holds(attr("binary").lt(bytes(1, 255)), attr("binary").lt(bytes(2)));
            judge.fails(
                    attr("binary").lt(bytes(1, 127)),
                    attr("binary").eq(bytes(1)),
                    attr("binary").gt(bytes(1, 128)));
        }
    }

    @Contract
    void valuesOfEveryTypeAreEqualOrNot(Subject subject) {
        try (Judge judge = new Judge(subject)) {
            judge.holds(
                    attr("true").eq(true),
                    attr("true").ne(false),
                    attr("null").eq(AttributeValue.Null.NULL),
                    attr("empty").eq(""));
            judge.holds(
                    attr("words").eq(Set.of("b", "a")),
                    attr("numbers").eq(Set.of(2, 1)),
                    attr("words").ne(Set.of("a")));
            judge.holds(
                    attr("list").eq(List.of("a", 1, List.of("deep"))),
                    attr("list").ne(List.of("a", 1)));
            judge.holds(
                    attr("map").eq(Map.of("y", Map.of("z", List.of("q")), "x", 1)),
                    attr("map").ne(Map.of("x", 1)));
            judge.fails(
                    attr("true").eq(false),
                    attr("list").eq(List.of(1, "a")),
                    attr("words").eq(List.of("a", "b")));
        }
    }

    @Contract
    void attributesAreComparedWithAttributes(Subject subject) {
        try (Judge judge = new Judge(subject)) {
            judge.holds(
                    attr("text").eq(attr("same")),
                    attr("number").lt(attr("bigger")),
                    attr("text").ne(attr("number")));
            judge.fails(
                    attr("text").ne(attr("same")),
                    attr("number").ge(attr("bigger")),
                    attr("text").lt(attr("number")));
        }
    }

    @Contract
    void comparisonsWithWhatIsMissingFailExceptInequality(Subject subject) {
        try (Judge judge = new Judge(subject)) {
            judge.holds(attr("nothing").ne("x"), attr("text").ne(attr("nothing")));
            judge.fails(
                    attr("nothing").eq("x"),
                    attr("nothing").lt("x"),
                    attr("nothing").gt("x"));
            judge.fails(
                    attr("nothing").between("a", "z"),
                    attr("nothing").in("x"),
                    attr("text").eq(attr("nothing")));
        }
    }

    @Contract
    void betweenIncludesItsBounds(Subject subject) {
        try (Judge judge = new Judge(subject)) {
            judge.holds(
                    attr("number").between(10, 11),
                    attr("number").between(9, 10),
                    attr("text").between("p", "q"));
            judge.holds(
                    attr("binary").between(bytes(1), bytes(2)),
                    attr("number").between(attr("text").size(), attr("bigger")));
            judge.fails(
                    attr("number").between(11, 12),
                    attr("number").between(8, 9),
                    attr("text").between("q", "z"));
            judge.fails(attr("number").between(attr("bigger"), attr("bigger")));
        }
    }

    @Contract
    void inMatchesAnyOfUpToAHundredValues(Subject subject) {
        try (Judge judge = new Judge(subject)) {
            List<Object> hundred =
                    IntStream.rangeClosed(1, 100).<Object>mapToObj(i -> i).toList();
            judge.holds(
                    attr("number").in(10),
                    attr("number").in("x", 10),
                    attr("number").in(hundred));
            judge.holds(attr("list").in(List.of(), List.of("a", 1, List.of("deep"))));
            judge.fails(attr("number").in(9, 11), attr("number").in("10"));
        }
    }

    @Contract
    void prefixesAreFound(Subject subject) {
        try (Judge judge = new Judge(subject)) {
            judge.holds(
                    attr("text").beginsWith("pea"),
                    attr("text").beginsWith("peach"),
                    attr("text").beginsWith(""));
            judge.holds(attr("binary").beginsWith(bytes(1)));
            judge.fails(
                    attr("text").beginsWith("each"),
                    attr("text").beginsWith("peaches"),
                    attr("binary").beginsWith(bytes(128)));
            judge.fails(attr("nothing").beginsWith("p"), attr("number").beginsWith("1"));
        }
    }

    @Contract
    void substringsAndElementsAreFound(Subject subject) {
        try (Judge judge = new Judge(subject)) {
            judge.holds(
                    attr("text").contains("eac"),
                    attr("words").contains("a"),
                    attr("numbers").contains(2));
            judge.holds(
                    attr("binaries").contains(bytes(2)),
                    attr("list").contains(1),
                    attr("list").contains(List.of("deep")));
            judge.holds(attr("binary").contains(bytes(128)));
            judge.fails(
                    attr("text").contains("EAC"),
                    attr("words").contains("c"),
                    attr("numbers").contains("2"));
            judge.fails(
                    attr("list").contains("deep"),
                    attr("map").contains("x"),
                    attr("nothing").contains("x"));
        }
    }

    @Contract
    void attributesExistOrNot(Subject subject) {
        try (Judge judge = new Judge(subject)) {
            judge.holds(
                    attr("text").exists(),
                    attr("null").exists(),
                    attr("empty").exists(),
                    attr("nothing").notExists());
            judge.holds(
                    parse("map.y.z[0]").exists(),
                    parse("map.y.w").notExists(),
                    parse("list[3]").notExists());
            judge.fails(
                    attr("text").notExists(),
                    attr("nothing").exists(),
                    parse("text.x").exists(),
                    parse("map[0]").exists());
        }
    }

    @Contract
    void typesAreTold(Subject subject) {
        try (Judge judge = new Judge(subject)) {
            Map<String, AttributeType> types = Map.of(
                    "text", AttributeType.S,
                    "number", AttributeType.N,
                    "binary", AttributeType.B,
                    "true", AttributeType.BOOL,
                    "null", AttributeType.NULL,
                    "words", AttributeType.SS,
                    "numbers", AttributeType.NS,
                    "binaries", AttributeType.BS,
                    "list", AttributeType.L,
                    "map", AttributeType.M);
            judge.holds(types.entrySet().stream()
                    .map(entry -> attr(entry.getKey()).hasType(entry.getValue()))
                    .reduce(Condition.empty(), Condition::and));
            judge.fails(attr("text").hasType(AttributeType.N), attr("nothing").hasType(AttributeType.S));
        }
    }

    @Contract
    void sizesAreCompared(Subject subject) {
        try (Judge judge = new Judge(subject)) {
            judge.holds(
                    attr("text").size().eq(5),
                    attr("binary").size().eq(2),
                    attr("words").size().eq(2));
            judge.holds(
                    attr("list").size().ge(3),
                    attr("map").size().lt(3),
                    attr("empty").size().eq(0));
            judge.holds(
                    attr("text").size().between(4, 5),
                    attr("number").gt(attr("text").size()));
            judge.fails(
                    attr("text").size().gt(5),
                    attr("nothing").size().ge(0),
                    attr("nothing").size().lt(1));
        }
    }

    @Contract
    void numbersHaveNoSize(Subject subject) {
        try (Judge judge = new Judge(subject)) {
            judge.fails(
                    attr("number").size().ge(0),
                    attr("true").size().ge(0),
                    attr("null").size().ge(0));
        }
    }

    @Contract
    void pathsLeadIntoListsAndMaps(Subject subject) {
        try (Judge judge = new Judge(subject)) {
            judge.holds(
                    parse("list[0]").eq("a"),
                    parse("list[2][0]").eq("deep"),
                    parse("map.y.z[0]").eq("q"));
            judge.holds(attr("map").dot("x").eq(1), attr("a.b").eq("dotted"));
            judge.fails(
                    parse("list[1]").eq("a"), parse("map.x").eq(2), parse("a.b").eq("dotted"));
        }
    }

    @Contract
    void conditionsAreCombined(Subject subject) {
        try (Judge judge = new Judge(subject)) {
            Condition yes = attr("number").eq(10);
            Condition no = attr("number").eq(11);
            judge.holds(
                    yes.and(yes),
                    yes.or(no),
                    no.not(),
                    no.and(no).not(),
                    no.or(yes).and(yes));
            judge.holds(
                    yes.or(yes.and(no)),
                    no.not().and(yes),
                    yes.and(no.or(yes)),
                    no.or(no).not());
            judge.fails(yes.and(no), no.or(no), yes.not(), yes.or(yes).and(no), yes.and(no.or(no)));
            judge.fails(yes.or(no).not(), no.or(yes.and(no)), yes.and(yes, yes, no));
        }
    }

    @Contract
    void groupingIsKept(Subject subject) {
        try (Judge judge = new Judge(subject)) {
            Condition a = attr("text").eq("peach");
            Condition b = attr("number").gt(100);
            Condition c = attr("nothing").exists();
            judge.holds(
                    a.or(b.and(c)),
                    a.and(b.or(c).not()),
                    a.and(b.not()).or(c),
                    a.not().or(b).not());
            judge.fails(
                    a.or(b).and(c),
                    a.and(b).or(c),
                    a.and(b.or(c)),
                    a.not().and(b.or(c)).or(b));
        }
    }

    @Contract
    void constantsOfAWrongTypeAreRefused(Subject subject) {
        assertThat(refusal(subject, "begins_with(a, :v)", "{':v':{'N':'1'}}"))
                .isEqualTo("Invalid ConditionExpression: Incorrect operand type for operator or function; "
                        + "operator or function: begins_with, operand type: N");
        assertThat(refusal(subject, "a < :v", "{':v':{'BOOL':true}}"))
                .isEqualTo("Invalid ConditionExpression: Incorrect operand type for operator or function; "
                        + "operator or function: <, operand type: BOOL");
        assertThat(refusal(subject, "attribute_type(a, :v)", "{':v':{'S':'X'}}"))
                .startsWith("Invalid ConditionExpression: Invalid attribute type name found; type: X");
    }

    @Contract
    void boundsInTheWrongOrderAreRefused(Subject subject) {
        assertThat(refusal(subject, "a BETWEEN :v AND :w", "{':v':{'N':'2'},':w':{'N':'1'}}"))
                .isEqualTo(
                        "Invalid ConditionExpression: The BETWEEN operator requires upper bound to be greater than or "
                                + "equal to lower bound; lower bound operand: AttributeValue: {N:2}, "
                                + "upper bound operand: AttributeValue: {N:1}");
    }

    @Contract
    void redundantParenthesesAreRefused(Subject subject) {
        assertThat(refusal(subject, "((a = :v))", "{':v':{'N':'1'}}"))
                .isEqualTo("Invalid ConditionExpression: The expression has redundant parentheses;");
    }

    @Contract
    void aPathComparedWithItselfIsRefused(Subject subject) {
        assertThat(refusal(subject, "a = a", ""))
                .isEqualTo(
                        "Invalid ConditionExpression: The first operand must be distinct from the remaining operands "
                                + "for this operator or function; operator: =, first operand: [a]");
    }

    private static String refusal(Subject subject, String condition, String values) {
        return subject.refusal(subject.raw(
                "DeleteItem",
                "{'TableName':'%s','Key':{'id':{'S':'a'}},'ConditionExpression':'%s'%s}",
                subject.shared("items", ITEMS).name(),
                condition,
                values.isEmpty() ? "" : ",'ExpressionAttributeValues':" + values));
    }

    private static Binary bytes(int... values) {
        byte[] bytes = new byte[values.length];
        for (int i = 0; i < values.length; i++) {
            bytes[i] = (byte) values[i];
        }
        return Binary.of(bytes);
    }

    /** An item to ask conditions of. */
    private static final class Judge implements AutoCloseable {
        private final Subject subject;
        private final Table<Item> items;
        private final String id;

        Judge(Subject subject) {
            this.subject = subject;
            this.items = subject.shared("items", ITEMS);
            this.id = subject.newKey();
            subject.run(items.put(ITEM.with("id", id)));
        }

        void holds(Condition... conditions) {
            for (Condition condition : conditions) {
                assertThat(asCondition(condition))
                        .as("as a condition: %s", condition)
                        .isTrue();
                assertThat(asFilter(condition)).as("as a filter: %s", condition).isTrue();
            }
        }

        void fails(Condition... conditions) {
            for (Condition condition : conditions) {
                assertThat(asCondition(condition))
                        .as("as a condition: %s", condition)
                        .isFalse();
                assertThat(asFilter(condition)).as("as a filter: %s", condition).isFalse();
            }
        }

        private boolean asCondition(Condition condition) {
            try {
                subject.run(items.put(ITEM.with("id", id)).onlyIf(condition));
                return true;
            } catch (ConditionFailedException e) {
                return false;
            }
        }

        private boolean asFilter(Condition condition) {
            return subject.run(items.query(id).consistent().where(condition).count()) == 1;
        }

        @Override
        public void close() {
            subject.run(items.delete(id));
        }
    }
}
