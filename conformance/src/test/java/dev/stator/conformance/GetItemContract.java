package dev.stator.conformance;

import static dev.stator.expression.Path.attr;
import static dev.stator.expression.Path.parse;
import static org.assertj.core.api.Assertions.assertThat;

import dev.stator.FoundItems;
import dev.stator.Get;
import dev.stator.Measured;
import dev.stator.Table;
import dev.stator.codec.KeyAttribute;
import dev.stator.codec.TableSchema;
import dev.stator.error.ResourceNotFoundException;
import dev.stator.value.Item;
import java.util.List;
import java.util.Map;
import java.util.Optional;

class GetItemContract {
    private static final TableSchema<Item> ITEMS = TableSchema.items(KeyAttribute.string("id"));

    @Contract
    void anItemThatIsNotThereIsEmpty(Subject subject) {
        Table<Thing> things = subject.shared(Thing.class);
        String id = subject.newKey();
        subject.run(things.put(Thing.of(id, 1)));

        assertThat(subject.run(things.get(id, 1).consistent())).contains(Thing.of(id, 1));
        assertThat(subject.run(things.get(id, 2).consistent())).isEmpty();
        assertThat(subject.run(things.get(subject.newKey(), 1).consistent())).isEmpty();
    }

    @Contract
    void aProjectionBringsWhatItsPathsLeadTo(Subject subject) {
        Table<Thing> things = subject.shared(Thing.class);
        String id = subject.newKey();
        subject.run(things.put(Thing.full(id, 1)));

        Get<Item> get = things.get(id, 1)
                .consistent()
                .select(
                        attr(Thing::number),
                        attr(Thing::place).dot(Thing.Place::town),
                        attr(Thing::marks).key("two"));

        assertThat(subject.run(get))
                .contains(Item.of("number", 7, "place", Map.of("town", "Bern"), "marks", Map.of("two", 2)));
    }

    /** A part of a {@link Thing}. */
    public record Summary(String id, Optional<Integer> number, Optional<Town> place) {
        /** A part of a {@link Thing.Place}. */
        public record Town(String town) {}
    }

    @Contract
    void aSmallerRecordIsReadByEveryKindOfGet(Subject subject) {
        Table<Thing> things = subject.shared(Thing.class);
        String id = subject.newKey();
        subject.run(things.put(Thing.full(id, 1)));
        subject.run(things.put(Thing.of(id, 2)));
        Get<Summary> full = things.get(id, 1).as(Summary.class).consistent();
        Get<Summary> bare = things.get(id, 2).consistent().as(Summary.class);
        Get<Item> same = things.get(id, 2)
                .consistent()
                .select(attr(Thing::id), attr(Thing::number), attr(Thing::place).dot(Thing.Place::town));
        Summary summary = new Summary(id, Optional.of(7), Optional.of(new Summary.Town("Bern")));
        Summary empty = new Summary(id, Optional.empty(), Optional.empty());

        assertThat(subject.run(full)).contains(summary);
        assertThat(subject.run(bare)).contains(empty);
        assertThat(subject.run(things.get(id, 3).as(Summary.class))).isEmpty();
        FoundItems batch = subject.run(subject.db().batchGet(full, bare));
        assertThat(batch.of(full)).contains(summary);
        assertThat(batch.of(bare)).contains(empty);
        FoundItems transaction = subject.run(subject.db().transactGet(full, bare));
        assertThat(transaction.of(full)).contains(summary);
        assertThat(transaction.of(bare)).contains(empty);
        assertThat(same).as("which gives another class").isNotEqualTo(bare);
    }

    @Contract
    void aProjectionOfListElementsPacksThemInTheirOrder(Subject subject) {
        Table<Thing> things = subject.shared(Thing.class);
        String id = subject.newKey();
        subject.run(things.put(Thing.full(id, 1)));

        Get<Item> get = things.get(id, 1)
                .consistent()
                .select(attr(Thing::lines).at(2), attr(Thing::lines).at(0));

        assertThat(subject.run(get)).contains(Item.of("lines", List.of("first", "third")));
    }

    @Contract
    void aProjectionOfWhatIsNotThereIsAnEmptyItem(Subject subject) {
        Table<Thing> things = subject.shared(Thing.class);
        String id = subject.newKey();
        subject.run(things.put(Thing.full(id, 1)));

        assertThat(subject.run(things.get(id, 1).consistent().select(attr("nothing"), parse("lines[7]"))))
                .contains(Item.empty());
        assertThat(subject.run(things.get(id, 2).consistent().select(attr("nothing"))))
                .isEmpty();
    }

    @Contract
    void namesWithDotsAndReservedWordsCanBeProjected(Subject subject) {
        Table<Item> items = subject.shared("items", ITEMS);
        String id = subject.newKey();
        Item item = Item.of("id", id, "a.b", 1, "name", "n").with("größe", 2).with("with space", 3);
        subject.run(items.put(item));

        assertThat(subject.run(items.get(id)
                        .consistent()
                        .select(attr("a.b"), attr("name"), attr("größe"), attr("with space"))))
                .contains(item.without("id"));
    }

    @Contract
    void aConsistentReadCostsTwice(Subject subject) {
        Table<Item> items = subject.shared("items", ITEMS);
        String id = subject.newKey();
        subject.run(items.put(Item.of("id", id, "text", "x".repeat(4096))));

        assertThat(capacity(subject, items.get(id))).isEqualTo(1.0);
        assertThat(capacity(subject, items.get(id).consistent())).isEqualTo(2.0);
        assertThat(capacity(subject, items.get(id).consistent().select(attr("id"))))
                .as("a projection saves nothing")
                .isEqualTo(2.0);
        assertThat(capacity(subject, items.get("no such item"))).isEqualTo(0.5);
    }

    private static double capacity(Subject subject, Get<?> get) {
        Measured<?> measured = subject.run(get.measured());
        assertThat(measured.requests()).isEqualTo(1);
        return measured.capacity().total();
    }

    @Contract(Difference.KEY_MESSAGES)
    void aKeyThatDoesNotFitTheSchemaIsRefused(Subject subject) {
        String message = "The provided key element does not match the schema";

        assertThat(refusalOfKey(subject, "{'id':{'N':'1'}}")).isEqualTo(message);
        assertThat(refusalOfKey(subject, "{'other':{'S':'a'}}")).isEqualTo(message);
    }

    @Contract(Difference.KEY_MESSAGES)
    void aKeyOfTooManyAttributesIsRefused(Subject subject) {
        String message = "The provided key element does not match the schema";

        assertThat(refusalOfKey(subject, "{'id':{'S':'a'},'other':{'S':'a'}}")).isEqualTo(message);
        assertThat(refusalOfKey(subject, "{}")).isEqualTo(message);
    }

    @Contract
    void anEmptyKeyIsRefused(Subject subject) {
        assertThat(refusalOfKey(subject, "{'id':{'S':''}}"))
                .isEqualTo("One or more parameter values are not valid. "
                        + "The AttributeValue for a key attribute cannot contain an empty string value. Key: id");
    }

    private static String refusalOfKey(Subject subject, String key) {
        return subject.refusal(subject.raw(
                "GetItem",
                "{'TableName':'%s','Key':%s}",
                subject.shared("items", ITEMS).name(),
                key));
    }

    @Contract
    void overlappingPathsInAProjectionAreRefused(Subject subject) {
        assertThat(refusalOfProjection(subject, "a.b, a"))
                .isEqualTo("Invalid ProjectionExpression: Two document paths overlap with each other; "
                        + "must remove or rewrite one of these paths; path one: [a, b], path two: [a]");
    }

    @Contract
    void conflictingPathsInAProjectionAreRefused(Subject subject) {
        assertThat(refusalOfProjection(subject, "a.b, a[1]"))
                .isEqualTo("Invalid ProjectionExpression: Two document paths conflict with each other; "
                        + "must remove or rewrite one of these paths; path one: [a, b], path two: [a, [1]]");
    }

    @Contract
    void aProjectionThatIsNoExpressionIsRefused(Subject subject) {
        assertThat(refusalOfProjection(subject, "a,"))
                .startsWith("Invalid ProjectionExpression: Syntax error; token: ");
        assertThat(refusalOfProjection(subject, "name"))
                .isEqualTo(
                        "Invalid ProjectionExpression: Attribute name is a reserved keyword; reserved keyword: name");
    }

    @Contract(Difference.SIZE_AS_NAME)
    void theNameOfTheSizeFunctionIsReserved(Subject subject) {
        assertThat(refusalOfProjection(subject, "size"))
                .isEqualTo(
                        "Invalid ProjectionExpression: Attribute name is a reserved keyword; reserved keyword: size");
    }

    @Contract
    void anEmptyProjectionIsRefused(Subject subject) {
        assertThat(refusalOfProjection(subject, ""))
                .isEqualTo("Invalid ProjectionExpression: The expression can not be empty;");
    }

    private static String refusalOfProjection(Subject subject, String projection) {
        return subject.refusal(subject.raw(
                "GetItem",
                "{'TableName':'%s','Key':{'id':{'S':'a'}},'ProjectionExpression':'%s'}",
                subject.shared("items", ITEMS).name(),
                projection));
    }

    @Contract
    void aTableThatIsNotThereIsNotFound(Subject subject) {
        Table<Thing> things = subject.missing(Thing.class);

        assertThat(subject.failure(ResourceNotFoundException.class, things.get("a", 1))
                        .code())
                .isEqualTo("ResourceNotFoundException");
    }
}
