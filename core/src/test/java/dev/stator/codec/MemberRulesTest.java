package dev.stator.codec;

import static dev.stator.expression.Path.attr;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.stator.error.CodecException;
import dev.stator.expression.Projection;
import dev.stator.expression.UpdateExpression;
import dev.stator.value.AttributeValue;
import dev.stator.value.Item;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.assertj.core.api.ThrowableAssertAlternative;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What a class says of its members: stored names, rules for null, defaults, and what it does not know. */
class MemberRulesTest {
    private static ThrowableAssertAlternative<?> assertRefused(Class<?> type) {
        return assertThatIllegalArgumentException().isThrownBy(() -> TableSchema.of(type));
    }

    private static ThrowableAssertAlternative<CodecException> assertMisfit(Runnable step) {
        return assertThatExceptionOfType(CodecException.class).isThrownBy(step::run);
    }

    @Naming(NameStyle.SNAKE)
    record User(
            @PartitionKey String userId,
            @IndexPartitionKey("by-name") String fullName,
            Home homeAddress,
            Work work,
            @Attribute("ZIP") int zipCode) {}

    record Home(String streetName) {}

    @Naming(NameStyle.KEBAB)
    record Work(String streetName) {}

    private static final User ANN = new User("a", "Ann", new Home("x"), new Work("y"), 3000);

    @Test
    void aNamingHoldsForExpressionsProjectionsIndexesAndErrors() {
        TableSchema<User> schema = TableSchema.of(User.class);
        Item item = Item.of("user_id", "a", "full_name", "Ann", "home_address", Map.of("street_name", "x"))
                .with("work", Map.of("street-name", "y"))
                .with("ZIP", 3000);
        assertThat(schema.toItem(ANN)).isEqualTo(item);
        assertThat(schema.fromItem(item)).isEqualTo(ANN);
        assertThat(schema.partitionKey().name()).isEqualTo("user_id");
        assertThat(schema.index("by-name").partitionKey().name()).isEqualTo("full_name");
        assertThat(attr(User::homeAddress).dot(Home::streetName).eq("x").bind(schema.codec()))
                .hasToString("home_address.street_name = \"x\"");
        assertThat(new Projection(List.of(attr(User::fullName), attr(User::zipCode))).bind(schema.codec()))
                .hasToString("full_name, ZIP");
        assertMisfit(() -> schema.fromItem(item.with("home_address", Map.of())))
                .withMessageContaining("Attribute home_address.street_name: ");
    }

    @Test
    void stylesWriteNamesInTheirWay() {
        assertThat(NameStyle.SNAKE.of("userID")).isEqualTo("user_id");
        assertThat(NameStyle.SNAKE.of("httpURLPath2")).isEqualTo("http_url_path2");
        assertThat(NameStyle.UPPER_SNAKE.of("zipCode")).isEqualTo("ZIP_CODE");
        assertThat(NameStyle.KEBAB.of("zipCode")).isEqualTo("zip-code");
        assertThat(NameStyle.PASCAL.of("zipCode")).isEqualTo("ZipCode");
        assertThat(NameStyle.CAMEL.of("ZipCode")).isEqualTo("zipCode");
        assertThat(NameStyle.JAVA.of("zipCode")).isEqualTo("zipCode");
    }

    @Naming(NameStyle.SNAKE)
    record Colliding(@PartitionKey String id, String zipCode, String zip_code) {}

    @Test
    void namesThatCollideInAStyleAreRefused() {
        assertRefused(Colliding.class)
                .withMessageContaining(
                        "Colliding.zip_code: the stored name \"zip_code\" is taken by the component zipCode");
    }

    record Nullness(
            @PartitionKey String id,
            @Nulls(NullRule.STORED) Optional<String> stored,
            Optional<String> omitted,
            @Nulls(NullRule.STORED) @Nullable Integer number,
            @Nulls(NullRule.STORED) Set<String> tags,
            @Nulls(NullRule.REQUIRED) Set<String> needed) {}

    @Test
    void eachMemberHasItsRuleForNull() {
        TableSchema<Nullness> schema = TableSchema.of(Nullness.class);
        Nullness empty = new Nullness("a", Optional.empty(), Optional.empty(), null, Set.of(), Set.of("x"));
        Item item = Item.of("id", "a", "stored", null, "number", null)
                .with("tags", null)
                .with("needed", Set.of("x"));
        assertThat(schema.toItem(empty)).isEqualTo(item);
        assertThat(schema.fromItem(item)).isEqualTo(empty);
        assertThat(schema.fromItem(Item.of("id", "a", "needed", Set.of("x")))).isEqualTo(empty);
        assertMisfit(() -> schema.toItem(new Nullness("a", Optional.empty(), Optional.empty(), 1, Set.of(), Set.of())))
                .withMessageContaining("Attribute needed: the set is empty");
        assertMisfit(() -> schema.fromItem(item.without("needed"))).withMessageContaining("Attribute needed: ");
    }

    @Test
    void anUpdateToNothingDoesWhatStoringTheRecordWould() {
        TableSchema<Nullness> schema = TableSchema.of(Nullness.class);
        UpdateExpression empty = UpdateExpression.empty();
        assertThat(empty.set(attr(Nullness::stored), (String) null).bind(schema.codec()))
                .hasToString("SET stored = null");
        assertThat(empty.set(attr(Nullness::omitted), (String) null).bind(schema.codec()))
                .hasToString("REMOVE omitted");
        assertThat(empty.set(attr(Nullness::tags), Set.of()).bind(schema.codec()))
                .hasToString("SET tags = null");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> empty.set(attr(Nullness::needed), Set.of()).bind(schema.codec()))
                .withMessageContaining("sets needed to no value");
    }

    /** A bean of an older program, which does not say what may be null. */
    @Nulls(NullRule.OMITTED)
    static final class Old {
        @PartitionKey
        String id = "";

        @Nullable
        String name;

        @Nullable
        Set<String> tags;
    }

    @Test
    void aClassSaysTheRuleForItsMembers() {
        TableSchema<Old> schema = TableSchema.of(Old.class);
        Old old = new Old();
        old.id = "a";
        assertThat(schema.toItem(old)).isEqualTo(Item.of("id", "a"));
        Old read = schema.fromItem(Item.of("id", "a", "name", null));
        assertThat(read.name).isNull();
        assertThat(read.tags).isNull();
    }

    record Contradicting(
            @PartitionKey String id,
            @Nulls(NullRule.REQUIRED) Optional<String> name) {}

    record NullOfInt(
            @PartitionKey String id,
            @Nulls(NullRule.OMITTED) int number) {}

    record NullKey(
            @PartitionKey String id,
            @IndexPartitionKey("i") @Nulls(NullRule.STORED) Optional<String> name) {}

    @Test
    void rulesThatContradictAreRefused() {
        assertRefused(Contradicting.class).withMessageContaining("Contradicting.name: is required by its @Nulls");
        assertRefused(NullOfInt.class).withMessageContaining("NullOfInt.number: is a int, which always has a value");
        assertRefused(NullKey.class)
                .withMessageContaining("NullKey.name: is a key")
                .withMessageContaining("OMITTED");
    }

    record Defaults(
            @PartitionKey String id,
            @Default("3") int level,
            @Default("open") String state,
            @Default(by = "oldTags") List<String> tags) {
        /** What only new objects are to have. */
        Defaults(String id) {
            this(id, 1, "new", List.of("fresh"));
        }

        @SuppressWarnings("UnusedMethod") // Called by its name.
        static List<String> oldTags() {
            return List.of("old");
        }
    }

    @Test
    void defaultsFillWhatIsMissing() {
        TableSchema<Defaults> schema = TableSchema.of(Defaults.class);
        Defaults filled = new Defaults("a", 3, "open", List.of("old"));
        assertThat(schema.fromItem(Item.of("id", "a"))).isEqualTo(filled);
        assertThat(schema.fromItem(Item.of("id", "a", "level", null, "state", null)))
                .isEqualTo(filled);
        assertThat(schema.toItem(filled))
                .isEqualTo(Item.of("id", "a", "level", 3, "state", "open").with("tags", List.of("old")));
        assertThat(schema.toItem(withoutState())).isEqualTo(schema.toItem(filled));
    }

    @SuppressWarnings("NullAway")
    private static Defaults withoutState() {
        return new Defaults("a", 3, null, null);
    }

    @Test
    void whatASecondConstructorGivesIsForNewObjectsOnly() {
        TableSchema<Defaults> schema = TableSchema.of(Defaults.class);
        Defaults fresh = new Defaults("a");
        assertThat(fresh.state()).isEqualTo("new");
        assertThat(schema.fromItem(schema.toItem(fresh))).isEqualTo(fresh);
        assertThat(schema.fromItem(Item.of("id", "a")).state()).isEqualTo("open");
    }

    record DefaultOfOptional(
            @PartitionKey String id, @Default("x") Optional<String> name) {}

    record NoNumber(@PartitionKey String id, @Default("x") int number) {}

    record NoMethod(
            @PartitionKey String id, @Default(by = "none") String name) {}

    record TextOfList(@PartitionKey String id, @Default("x") List<String> names) {}

    @Test
    void defaultsThatCannotWorkAreRefused() {
        assertRefused(DefaultOfOptional.class)
                .withMessageContaining("DefaultOfOptional.name: has a default, and is Optional");
        assertRefused(NoNumber.class)
                .withMessageContaining("NoNumber.number: the text of the default is none of a Integer");
        assertRefused(NoMethod.class).withMessageContaining("NoMethod.name: the default is to be made by none()");
        assertRefused(TextOfList.class)
                .withMessageContaining("TextOfList.names: ")
                .withMessageContaining("by = ");
    }

    record Keeping(
            @PartitionKey String id, Inner inner, @Rest Item rest) {}

    record Inner(int number, @Rest Map<String, AttributeValue> rest) {}

    @Test
    void unknownAttributesAreKeptThroughReadModifyWrite() {
        TableSchema<Keeping> schema = TableSchema.of(Keeping.class);
        Item item = Item.of("id", "a", "inner", Map.of("number", 1, "later", true), "new", List.of(1, 2))
                .with("rest", "a name as any other");
        Keeping read = schema.fromItem(item);
        assertThat(read.rest().asMap()).containsOnlyKeys("new", "rest");
        assertThat(read.inner().rest()).containsOnlyKeys("later");
        Keeping changed = new Keeping("a", new Inner(2, read.inner().rest()), read.rest());
        assertThat(schema.toItem(changed)).isEqualTo(item.with("inner", Map.of("number", 2, "later", true)));
        assertThat(Wire.read(schema, Wire.json(schema, changed))).isEqualTo(changed);
        assertThat(schema.fromItem(Item.of("id", "a", "inner", Map.of("number", 1)))
                        .rest())
                .isEqualTo(Item.empty());
        assertMisfit(() -> schema.toItem(new Keeping("a", read.inner(), Item.of("id", "b"))))
                .withMessageContaining("the rest holds an attribute id");
    }

    @Test
    void aDynamicMapHasDeclaredAndOtherEntries() {
        TableSchema<Keeping> schema = TableSchema.of(Keeping.class);
        AttributeValue any = AttributeValue.of(List.of("x", Map.of("deep", true)));
        Inner inner = new Inner(1, Map.of("any", any, "none", AttributeValue.Null.NULL));
        Item item = schema.toItem(new Keeping("a", inner, Item.empty()));
        assertThat(item.toMap().get("inner"))
                .isEqualTo(AttributeValue.of(Map.of("number", 1, "any", any, "none", AttributeValue.Null.NULL))
                        .toObject());
        assertThat(schema.fromItem(item).inner()).isEqualTo(inner);
        assertThat(attr("inner").dot("any").eq("y").bind(schema.codec())).hasToString("inner.any = \"y\"");
        assertThat(attr(Keeping::inner).dot(Inner::number).eq(2).bind(schema.codec()))
                .hasToString("inner.number = 2");
    }

    @UnknownAttributes(UnknownAttributes.Rule.REFUSED)
    record Strict(@PartitionKey String id, Optional<Part> part) {}

    record Part(int number) {}

    record Lenient(@PartitionKey String id, Optional<Part> part) {}

    @Test
    void unknownAttributesAreDroppedOrRefused() {
        Item item = Item.of("id", "a", "part", Map.of("number", 1));
        Item more = Item.of("id", "a", "part", Map.of("number", 1, "other", 2));
        assertThat(TableSchema.of(Strict.class).fromItem(item)).isEqualTo(new Strict("a", Optional.of(new Part(1))));
        assertMisfit(() -> TableSchema.of(Strict.class).fromItem(item.with("other", 1)))
                .withMessageContaining("Attribute other: the class has no such component");
        assertMisfit(() -> TableSchema.of(Strict.class).fromItem(more)).withMessageContaining("Attribute part.other: ");
        assertThat(TableSchema.of(Lenient.class).fromItem(more.with("other", 1)).part())
                .contains(new Part(1));
    }

    record RestOfText(@PartitionKey String id, @Rest String rest) {}

    @UnknownAttributes(UnknownAttributes.Rule.REFUSED)
    record RestAndRefused(@PartitionKey String id, @Rest Item rest) {}

    @Test
    void aRestThatCannotHoldAttributesIsRefused() {
        assertRefused(RestOfText.class).withMessageContaining("RestOfText.rest: is a @Rest of type java.lang.String");
        assertRefused(RestAndRefused.class).withMessageContaining("RestAndRefused.rest: is a @Rest, which keeps");
    }

    /** A compact constructor cleans what comes in, from a program and from an item alike. */
    record Cleaned(@PartitionKey String email, int points) {
        Cleaned {
            email = email.strip().toLowerCase(java.util.Locale.ROOT);
        }

        @Attribute("rank")
        String rank() {
            return points > 100 ? "gold" : "none";
        }
    }

    @Test
    void aConstructorCleansAndAMethodComputes() {
        TableSchema<Cleaned> schema = TableSchema.of(Cleaned.class);
        assertThat(schema.toItem(new Cleaned(" Ann@X.org", 101)))
                .isEqualTo(Item.of("email", "ann@x.org", "points", 101, "rank", "gold"));
        assertThat(schema.fromItem(Item.of("email", "ANN ", "points", 1, "rank", "forged")))
                .isEqualTo(new Cleaned("ann", 1))
                .extracting(Cleaned::rank)
                .isEqualTo("none");
    }

    record Sparse(
            @PartitionKey String id, @IndexPartitionKey("i") Optional<String> name) {}

    @Test
    void anIndexKeyMayBeMissingAndNotEmpty() {
        TableSchema<Sparse> schema = TableSchema.of(Sparse.class);
        assertThat(schema.toItem(new Sparse("a", Optional.empty()))).isEqualTo(Item.of("id", "a"));
        assertMisfit(() -> schema.toItem(new Sparse("a", Optional.of(""))))
                .withMessageContaining("Attribute name: the value is empty, and a key of a table or index must not be");
    }
}
