package dev.stator.conformance;

import static dev.stator.expression.Path.attr;
import static dev.stator.expression.Path.parse;
import static org.assertj.core.api.Assertions.assertThat;

import dev.stator.Call;
import dev.stator.Table;
import dev.stator.Update;
import dev.stator.codec.KeyAttribute;
import dev.stator.codec.TableSchema;
import dev.stator.error.ConditionFailedException;
import dev.stator.value.Item;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

class UpdateItemContract {
    private static final TableSchema<Item> ITEMS = TableSchema.items(KeyAttribute.string("id"));

    @Contract
    void anUpdateCreatesTheItemThatIsNotThere(Subject subject) {
        Table<Thing> things = subject.shared(Thing.class);
        String id = subject.newKey();

        subject.run(things.update(id, 1).set(attr(Thing::text), "new"));

        assertThat(subject.run(
                        things.get(id, 1).consistent().select(attr(Thing::id), attr(Thing::at), attr(Thing::text))))
                .contains(Item.of("id", id, "at", 1, "text", "new"));
    }

    @Contract
    void anUpdateLeavesOtherAttributesAlone(Subject subject) {
        Table<Thing> things = subject.shared(Thing.class);
        Thing thing = Thing.full(subject.newKey(), 1);
        subject.run(things.put(thing));

        Thing after = subject.run(
                things.update(thing.id(), 1).set(attr(Thing::number), 8).returningNew());

        assertThat(after)
                .isEqualTo(new Thing(
                        thing.id(),
                        1,
                        thing.text(),
                        Optional.of(8),
                        thing.tags(),
                        thing.lines(),
                        thing.marks(),
                        thing.place()));
    }

    @Contract
    void theOldItemIsGivenWhenAskedFor(Subject subject) {
        Table<Item> items = subject.shared("items", ITEMS);
        String id = subject.newKey();

        assertThat(subject.run(items.update(id).set(attr("a"), 1).returningOld()))
                .isEmpty();
        assertThat(subject.run(items.update(id).set(attr("b"), 2).returningOld()))
                .contains(Item.of("id", id, "a", 1));
    }

    @Contract
    void onlyTheUpdatedAttributesAreGivenWhenAskedFor(Subject subject) {
        Table<Item> items = subject.shared("items", ITEMS);
        String id = subject.newKey();
        subject.run(items.put(Item.of("id", id, "a", 1, "b", 5)));

        assertThat(subject.run(returning(subject, items, id, "UPDATED_NEW", "SET a = b")))
                .isEqualTo("{\"Attributes\":{\"a\":{\"N\":\"5\"}}}");
        assertThat(subject.run(returning(subject, items, id, "UPDATED_OLD", "REMOVE a")))
                .isEqualTo("{\"Attributes\":{\"a\":{\"N\":\"5\"}}}");
        assertThat(subject.run(returning(subject, items, id, "NONE", "SET a = b")))
                .isEqualTo("{}");
    }

    @Contract(Difference.WHOLE_ATTRIBUTES_UPDATED)
    void onlyTheUpdatedEntriesOfAMapAreGivenWhenAskedFor(Subject subject) {
        Table<Item> items = subject.shared("items", ITEMS);
        String id = subject.newKey();
        subject.run(items.put(Item.of("id", id, "a", 1, "b", Map.of("x", 1, "y", 2))));

        assertThat(subject.run(returning(subject, items, id, "UPDATED_NEW", "SET a = a + b.x, b.y = a")))
                .isEqualTo("{\"Attributes\":{\"a\":{\"N\":\"2\"},\"b\":{\"M\":{\"y\":{\"N\":\"1\"}}}}}");
    }

    @Contract(Difference.REMOVAL_CREATES)
    void whatOnlyRemovesAttributesMakesNoItem(Subject subject) {
        Table<Item> items = subject.shared("items", ITEMS);
        String id = subject.newKey();
        subject.run(items.update(id).remove(attr("a")).delete(attr("tags"), Set.of("x")));

        assertThat(subject.run(items.get(id).consistent())).isEmpty();
    }

    private static Call<String> returning(Subject subject, Table<Item> items, String id, String values, String update) {
        return subject.raw(
                "UpdateItem",
                "{'TableName':'%s','Key':{'id':{'S':'%s'}},'UpdateExpression':'%s','ReturnValues':'%s'}",
                items.name(),
                id,
                update,
                values);
    }

    @Contract
    void numbersCanBeCalculated(Subject subject) {
        Item start = Item.of("n", 10, "m", 3);

        assertThat(after(
                        subject,
                        start,
                        update -> update.set(attr("n"), attr("n").plus(5))))
                .isEqualTo(Item.of("n", 15, "m", 3));
        assertThat(after(
                        subject,
                        start,
                        update -> update.set(attr("n"), attr("n").minus(15))))
                .isEqualTo(Item.of("n", -5, "m", 3));
        assertThat(after(
                        subject,
                        start,
                        update -> update.set(attr("sum"), attr("n").minus(attr("m")))))
                .isEqualTo(Item.of("n", 10, "m", 3, "sum", 7));
        assertThat(after(
                        subject,
                        Item.of("n", new BigDecimal("0.1")),
                        update -> update.add(attr("n"), new BigDecimal("0.2"))))
                .isEqualTo(Item.of("n", new BigDecimal("0.3")));
    }

    @Contract
    void rightHandSidesSeeTheItemAsItWasBefore(Subject subject) {
        assertThat(after(
                        subject,
                        Item.of("a", 1, "b", 2),
                        update -> update.set(attr("a"), attr("b")).set(attr("b"), attr("a"))))
                .isEqualTo(Item.of("a", 2, "b", 1));
    }

    @Contract
    void ifNotExistsSetsOnlyWhatIsMissing(Subject subject) {
        assertThat(after(
                        subject,
                        Item.of("a", 1),
                        update -> update.set(attr("a"), attr("a").ifNotExists(5))
                                .set(attr("b"), attr("b").ifNotExists(5))))
                .isEqualTo(Item.of("a", 1, "b", 5));
        assertThat(after(
                        subject,
                        Item.of("a", 1),
                        update -> update.set(attr("b"), attr("x").ifNotExists(attr("a")))))
                .isEqualTo(Item.of("a", 1, "b", 1));
    }

    @Contract
    void listsGrowAtBothEnds(Subject subject) {
        Item start = Item.of("list", List.of("b"));

        assertThat(after(
                        subject,
                        start,
                        update -> update.set(attr("list"), attr("list").append(List.of("c", "d")))))
                .isEqualTo(Item.of("list", List.of("b", "c", "d")));
        assertThat(after(
                        subject,
                        start,
                        update -> update.set(attr("list"), attr("list").prepend(List.of("a")))))
                .isEqualTo(Item.of("list", List.of("a", "b")));
    }

    @Contract
    void appendingToAMissingListCreatesIt(Subject subject) {
        Table<Thing> things = subject.shared(Thing.class);
        String id = subject.newKey();

        subject.run(things.update(id, 1).append(Thing::lines, List.of("a")));
        subject.run(things.update(id, 1).append(Thing::lines, List.of("b", "c")));

        assertThat(subject.run(things.get(id, 1).consistent().select(attr(Thing::lines))))
                .contains(Item.of("lines", List.of("a", "b", "c")));
    }

    @Contract
    void listElementsAreSetByIndex(Subject subject) {
        Item start = Item.of("list", List.of("a", "b", "c"));

        assertThat(after(subject, start, update -> update.set(attr("list").at(1), "x")))
                .isEqualTo(Item.of("list", List.of("a", "x", "c")));
        assertThat(after(subject, start, update -> update.set(attr("list").at(9), "x")))
                .as("an index behind the end appends")
                .isEqualTo(Item.of("list", List.of("a", "b", "c", "x")));
    }

    @Contract
    void severalElementsBehindTheEndAreAppendedInTheOrderOfTheirIndexes(Subject subject) {
        assertThat(after(
                        subject,
                        Item.of("list", List.of("a")),
                        update -> update.set(attr("list").at(9), "z")
                                .set(attr("list").at(5), "y")))
                .isEqualTo(Item.of("list", List.of("a", "y", "z")));
    }

    @Contract
    void aCounterStartsWhereItIsMissing(Subject subject) {
        assertThat(after(
                        subject,
                        Item.of("n", 1),
                        update -> update.set(attr("n"), attr("n").plus(1)).add(attr("nested"), 1)))
                .isEqualTo(Item.of("n", 2, "nested", 1));
        Table<Item> items = subject.shared("items", ITEMS);
        String id = subject.newKey();
        for (int i = 0; i < 2; i++) {
            subject.run(subject.raw(
                    "UpdateItem",
                    "{'TableName':'%s','Key':{'id':{'S':'%s'}},'UpdateExpression':'SET n = if_not_exists(n, :zero) + :one',"
                            + "'ExpressionAttributeValues':{':zero':{'N':'0'},':one':{'N':'1'}}}",
                    items.name(),
                    id));
        }
        assertThat(subject.run(items.get(id).consistent())).contains(Item.of("id", id, "n", 2));
    }

    @Contract
    void addAndDeleteReachIntoMaps(Subject subject) {
        assertThat(after(
                        subject,
                        Item.of("map", Map.of("n", 1, "set", Set.of("a", "b"))),
                        update -> update.add(parse("map.n"), 2)
                                .add(parse("map.new"), Set.of(1))
                                .delete(parse("map.set"), Set.of("a"))))
                .isEqualTo(Item.of("map", Map.of("n", 3, "set", Set.of("b"), "new", Set.of(1))));
    }

    @Contract
    void listsOfTwoAttributesAreJoined(Subject subject) {
        assertThat(after(
                        subject,
                        Item.of("a", List.of(1), "b", List.of(2, 3)),
                        update -> update.set(attr("a"), attr("a").append(attr("b")))))
                .isEqualTo(Item.of("a", List.of(1, 2, 3), "b", List.of(2, 3)));
    }

    @Contract
    void setAndRemoveInOneListSeeTheOldIndexes(Subject subject) {
        assertThat(after(
                        subject,
                        Item.of("list", List.of("a", "b", "c", "d")),
                        update -> update.remove(attr("list").at(0))
                                .set(attr("list").at(2), "C")
                                .set(attr("list").at(9), "e")))
                .isEqualTo(Item.of("list", List.of("b", "C", "d", "e")));
    }

    @Contract
    void removedElementsLetTheOthersMoveUp(Subject subject) {
        Item start = Item.of("list", List.of("a", "b", "c", "d"));

        assertThat(after(
                        subject,
                        start,
                        update -> update.remove(attr("list").at(0))
                                .remove(attr("list").at(2))))
                .isEqualTo(Item.of("list", List.of("b", "d")));
        assertThat(after(subject, start, update -> update.remove(attr("list").at(9))))
                .as("nothing is there to remove")
                .isEqualTo(start);
    }

    @Contract
    void mapEntriesAreSetAndRemoved(Subject subject) {
        Item start = Item.of("map", Map.of("a", 1, "b", Map.of("c", 2)));

        assertThat(after(
                        subject,
                        start,
                        update -> update.set(parse("map.b.d"), 3)
                                .remove(parse("map.a"))
                                .remove(parse("map.nothing"))))
                .isEqualTo(Item.of("map", Map.of("b", Map.of("c", 2, "d", 3))));
    }

    @Contract
    void attributesAreRemoved(Subject subject) {
        assertThat(after(
                        subject,
                        Item.of("a", 1, "b", 2),
                        update -> update.remove(attr("a")).remove(attr("nothing"))))
                .isEqualTo(Item.of("b", 2));
    }

    @Contract
    void addCountsFromZero(Subject subject) {
        assertThat(after(
                        subject,
                        Item.of("n", 1),
                        update -> update.add(attr("n"), 2).add(attr("new"), -3)))
                .isEqualTo(Item.of("n", 3, "new", -3));
    }

    @Contract
    void addJoinsSets(Subject subject) {
        assertThat(after(
                        subject,
                        Item.of("set", Set.of("a", "b"), "numbers", Set.of(1)),
                        update -> update.add(attr("set"), Set.of("b", "c"))
                                .add(attr("numbers"), Set.of(2, 3))
                                .add(attr("new"), Set.of("x"))))
                .isEqualTo(Item.of("set", Set.of("a", "b", "c"), "numbers", Set.of(1, 2, 3), "new", Set.of("x")));
    }

    @Contract
    void deleteTakesElementsFromSets(Subject subject) {
        assertThat(after(
                        subject,
                        Item.of("set", Set.of("a", "b"), "all", Set.of(1, 2)),
                        update -> update.delete(attr("set"), Set.of("b", "c"))
                                .delete(attr("all"), Set.of(1, 2))
                                .delete(attr("nothing"), Set.of("x"))))
                .as("the attribute goes with its last element")
                .isEqualTo(Item.of("set", Set.of("a")));
    }

    @Contract
    void allClausesWorkTogether(Subject subject) {
        assertThat(after(
                        subject,
                        Item.of("a", 1, "b", 2, "set", Set.of("x", "y")).with("n", 1),
                        update -> update.set(attr("a"), "new")
                                .remove(attr("b"))
                                .add(attr("n"), 1)
                                .delete(attr("set"), Set.of("x"))))
                .isEqualTo(Item.of("a", "new", "set", Set.of("y"), "n", 2));
    }

    /** What becomes of an item, without its key. */
    private static Item after(Subject subject, Item start, UnaryOperator<Update<Item>> change) {
        Table<Item> items = subject.shared("items", ITEMS);
        String id = subject.newKey();
        subject.run(items.put(start.with("id", id)));
        Item given = subject.run(change.apply(items.update(id)).returningNew());
        assertThat(subject.run(items.get(id).consistent())).contains(given);
        return given.without("id");
    }

    @Contract
    void aConditionThatHoldsLetsTheUpdateThrough(Subject subject) {
        Table<Thing> things = subject.shared(Thing.class);
        String id = subject.newKey();
        subject.run(things.put(Thing.of(id, 1, "text", 5)));

        Thing after = subject.run(things.update(id, 1)
                .add(attr(Thing::number), 1)
                .onlyIf(attr(Thing::number).lt(6))
                .onlyIf(attr(Thing::text).eq("text"))
                .returningNew());

        assertThat(after.number()).contains(6);
    }

    @Contract
    void aConditionThatFailsGivesTheItemAndChangesNothing(Subject subject) {
        Table<Thing> things = subject.shared(Thing.class);
        String id = subject.newKey();
        Thing thing = Thing.of(id, 1, "text", 5);
        subject.run(things.put(thing));

        ConditionFailedException failure = subject.failure(
                ConditionFailedException.class,
                things.update(id, 1)
                        .add(attr(Thing::number), 1)
                        .onlyIf(attr(Thing::number).lt(5)));

        assertThat(failure.existing().map(things.schema()::fromItem)).contains(thing);
        assertThat(subject.run(things.get(id, 1).consistent())).contains(thing);
    }

    @Contract
    void anUpdateOfWhatMustExistDoesNotCreateIt(Subject subject) {
        Table<Thing> things = subject.shared(Thing.class);
        String id = subject.newKey();
        Update<Thing> update = things.update(id, 1).set(attr(Thing::number), 1).ifExists();

        assertThat(subject.failure(ConditionFailedException.class, update).existing())
                .isEmpty();
        subject.run(things.put(Thing.of(id, 1)));
        subject.run(update);

        assertThat(subject.run(things.get(id, 1).consistent()).orElseThrow().number())
                .contains(1);
    }

    @Contract
    void anUpdateWithoutExpressionCreatesTheBareKey(Subject subject) {
        Table<Item> items = subject.shared("items", ITEMS);
        String id = subject.newKey();

        subject.run(subject.raw("UpdateItem", "{'TableName':'%s','Key':{'id':{'S':'%s'}}}", items.name(), id));

        assertThat(subject.run(items.get(id).consistent())).contains(Item.of("id", id));
    }

    @Contract
    void anUpdateCostsAUnitForEachKilobyteOfTheLargerItem(Subject subject) {
        Table<Item> items = subject.shared("items", ITEMS);
        String id = subject.newKey();
        subject.run(items.put(Item.of("id", id, "text", "x".repeat(2500))));

        assertThat(subject.run(items.update(id).set(attr("text"), "short").measured())
                        .capacity()
                        .total())
                .isEqualTo(3);
    }

    @Contract
    void keysCannotBeUpdated(Subject subject) {
        assertThat(refusal(subject, "SET id = :v", "{':v':{'S':'b'}}"))
                .isEqualTo("One or more parameter values were invalid: Cannot update attribute id. "
                        + "This attribute is part of the key");
        assertThat(refusal(subject, "REMOVE id", ""))
                .isEqualTo("One or more parameter values were invalid: Cannot update attribute id. "
                        + "This attribute is part of the key");
    }

    @Contract
    void aPathIntoNothingIsRefused(Subject subject) {
        String message = "The document path provided in the update expression is invalid for update";

        assertThat(refusal(subject, "SET nothing.x = :v", "{':v':{'S':'b'}}")).isEqualTo(message);
        assertThat(refusal(subject, "SET nothing[0] = :v", "{':v':{'S':'b'}}")).isEqualTo(message);
        assertThat(refusal(subject, "REMOVE nothing.x", "")).isEqualTo(message);
    }

    @Contract
    void aMissingOperandIsRefused(Subject subject) {
        assertThat(refusal(subject, "SET a = nothing", ""))
                .isEqualTo("The provided expression refers to an attribute that does not exist in the item");
        assertThat(refusal(subject, "SET a = nothing + :v", "{':v':{'N':'1'}}"))
                .isEqualTo("The provided expression refers to an attribute that does not exist in the item");
    }

    @Contract
    void anOperandOfAWrongTypeIsRefused(Subject subject) {
        assertThat(refusal(subject, "SET a = word + :v", "{':v':{'N':'1'}}"))
                .isEqualTo("An operand in the update expression has an incorrect data type");
        assertThat(refusal(subject, "ADD word :v", "{':v':{'N':'1'}}"))
                .isEqualTo("An operand in the update expression has an incorrect data type");
        assertThat(refusal(subject, "SET a = list_append(word, :v)", "{':v':{'L':[]}}"))
                .isEqualTo("An operand in the update expression has an incorrect data type");
    }

    @Contract
    void aConstantOfAWrongTypeIsRefused(Subject subject) {
        assertThat(refusal(subject, "SET a = a + :v", "{':v':{'S':'1'}}"))
                .isEqualTo("Invalid UpdateExpression: Incorrect operand type for operator or function; "
                        + "operator or function: +, operand type: S");
        assertThat(refusal(subject, "ADD a :v", "{':v':{'S':'1'}}"))
                .startsWith("Invalid UpdateExpression: Incorrect operand type for operator or function; "
                        + "operator: ADD, operand type: STRING");
        assertThat(refusal(subject, "DELETE a :v", "{':v':{'N':'1'}}"))
                .startsWith("Invalid UpdateExpression: Incorrect operand type for operator or function; "
                        + "operator: DELETE, operand type: NUMBER");
    }

    @Contract
    void anExpressionOfMoreThan4KilobytesIsRefused(Subject subject) {
        assertThat(refusal(subject, "SET " + "a".repeat(4096) + " = a", ""))
                .startsWith("Invalid UpdateExpression: Expression size has exceeded the maximum allowed size;");
    }

    @Contract
    void aSetOfAnotherTypeIsRefused(Subject subject) {
        Table<Item> items = subject.shared("items", ITEMS);
        String id = subject.newKey();
        subject.run(items.put(Item.of("id", id, "set", Set.of("a"))));

        assertThat(subject.refusal(items.update(id).add(attr("set"), Set.of(1))))
                .isEqualTo("An operand in the update expression has an incorrect data type");
        assertThat(subject.refusal(items.update(id).delete(attr("set"), Set.of(1))))
                .isEqualTo("An operand in the update expression has an incorrect data type");
    }

    @Contract
    void overlappingPathsAreRefused(Subject subject) {
        assertThat(refusal(subject, "SET a = :v, a.b = :v", "{':v':{'N':'1'}}"))
                .isEqualTo("Invalid UpdateExpression: Two document paths overlap with each other; "
                        + "must remove or rewrite one of these paths; path one: [a], path two: [a, b]");
        assertThat(refusal(subject, "SET a = :v REMOVE a", "{':v':{'N':'1'}}"))
                .isEqualTo("Invalid UpdateExpression: Two document paths overlap with each other; "
                        + "must remove or rewrite one of these paths; path one: [a], path two: [a]");
    }

    @Contract
    void anExpressionThatIsNoneIsRefused(Subject subject) {
        assertThat(refusal(subject, "SET a", "")).startsWith("Invalid UpdateExpression: Syntax error; token: ");
        assertThat(refusal(subject, "", "")).isEqualTo("Invalid UpdateExpression: The expression can not be empty;");
        assertThat(refusal(subject, "SET a = :v SET b = :v", "{':v':{'N':'1'}}"))
                .isEqualTo(
                        "Invalid UpdateExpression: The \"SET\" section can only be used once in an update expression;");
    }

    /** The message for an update of an item that has the string {@code word} beside its key. */
    private static String refusal(Subject subject, String update, String values) {
        Table<Item> items = subject.shared("items", ITEMS);
        String id = subject.newKey();
        Item item = Item.of("id", id, "word", "a");
        subject.run(items.put(item));
        String refusal = subject.refusal(subject.raw(
                "UpdateItem",
                "{'TableName':'%s','Key':{'id':{'S':'%s'}},'UpdateExpression':'%s'%s}",
                items.name(),
                id,
                update,
                values.isEmpty() ? "" : ",'ExpressionAttributeValues':" + values));
        assertThat(subject.run(items.get(id).consistent())).contains(item);
        return refusal;
    }

    @Contract
    void anItemCannotGrowBeyond400Kilobytes(Subject subject) {
        Table<Item> items = subject.shared("items", ITEMS);
        String id = subject.newKey();
        subject.run(items.put(Item.of("id", id, "text", "x".repeat(300 * 1024))));

        String refusal = subject.refusal(items.update(id).set(attr("more"), "x".repeat(100 * 1024)));

        assertThat(refusal).isEqualTo("Item size to update has exceeded the maximum allowed size");
    }

    @Contract(Difference.NUMBER_MESSAGES)
    void aSumOfMoreThan38DigitsIsRefused(Subject subject) {
        Table<Item> items = subject.shared("items", ITEMS);
        String id = subject.newKey();
        subject.run(items.put(Item.of("id", id, "n", new BigDecimal("1E37"))));

        subject.run(items.update(id).add(attr("n"), 1));
        assertThat(subject.run(items.get(id).consistent()).orElseThrow().number("n"))
                .contains(new BigDecimal("10000000000000000000000000000000000001"));
        assertThat(subject.refusal(items.update(id).add(attr("n"), new BigDecimal("0.1"))))
                .isEqualTo("Number overflow. Attempting to store a number with magnitude larger than supported range");
    }
}
