package dev.stator;

import static dev.stator.ExpressionText.condition;
import static dev.stator.ExpressionText.paths;
import static dev.stator.ExpressionText.update;
import static dev.stator.User.JOINED;
import static dev.stator.expression.Path.attr;
import static dev.stator.expression.Value.param;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.stator.codec.Codec;
import dev.stator.codec.PartitionKey;
import dev.stator.codec.SortKey;
import dev.stator.codec.TableSchema;
import dev.stator.expression.Condition;
import dev.stator.expression.KeyCondition;
import dev.stator.expression.Path;
import dev.stator.expression.Projection;
import dev.stator.expression.UpdateExpression;
import dev.stator.testing.ScriptedTransport;
import dev.stator.value.AttributeType;
import dev.stator.value.AttributeValue;
import java.lang.invoke.MethodHandles;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** Text in the service's language becomes the tree that the same expression is when it is built. */
class ExpressionFromTextTest {
    private static final Codec<User> USER =
            TableSchema.of(User.class, MethodHandles.lookup()).codec();

    private final ScriptedTransport service = new ScriptedTransport();
    private final Table<User> users =
            Stator.builder().transport(service).retry(Mode.QUICK).build().table("users", User.class);

    private static void same(Condition written, Condition built) {
        assertThat(written.bind(USER)).isEqualTo(built.bind(USER));
    }

    @Test
    void aConditionIsReadWithItsConstantsAsTheRecordStoresThem() {
        same(condition("points > :min", Map.of(":min", 5)), attr(User::points).gt(5));
        same(
                condition(
                        "(#j <= :t OR size(tags) = :n) AND NOT begins_with(#n, :p)",
                        Map.of("#j", "joined", "#n", "name", ":t", JOINED, ":n", 2, ":p", "A")),
                attr(User::joined)
                        .le(JOINED)
                        .or(attr(User::tags).size().eq(2))
                        .and(attr(User::name).beginsWith("A").not()));
        same(
                condition("contains(tags, :t) AND attribute_type(notes, :l)", Map.of(":t", "x", ":l", "L")),
                attr(User::tags).contains("x").and(attr(User::notes).hasType(AttributeType.L)));
        same(
                condition(
                        "points BETWEEN :a AND :b OR points IN (:c)",
                        Map.of(":a", 1, ":b", AttributeValue.of(2), ":c", 9L)),
                attr(User::points).between(1, 2).or(attr(User::points).in(9)));
        same(
                condition("points > :min", Map.of(":min", param("least"))).with(Map.of("least", 7)),
                attr(User::points).gt(7));
    }

    @Test
    void anUpdateAndPathsAreRead() {
        UpdateExpression written = update(
                "SET notes = list_append(if_not_exists(notes, :none), :more), points = points + :one ADD tags :tags",
                Map.of(":none", List.of(), ":more", List.of("x"), ":one", 1, ":tags", Set.of("t")));
        UpdateExpression built = UpdateExpression.empty()
                .append(attr(User::notes), List.of("x"))
                .set(attr(User::points), attr(User::points).plus(1))
                .add(attr(User::tags), Set.of("t"));
        Path<?>[] paths = paths("#n, address.city, notes[0]", Map.of("#n", "name"));

        assertThat(written.bind(USER)).isEqualTo(built.bind(USER));
        assertThat(Projection.of(paths))
                .isEqualTo(Projection.of(
                        attr("name"), attr("address").dot("city"), attr("notes").at(0)));
    }

    @Test
    void textsAndTreesShareARequestWithoutTheirPlaceholdersMeeting() {
        service.reply("{}");
        users.update("a", JOINED)
                .set(User::name, "built")
                .apply(update("SET notes = :v0", Map.of(":v0", List.of("one"))))
                .apply(update("ADD #n0 :v0", Map.of("#n0", "points", ":v0", 2)))
                .onlyIf(condition("#n0 = :v0", Map.of("#n0", "email", ":v0", "a")))
                .onlyIf(attr(User::points).lt(9))
                .execute();

        assertThat(service.bodies().get(0))
                .contains(
                        "\"SET #n0 = :v0, #n1 = :v1 ADD #n2 :v2\"",
                        "\"#n3 = :v3 AND #n2 < :v4\"",
                        "{\"#n0\":\"name\",\"#n1\":\"notes\",\"#n2\":\"points\",\"#n3\":\"email\"}",
                        "\":v0\":{\"S\":\"built\"}",
                        "\":v1\":{\"L\":[{\"S\":\"one\"}]}",
                        "\":v2\":{\"N\":\"2\"}",
                        "\":v3\":{\"S\":\"a\"}",
                        "\":v4\":{\"N\":\"9\"}");
    }

    @Test
    void aKeyConditionBecomesAQuery() {
        Map<String, ?> values = Map.of(":e", "a@x.org", ":t", JOINED);
        assertThat(ExpressionText.query(users, ":t < joined AND email = :e", values)
                        .explain()
                        .requests())
                .isEqualTo(users.query("a@x.org")
                        .sortKey(KeyCondition.gt(JOINED))
                        .explain()
                        .requests());
        refused(() -> ExpressionText.query(users, "joined > :t", Map.of(":t", JOINED)), "email", "add email =");
        refused(() -> ExpressionText.query(users, "email > :e", Map.of(":e", "a")), "the partition key email");
        refused(
                () -> ExpressionText.query(users, "email = :e AND points > :p", Map.of(":e", "a", ":p", 1)),
                "points, which is no key of table users");
        refused(
                () -> ExpressionText.query(users, "email = :e OR joined = :t", values),
                "cannot be read",
                "Invalid operator used in KeyConditionExpression");
        refused(() -> ExpressionText.query(users, "email = :e", values), "does not use :t");
        refused(
                () -> ExpressionText.query(users, "email = :e AND joined > :t", Map.of(":e", "a", ":t", "x")),
                "joined");
    }

    private static void refused(ThrowingCallable misuse, String... words) {
        assertThatIllegalArgumentException().isThrownBy(misuse).withMessageContainingAll(words);
    }

    @Test
    void whatIsNoExpressionIsRefusedWithThePlace() {
        refused(() -> condition("points >> :a", Map.of(":a", 1)), "points >> :a", "at character 8", "token: \">\"");
        refused(() -> condition("", Map.of()), "can not be empty");
        refused(() -> condition("name = :a", Map.of(":a", 1)), "reserved keyword: name");
        refused(() -> condition("points = :b", Map.of(":a", 1)), "not defined", ":b");
        refused(() -> condition("#b = :a", Map.of(":a", 1)), "not defined", "#b");
        refused(() -> condition("points = :a", Map.of(":a", 1, ":b", 1, "#c", "c")), "does not use #c, :b");
        refused(() -> condition("points = :a", Map.of("a", 1)), "\"a\"", "begins with #");
        refused(() -> condition("#p = :a", Map.of("#p", 1, ":a", 1)), "\"#p\"", "stands for a name");
        refused(() -> update("points = :a", Map.of(":a", 1)), "at character 0");
        refused(() -> paths("a,", Map.of()), "projection", "at character 2");
        refused(() -> users.get("a", JOINED).select(paths("a.b, a", Map.of())), "overlap");
        refused(
                () -> users.scan().where(condition("points = :a", Map.of(":a", new Object()))),
                "users",
                "points",
                "java.lang.Object");
    }

    @PartitionKey(value = "pk", template = "USER#{email}")
    @SortKey(value = "sk", template = "ORDER#{number:04}")
    record Order(String email, int number) {}

    @Test
    void aStringAgainstAMadeKeyIsTheKeyAsStored() {
        Table<Order> orders = Stator.builder()
                .transport(service)
                .retry(Mode.QUICK)
                .build()
                .table("orders", TableSchema.of(Order.class, MethodHandles.lookup()));
        service.reply("{\"Items\":[]}");
        ExpressionText.query(orders, "pk = :p AND begins_with(sk, :s)", Map.of(":p", "USER#ann", ":s", "ORDER#00"))
                .execute();
        service.reply("{\"Items\":[]}");
        ExpressionText.query(orders, "pk = :p AND sk = :s", Map.of(":p", "USER#ann", ":s", 7))
                .execute();
        assertThat(service.bodies().get(0)).contains("{\"S\":\"USER#ann\"}", "{\"S\":\"ORDER#00\"}");
        assertThat(service.bodies().get(1)).contains("{\"S\":\"USER#ann\"}", "{\"S\":\"ORDER#0007\"}");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ExpressionText.query(orders, "pk = :p", Map.of(":p", "ann"))
                        .execute())
                .withMessageContaining("none of the template \"USER#{email}\"");
    }
}
