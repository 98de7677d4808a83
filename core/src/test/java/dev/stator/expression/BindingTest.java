package dev.stator.expression;

import static dev.stator.expression.Path.attr;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.stator.codec.Codec;
import dev.stator.codec.KeyAttribute;
import dev.stator.codec.TableSchema;
import dev.stator.expression.User.Address;
import dev.stator.value.AttributeType;
import dev.stator.value.AttributeValue;
import dev.stator.value.Item;
import java.lang.invoke.MethodHandles;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class BindingTest {
    private static final Codec<User> USER =
            TableSchema.of(User.class, MethodHandles.lookup()).codec();
    private static final Codec<Item> ITEM =
            TableSchema.items(KeyAttribute.string("id")).codec();

    private static Path<?> bound(Path<?> path) {
        return Projection.of(path).bind(USER).paths().get(0);
    }

    private static Value constant(Condition condition) {
        return (Value) ((Condition.Compare) condition.bind(USER)).right();
    }

    @Test
    void storedNamesTakeThePlaceOfAccessors() {
        assertThat(bound(attr(User::points))).isEqualTo(attr("pts"));
        assertThat(bound(attr(User::address).dot(Address::code)))
                .isEqualTo(attr("address").dot("post.code"));
        assertThat(bound(attr(User::homes).at(2).dot(Address::code)))
                .isEqualTo(attr("homes").at(2).dot("post.code"));
        assertThat(bound(attr(User::settings).key("volume")))
                .isEqualTo(attr("settings").dot("volume"));
    }

    @Test
    void namesStayAsTheyAre() {
        assertThat(bound(Path.parse("address.city"))).isEqualTo(Path.parse("address.city"));
        assertThat(bound(attr("unknown").at(0))).isEqualTo(attr("unknown").at(0));
    }

    @Test
    void aConstantIsStoredAsTheComponentIs() {
        Instant instant = Instant.parse("2026-01-02T03:04:05Z");
        AttributeValue stored = TableSchema.of(User.class, MethodHandles.lookup())
                .toItem(user(instant))
                .get("joined")
                .orElseThrow();

        assertThat(constant(attr(User::joined).lt(instant)).attribute()).isEqualTo(stored);
        assertThat(constant(attr("joined").lt(instant)).attribute()).isEqualTo(stored);
        assertThat(constant(attr(User::visits).at(0).eq(instant)).attribute()).isEqualTo(stored);
        assertThat(constant(attr(User::best).ge(7L)).attribute()).isEqualTo(AttributeValue.of(7));
        assertThat(constant(attr(User::points).ge(7)).attribute()).isEqualTo(AttributeValue.of(7));
        assertThat(constant(attr(User::tags).eq(Set.of("a"))).attribute()).isEqualTo(AttributeValue.of(Set.of("a")));
        assertThat(constant(attr(User::address).dot(Address::lines).eq(List.of("x")))
                        .attribute())
                .isEqualTo(AttributeValue.of(List.of("x")));
    }

    private static User user(Instant joined) {
        return new User(
                "a@x.org",
                "A",
                1,
                Optional.empty(),
                Set.of("t"),
                List.of(),
                List.of(),
                Map.of(),
                Optional.empty(),
                joined);
    }

    @Test
    void aConstantOnEitherSideIsStoredAsTheOtherSideIs() {
        Instant instant = Instant.EPOCH;
        Condition.Compare turned = (Condition.Compare)
                new Condition.Compare(new Value(instant), Comparator.LT, attr(User::joined)).bind(USER);

        assertThat(turned.left()).isEqualTo(constant(attr(User::joined).lt(instant)));
    }

    @Test
    void anElementIsStoredAsTheCollectionStoresIt() {
        Instant instant = Instant.EPOCH;
        Condition.Contains contains =
                (Condition.Contains) attr(User::visits).contains(instant).bind(USER);

        assertThat(contains.part()).isEqualTo(constant(attr(User::joined).eq(instant)));
        assertThat(((Condition.Contains) attr(User::name).contains("x").bind(USER)).part())
                .isEqualTo(new Value(AttributeValue.of("x")));
    }

    @Test
    void aSizeIsComparedWithANumber() {
        assertThat(constant(attr(User::tags).size().gt(3)).attribute()).isEqualTo(AttributeValue.of(3));
    }

    @Test
    void dynamicItemsTakeAnyStorableConstant() {
        Condition condition =
                attr("a").dot("b").eq(List.of(1, "x")).and(attr("c").hasType(AttributeType.NS));

        assertThat(condition.bind(ITEM))
                .hasToString("a.b = [1, \"x\"] AND attribute_type(c, \"NS\")")
                .isEqualTo(condition.bind(ITEM).bind(ITEM));
    }

    @Test
    void aPathOfAnotherRecordIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> attr(Address::city).exists().bind(USER))
                .withMessageContaining("Address::city")
                .withMessageContaining("User");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> attr(User::name).exists().bind(ITEM))
                .withMessageContaining("User::name");
    }

    @Test
    void aMethodThatIsNoComponentIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> attr(User::hashCode).exists().bind(USER))
                .withMessageContaining("hashCode");
    }

    @Test
    void aConstantWithoutDynamoTypeIsRefusedWithPathAndClasses() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> attr("joined").eq(new Object()).bind(USER))
                .withMessageContaining("joined")
                .withMessageContaining("java.lang.Object")
                .withMessageContaining("java.time.Instant");
    }

    @Test
    void notANumberIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> attr("x").eq(Double.NaN).bind(ITEM))
                .withMessageContaining("x")
                .withMessageContaining("NaN");
    }

    @Test
    void aSetWithANullIsRefused() {
        Set<String> tags = new HashSet<>();
        tags.add("a");
        tags.add(null);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> attr(User::tags).eq(tags).bind(USER))
                .withMessageContaining("tags");
    }

    @Test
    @SuppressWarnings({"unchecked", "rawtypes"})
    void anElementOfAnotherClassIsRefused() {
        List visits = List.of("yesterday");

        assertThatIllegalArgumentException()
                .isThrownBy(() -> attr(User::visits).eq(visits).bind(USER))
                .withMessageContaining("visits");
    }

    @Test
    void anUpdateIsBoundInAllItsParts() {
        UpdateExpression update = UpdateExpression.empty()
                .set(attr(User::points), attr(User::points).ifNotExists(0).plus(5))
                .append(attr(User::visits), List.of(Instant.EPOCH))
                .remove(attr(User::address))
                .add(attr(User::tags), Set.of("x"));

        assertThat(update.bind(USER))
                .hasToString("SET pts = if_not_exists(pts, 0) + 5, "
                        + "visits = list_append(if_not_exists(visits, []), ["
                        + constant(attr(User::joined).eq(Instant.EPOCH))
                        + "]) REMOVE address ADD tags [x]");
    }

    @Test
    void overlappingPathsAreRefusedWithBothNames() {
        UpdateExpression nested = UpdateExpression.empty()
                .set(attr(User::address).dot(Address::city), "Paris")
                .remove(attr(User::address));
        UpdateExpression element =
                UpdateExpression.empty().remove(attr("a").at(0)).set(attr("a"), 1);
        UpdateExpression renamed = UpdateExpression.empty().set(attr("pts"), 1).add(attr(User::points), 1);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> nested.bind(USER))
                .withMessageContaining("address.city and address;");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> element.bind(ITEM))
                .withMessageContaining("a[0] and a;");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> renamed.bind(USER))
                .withMessageContaining("pts and pts");
        assertThatIllegalArgumentException()
                .as("a list and a map at once")
                .isThrownBy(
                        () -> Projection.of(attr("a").at(1), attr("a").dot("b")).bind(ITEM))
                .withMessageContaining("a[1] and a.b");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Projection.of(attr("a"), attr("a").dot("b")).bind(ITEM))
                .withMessageContaining("a and a.b");
    }

    @Test
    void siblingPathsDoNotOverlap() {
        UpdateExpression update = UpdateExpression.empty()
                .set(attr("a").dot("b"), 1)
                .set(attr("a").dot("bc"), 1)
                .remove(attr("l").at(0))
                .remove(attr("l").at(1));

        assertThat(update.bind(ITEM).actions()).hasSize(4);
    }
}
