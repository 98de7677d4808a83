package dev.stator.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.stator.error.CodecException;
import dev.stator.value.AttributeValue;
import dev.stator.value.Item;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What is said of a class as a whole holds for the classes below it. */
class LineageTest {
    @Naming(NameStyle.SNAKE)
    @UnknownAttributes(UnknownAttributes.Rule.REFUSED)
    @Nulls(NullRule.STORED)
    @HoldsCounters
    abstract static class Base {
        @PartitionKey
        String userId = "a";
    }

    static class User extends Base {
        @Nullable
        String firstName;
    }

    @Naming(NameStyle.JAVA)
    @UnknownAttributes(UnknownAttributes.Rule.DROPPED)
    @Nulls(NullRule.OMITTED)
    static class Other extends User {}

    @Test
    void rulesOfASuperclassHoldUntilAClassSaysOtherwise() {
        TableSchema<User> users = TableSchema.of(User.class);
        assertThat(users.toItem(new User())).isEqualTo(Item.of("user_id", "a", "first_name", AttributeValue.Null.NULL));
        assertThat(users.holdsCounters()).isTrue();
        Item more = Item.of("user_id", "b", "more", 1);
        assertThatExceptionOfType(CodecException.class)
                .isThrownBy(() -> users.fromItem(more))
                .withMessageContaining("more");
        TableSchema<Other> others = TableSchema.of(Other.class);
        assertThat(others.toItem(new Other())).isEqualTo(Item.of("userId", "a"));
        assertThat(others.fromItem(Item.of("userId", "b", "more", 1)).userId).isEqualTo("b");
    }

    @Naming(NameStyle.SNAKE)
    interface Snake {}

    @Naming(NameStyle.JAVA)
    interface Java {}

    @Naming(NameStyle.JAVA)
    interface Below extends Snake {}

    record OfInterface(@PartitionKey String userId) implements Snake {}

    record OfNearer(@PartitionKey String userId) implements Snake, Below {}

    record Contradicted(@PartitionKey String userId) implements Snake, Java {}

    @Naming(NameStyle.SNAKE)
    record Decided(@PartitionKey String userId) implements Snake, Java {}

    record Holder(@PartitionKey String theId, OfInterface inner) {}

    @Test
    void rulesOfInterfacesHoldAndContradictionsAreRefused() {
        assertThat(TableSchema.of(OfInterface.class).partitionKey().name()).isEqualTo("user_id");
        assertThat(TableSchema.of(OfNearer.class).partitionKey().name()).isEqualTo("userId");
        assertThat(TableSchema.of(Decided.class).partitionKey().name()).isEqualTo("user_id");
        assertThat(TableSchema.of(Holder.class).toItem(new Holder("a", new OfInterface("b"))))
                .isEqualTo(Item.of("theId", "a", "inner", Item.of("user_id", "b")));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TableSchema.of(Contradicted.class))
                .withMessageContaining(
                        "Contradicted has a @Naming from dev.stator.codec.LineageTest$Snake and another one from"
                                + " dev.stator.codec.LineageTest$Java; say on the class itself");
    }

    @PartitionKey(value = "pk", template = "A#{id}")
    @IndexPartitionKey(value = "kinds", name = "kind", template = "ALL#{id}")
    @IndexPartitionKey(value = "more", name = "moreKey", template = "MORE#{id}")
    @KeysOnly("more")
    static class Concrete {
        String id = "a";
    }

    static class Inheriting extends Concrete {}

    @PartitionKey(value = "pk", template = "B#{id}")
    @IndexPartitionKey(value = "kinds", name = "kind", template = "OTHER#{id}")
    @IndexPartitionKey(value = "third", name = "thirdKey", template = "3#{id}")
    static class Replacing extends Concrete {}

    @IndexPartitionKey(value = "by-id", name = "ik", template = "X#{id}")
    interface Templated {}

    record ByTemplate(@PartitionKey String id) implements Templated {}

    @IndexPartitionKey(value = "by-id", name = "ik", template = "Y#{id}")
    interface OtherTemplate {}

    record ByTwo(@PartitionKey String id) implements Templated, OtherTemplate {}

    @Test
    void keysThatAreMadeAreInheritedUntilAClassMakesThemOtherwise() {
        TableSchema<Inheriting> inheriting = TableSchema.of(Inheriting.class);
        assertThat(inheriting.toItem(new Inheriting()))
                .isEqualTo(Item.of("pk", "A#a", "kind", "ALL#a", "moreKey", "MORE#a"));
        assertThat(inheriting.indexes()).extracting(IndexSchema::name).containsExactlyInAnyOrder("kinds", "more");
        assertThat(inheriting.index("more").projection()).isEqualTo(IndexProjection.KEYS_ONLY);
        assertThat(inheriting.index("kinds").projection()).isEqualTo(IndexProjection.ALL);
        assertThat(TableSchema.of(Replacing.class).toItem(new Replacing()))
                .isEqualTo(Item.of("pk", "B#a", "kind", "OTHER#a", "thirdKey", "3#a")
                        .with("moreKey", "MORE#a"));
        assertThat(TableSchema.of(ByTemplate.class).toItem(new ByTemplate("a")))
                .isEqualTo(Item.of("id", "a", "ik", "X#a"));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TableSchema.of(ByTwo.class))
                .withMessageContaining("ByTwo makes the attribute ik in two ways");
    }

    @Discriminator("cls")
    @Naming(NameStyle.SNAKE)
    @PartitionKey(value = "pk", template = "SHOP#{shopId}")
    @SortKey(value = "sk", template = "OTHER#{id}")
    sealed interface Stored {}

    record Order(String shopId, String id) implements Stored {}

    @SortKey(value = "sk", template = "NOTE#{id}#{number:02}")
    record Note(String shopId, String id, int number, int someStars) implements Stored {}

    @Test
    void whatASealedInterfaceSaysHoldsForItsClasses() {
        TableSchema<Stored> schema = TableSchema.of(Stored.class);
        for (Stored value : List.of(new Order("s", "o"), new Note("s", "n", 1, 5))) {
            assertThat(schema.fromItem(schema.toItem(value))).isEqualTo(value);
        }
        assertThat(schema.toItem(new Order("s", "o")))
                .isEqualTo(Item.of("cls", "Order", "pk", "SHOP#s", "sk", "OTHER#o"));
        assertThat(schema.toItem(new Note("s", "n", 1, 5)))
                .isEqualTo(Item.of("cls", "Note", "pk", "SHOP#s", "sk", "NOTE#n#01")
                        .with("some_stars", 5));
    }
}
