package dev.stator.conformance;

import static dev.stator.expression.Path.attr;
import static org.assertj.core.api.Assertions.assertThat;

import dev.stator.Table;
import dev.stator.codec.KeyAttribute;
import dev.stator.codec.TableSchema;
import dev.stator.error.ConditionFailedException;
import dev.stator.error.ResourceNotFoundException;
import dev.stator.value.Item;
import java.util.Map;
import java.util.Optional;

class PutItemContract {
    static final TableSchema<Item> ITEMS = TableSchema.items(KeyAttribute.string("id"));
    private static final int LIMIT = 400 * 1024;

    @Contract
    void anItemComesBackAsItWasPut(Subject subject) {
        Table<Thing> things = subject.shared(Thing.class);
        Thing thing = Thing.full(subject.newKey(), 1);

        assertThat(subject.run(things.put(thing))).isEqualTo(thing);

        assertThat(subject.run(things.get(thing.id(), 1).consistent())).contains(thing);
    }

    @Contract
    void aPutReplacesTheWholeItem(Subject subject) {
        Table<Thing> things = subject.shared(Thing.class);
        String id = subject.newKey();
        subject.run(things.put(Thing.full(id, 1)));

        subject.run(things.put(Thing.of(id, 1)));

        assertThat(subject.run(things.get(id, 1).consistent())).contains(Thing.of(id, 1));
    }

    @Contract
    void itemsWithAnotherSortKeyAreOthers(Subject subject) {
        Table<Thing> things = subject.shared(Thing.class);
        String id = subject.newKey();

        subject.run(things.put(Thing.of(id, 1, "one", 1)));
        subject.run(things.put(Thing.of(id, 2, "two", 2)));

        assertThat(subject.run(things.get(id, 1).consistent())).contains(Thing.of(id, 1, "one", 1));
    }

    @Contract
    void theReplacedItemIsGivenWhenAskedFor(Subject subject) {
        Table<Thing> things = subject.shared(Thing.class);
        String id = subject.newKey();

        assertThat(subject.run(things.put(Thing.full(id, 1)).returningOld())).isEmpty();
        assertThat(subject.run(things.put(Thing.of(id, 1)).returningOld())).contains(Thing.full(id, 1));
    }

    @Contract
    void aConditionThatHoldsLetsThePutThrough(Subject subject) {
        Table<Thing> things = subject.shared(Thing.class);
        String id = subject.newKey();

        subject.run(things.put(Thing.of(id, 1, "old", 1)).onlyIf(attr(Thing::id).notExists()));
        subject.run(
                things.put(Thing.of(id, 1, "new", 2)).onlyIf(attr(Thing::number).eq(1)));

        assertThat(subject.run(things.get(id, 1).consistent())).contains(Thing.of(id, 1, "new", 2));
    }

    @Contract
    void aConditionThatFailsGivesTheItemInPlaceAndChangesNothing(Subject subject) {
        Table<Thing> things = subject.shared(Thing.class);
        String id = subject.newKey();
        Thing old = Thing.of(id, 1, "old", 1);
        subject.run(things.put(old));

        ConditionFailedException failure = subject.failure(
                ConditionFailedException.class,
                things.put(Thing.of(id, 1, "new", 2)).onlyIf(attr(Thing::id).notExists()));

        assertThat(failure.failure().message()).isEqualTo("The conditional request failed");
        assertThat(failure.existing().map(things.schema()::fromItem)).contains(old);
        assertThat(subject.run(things.get(id, 1).consistent())).contains(old);
    }

    @Contract
    void aConditionThatFailsOnAMissingItemHasNoItemToGive(Subject subject) {
        Table<Thing> things = subject.shared(Thing.class);
        String id = subject.newKey();

        ConditionFailedException failure = subject.failure(
                ConditionFailedException.class,
                things.put(Thing.of(id, 1)).onlyIf(attr(Thing::id).exists()));

        assertThat(failure.existing()).isEmpty();
        assertThat(subject.run(things.get(id, 1).consistent())).isEmpty();
    }

    @Contract
    void withoutBeingAskedAFailureBringsNoItem(Subject subject) {
        Table<Item> items = subject.shared("items", ITEMS);
        String id = subject.newKey();
        subject.run(items.put(Item.of("id", id)));

        ConditionFailedException failure = subject.failure(
                ConditionFailedException.class,
                subject.raw(
                        "PutItem",
                        "{'TableName':'%s','Item':{'id':{'S':'%s'}},'ConditionExpression':'attribute_not_exists(id)'}",
                        items.name(),
                        id));

        assertThat(failure.existing()).isEmpty();
    }

    @Contract
    void consumedCapacityIsAUnitForEachKilobyteBegun(Subject subject) {
        Table<Item> items = subject.shared("items", ITEMS);
        String id = subject.newKey();

        assertThat(capacityOfPut(subject, items, sized(id, 1024))).isEqualTo(1);
        assertThat(capacityOfPut(subject, items, sized(id, 1025))).isEqualTo(2);
        assertThat(capacityOfPut(subject, items, sized(id, 10)))
                .as("the old item was larger")
                .isEqualTo(2);
    }

    private static double capacityOfPut(Subject subject, Table<Item> items, Item item) {
        return subject.run(items.put(item).measured()).capacity().total();
    }

    @Contract
    void anItemMayHave400KilobytesAndNoByteMore(Subject subject) {
        Table<Item> items = subject.shared("items", ITEMS);
        String id = subject.newKey();

        subject.run(items.put(sized(id, LIMIT)));
        String refusal = subject.refusal(items.put(sized(id, LIMIT + 1)));

        assertThat(refusal).isEqualTo("Item size has exceeded the maximum allowed size");
    }

    /** An item of this size, as the service counts: the bytes of names and values. */
    private static Item sized(String id, int size) {
        int rest = size - "id".length() - id.length() - "text".length();
        return Item.of("id", id, "text", "x".repeat(Math.max(0, rest)));
    }

    @Contract
    void aTableThatIsNotThereIsNotFound(Subject subject) {
        Table<Thing> things = subject.missing(Thing.class);

        ResourceNotFoundException failure =
                subject.failure(ResourceNotFoundException.class, things.put(Thing.of("a", 1)));

        assertThat(failure.code()).isEqualTo("ResourceNotFoundException");
        assertThat(failure.mayHaveApplied()).isFalse();
    }

    @Contract(Difference.MISSING_TABLE_MESSAGE)
    void theMessageForAMissingTableIsTheServices(Subject subject) {
        Table<Thing> things = subject.missing(Thing.class);

        assertThat(subject.failure(ResourceNotFoundException.class, things.put(Thing.of("a", 1)))
                        .failure()
                        .message())
                .isEqualTo("Requested resource not found");
    }

    @Contract(Difference.KEY_MESSAGES)
    void aKeyThatIsMissingIsRefused(Subject subject) {
        assertThat(refusalOf(subject, "{'name':{'S':'x'}}"))
                .isEqualTo("One or more parameter values were invalid: Missing the key id in the item");
    }

    @Contract(Difference.KEY_MESSAGES)
    void aKeyOfAWrongTypeIsRefused(Subject subject) {
        assertThat(refusalOf(subject, "{'id':{'N':'1'}}"))
                .isEqualTo("One or more parameter values were invalid: Type mismatch for key id expected: S actual: N");
    }

    @Contract
    void anEmptyKeyIsRefused(Subject subject) {
        assertThat(refusalOf(subject, "{'id':{'S':''}}"))
                .isEqualTo("One or more parameter values are not valid. "
                        + "The AttributeValue for a key attribute cannot contain an empty string value. Key: id");
    }

    @Contract(Difference.KEY_MESSAGES)
    void aKeyMayHave2048Bytes(Subject subject) {
        Table<Item> items = subject.shared("items", ITEMS);
        String longest = subject.newKey() + "x".repeat(2048 - 36);

        subject.run(items.put(Item.of("id", longest)));
        String refusal = subject.refusal(items.put(Item.of("id", longest + "x")));

        assertThat(refusal)
                .isEqualTo("One or more parameter values were invalid: "
                        + "Size of hashkey has exceeded the maximum size limit of2048 bytes");
    }

    @Contract
    void anEmptySetIsRefused(Subject subject) {
        assertThat(refusalOf(subject, "{'id':{'S':'a'},'set':{'SS':[]}}"))
                .isEqualTo("One or more parameter values were invalid: An string set  may not be empty");
    }

    @Contract(Difference.DUPLICATES_MESSAGE)
    void aSetWithDuplicatesIsRefused(Subject subject) {
        assertThat(refusalOf(subject, "{'id':{'S':'a'},'set':{'SS':['b','b']}}"))
                .isEqualTo("One or more parameter values were invalid: Input collection [b, b] contains duplicates.");
    }

    @Contract
    void aValueWithoutTypeIsRefused(Subject subject) {
        assertThat(refusalOf(subject, "{'id':{'S':'a'},'value':{}}"))
                .isEqualTo("Supplied AttributeValue is empty, must contain exactly one of the supported datatypes");
    }

    @Contract
    void aValueOfTwoTypesIsRefused(Subject subject) {
        assertThat(refusalOf(subject, "{'id':{'S':'a'},'value':{'S':'a','N':'1'}}"))
                .isEqualTo("Supplied AttributeValue has more than one datatypes set, "
                        + "must contain exactly one of the supported datatypes");
    }

    @Contract(Difference.NUMBER_MESSAGES)
    void aNumberThatIsNoneIsRefused(Subject subject) {
        assertThat(refusalOf(subject, "{'id':{'S':'a'},'value':{'N':'one'}}"))
                .isEqualTo("The parameter cannot be converted to a numeric value: one");
    }

    @Contract
    void nestingDeeperThan32LevelsIsRefused(Subject subject) {
        Table<Item> items = subject.shared("items", ITEMS);
        String id = subject.newKey();

        subject.run(items.put(Item.of("id", id, "deep", nested(31))));
        String refusal = subject.refusal(items.put(Item.of("id", id, "deep", nested(32))));

        assertThat(refusal).contains("Nesting Levels have exceeded supported limits");
    }

    private static Object nested(int levels) {
        Object value = "x";
        for (int i = 0; i < levels; i++) {
            value = Map.of("m", value);
        }
        return value;
    }

    @Contract
    void aConditionWithAnUnknownPlaceholderIsRefused(Subject subject) {
        assertThat(refusalOfCondition(subject, "a = :v", ""))
                .isEqualTo(
                        "Invalid ConditionExpression: An expression attribute value used in expression is not defined; "
                                + "attribute value: :v");
        assertThat(refusalOfCondition(subject, "attribute_exists(#n)", ""))
                .isEqualTo("Invalid ConditionExpression: An expression attribute name used in the document path is not "
                        + "defined; attribute name: #n");
    }

    @Contract
    void aPlaceholderThatIsNotUsedIsRefused(Subject subject) {
        assertThat(refusalOfCondition(subject, "attribute_exists(id)", ",'ExpressionAttributeValues':{':v':{'S':'a'}}"))
                .isEqualTo("Value provided in ExpressionAttributeValues unused in expressions: keys: {:v}");
        assertThat(refusalOfCondition(subject, "attribute_exists(id)", ",'ExpressionAttributeNames':{'#n':'a'}"))
                .isEqualTo("Value provided in ExpressionAttributeNames unused in expressions: keys: {#n}");
    }

    @Contract
    void aConditionThatIsNoExpressionIsRefused(Subject subject) {
        assertThat(refusalOfCondition(subject, "attribute_exists(id) AND", ""))
                .startsWith("Invalid ConditionExpression: Syntax error; token: ");
        assertThat(refusalOfCondition(subject, "", ""))
                .isEqualTo("Invalid ConditionExpression: The expression can not be empty;");
        assertThat(refusalOfCondition(subject, "attribute_exists(name)", ""))
                .isEqualTo("Invalid ConditionExpression: Attribute name is a reserved keyword; reserved keyword: name");
        assertThat(refusalOfCondition(subject, "no_such_function(id)", ""))
                .isEqualTo("Invalid ConditionExpression: Invalid function name; function: no_such_function");
    }

    private static String refusalOfCondition(Subject subject, String condition, String more) {
        return subject.refusal(subject.raw(
                "PutItem",
                "{'TableName':'%s','Item':{'id':{'S':'a'}},'ConditionExpression':'%s'%s}",
                subject.shared("items", ITEMS).name(),
                condition,
                more));
    }

    private static String refusalOf(Subject subject, String item) {
        return subject.refusal(subject.raw(
                "PutItem",
                "{'TableName':'%s','Item':%s}",
                subject.shared("items", ITEMS).name(),
                item));
    }

    @Contract(Difference.PARAMETER_MESSAGES)
    void noItemAtAllIsRefused(Subject subject) {
        String refusal = subject.refusal(subject.raw(
                "PutItem", "{'TableName':'%s'}", subject.shared("items", ITEMS).name()));

        assertThat(refusal)
                .isEqualTo("1 validation error detected: Value null at 'item' failed to satisfy constraint: "
                        + "Member must not be null");
    }

    @Contract
    void anAbsentOptionalIsNoAttribute(Subject subject) {
        Table<Thing> things = subject.shared(Thing.class);
        String id = subject.newKey();
        subject.run(things.put(Thing.of(id, 1)));

        Optional<Item> stored = subject.run(things.get(id, 1).consistent().select(attr("text"), attr("id")));

        assertThat(stored).contains(Item.of("id", id));
    }
}
