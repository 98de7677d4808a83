package dev.stator.conformance;

import static dev.stator.expression.Path.attr;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stator.Call;
import dev.stator.Committed;
import dev.stator.Put;
import dev.stator.Table;
import dev.stator.Transaction;
import dev.stator.TransactionRefusedException;
import dev.stator.Update;
import dev.stator.codec.KeyAttribute;
import dev.stator.codec.PartitionKey;
import dev.stator.codec.TableSchema;
import dev.stator.codec.Version;
import dev.stator.error.IdempotencyMismatchException;
import dev.stator.error.ResourceNotFoundException;
import dev.stator.error.TransactionCanceledException;
import dev.stator.error.TransactionCanceledException.Reason;
import dev.stator.value.Item;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

class TransactWriteItemsContract {
    /** A record with a version. */
    public record Draft(@PartitionKey String id, @Version long version) {}

    @Contract
    void allKindsOfWritesGoThroughTogether(Subject subject) {
        Table<Thing> things = subject.shared(Thing.class);
        Table<Reading> readings = subject.shared(Reading.class);
        String id = subject.newKey();
        subject.run(things.putAll(List.of(Thing.of(id, 1), Thing.of(id, 2, "two", 2), Thing.of(id, 3, "three", 3))));

        subject.run(subject.db()
                .transact(
                        things.delete(id, 1),
                        things.update(id, 2).add(attr(Thing::number), 10),
                        things.check(id, 3).onlyIf(attr(Thing::number).eq(3)),
                        things.put(Thing.of(id, 4, "four", 4))
                                .onlyIf(attr(Thing::id).notExists()),
                        readings.put(Reading.of(id, "t", "here", 1))));

        assertThat(subject.run(things.query(id).consistent()))
                .containsExactly(Thing.of(id, 2, "two", 12), Thing.of(id, 3, "three", 3), Thing.of(id, 4, "four", 4));
        assertThat(subject.run(readings.index("by-value").query(id).consistent()))
                .hasSize(1);
    }

    @Contract
    void aFailedConditionCancelsAllWithReasonsInOrder(Subject subject) {
        Table<Thing> things = subject.shared(Thing.class);
        String id = subject.newKey();
        Thing existing = Thing.of(id, 2, "two", 2);
        subject.run(things.put(existing));

        TransactionCanceledException failure = subject.failure(
                TransactionCanceledException.class,
                subject.db()
                        .transact(
                                things.put(Thing.of(id, 1)),
                                things.update(id, 2)
                                        .add(attr(Thing::number), 1)
                                        .onlyIf(attr(Thing::number).gt(2)),
                                things.delete(id, 3),
                                things.check(id, 4).onlyIf(attr(Thing::id).exists())));

        assertThat(failure.reasons())
                .extracting(Reason::code)
                .containsExactly("None", "ConditionalCheckFailed", "None", "ConditionalCheckFailed");
        assertThat(failure.reasons().get(1).message()).isEqualTo("The conditional request failed");
        assertThat(failure.reasons().get(1).existing().map(things.schema()::fromItem))
                .contains(existing);
        assertThat(failure.reasons().get(3).existing()).isEmpty();
        assertThat(failure.failure().message())
                .isEqualTo("Transaction cancelled, please refer cancellation reasons for specific reasons "
                        + "[None, ConditionalCheckFailed, None, ConditionalCheckFailed]");
        assertThat(subject.run(things.query(id).consistent())).containsExactly(existing);
    }

    @Contract
    void theResultIsAskedForByThePuts(Subject subject) {
        Table<Thing> things = subject.shared(Thing.class);
        Table<Draft> drafts = subject.shared(Draft.class);
        String id = subject.newKey();
        Put<Thing> first = things.put(Thing.of(id, 1, "one", 1));
        Put<Draft> second = drafts.put(new Draft(id, 0));

        Committed done =
                subject.run(subject.db().transact(things.update(id, 2).set(Thing::text, "two"), first, second));

        assertThat(done.of(first)).isEqualTo(Thing.of(id, 1, "one", 1));
        assertThat(done.of(second))
                .as("with the version that was stored")
                .isEqualTo(new Draft(id, 1))
                .isEqualTo(subject.run(drafts.get(id).consistent().orThrow()));
    }

    @Contract
    void theReasonsAreAskedForByTheActions(Subject subject) {
        Table<Thing> things = subject.shared(Thing.class);
        Table<Draft> drafts = subject.shared(Draft.class);
        String id = subject.newKey();
        Draft read = subject.run(drafts.put(new Draft(id, 0)));
        Draft overtaking = subject.run(drafts.put(read));
        Thing existing = Thing.of(id, 2, "two", 2);
        subject.run(things.put(existing));
        Put<Thing> fine = things.put(Thing.of(id, 1));
        Update<Thing> refused = things.update(id, 2)
                .add(attr(Thing::number), 1)
                .onlyIf(attr(Thing::number).gt(2));
        Put<Draft> stale = drafts.put(read);

        TransactionRefusedException failure =
                subject.failure(TransactionRefusedException.class, subject.db().transact(stale, fine, refused));

        assertThat(failure.reasonOf(fine).isFailure()).isFalse();
        assertThat(failure.reasonOf(fine).condition()).isEmpty();
        assertThat(failure.reasonOf(refused).existing()).contains(existing);
        assertThat(failure.reasonOf(refused).condition()).contains("number > 2");
        assertThat(failure.reasonOf(refused).isStale()).isFalse();
        assertThat(failure.reasonOf(stale).existing()).contains(overtaking);
        assertThat(failure.reasonOf(stale).isStale()).isTrue();
        assertThat(failure.refusals()).containsExactly(failure.reasonOf(stale), failure.reasonOf(refused));
        assertThat(failure)
                .hasMessageContaining("action 1 of 3, Put on table " + drafts.name())
                .hasMessageContaining("another version")
                .hasMessageContaining("action 3 of 3, Update on table " + things.name())
                .hasMessageNotContaining(id);
        assertThat(failure.mayPass()).isFalse();
    }

    @Contract
    void anUpsertCreatesOrChangesWithinATransaction(Subject subject) {
        Table<Thing> things = subject.shared(Thing.class);
        String id = subject.newKey();
        subject.run(things.put(Thing.of(id, 1, "old", 1)));

        subject.run(subject.db()
                .transact(
                        things.upsert(Thing.of(id, 1, "new", 2)),
                        things.upsert(Thing.of(id, 2, "fresh", 3))
                                .onlyIf(attr(Thing::number).lt(0))));

        assertThat(subject.run(things.query(id).consistent()))
                .containsExactly(Thing.of(id, 1, "new", 2), Thing.of(id, 2, "fresh", 3));
    }

    @Contract
    void aTokenOfTheCallersLetsTheSameTransactionThroughOnce(Subject subject) {
        Table<Thing> things = subject.shared(Thing.class);
        String id = subject.newKey();
        subject.run(things.put(Thing.of(id, 1, "text", 1)));
        Transaction add = subject.db()
                .transact(things.update(id, 1).add(attr(Thing::number), 5))
                .token(UUID.randomUUID().toString());

        subject.run(add);
        subject.run(add);

        assertThat(subject.run(things.get(id, 1).consistent()).flatMap(Thing::number))
                .contains(6);
        subject.run(subject.db().transact(things.update(id, 1).add(attr(Thing::number), 5)));
        assertThat(subject.run(things.get(id, 1).consistent()).flatMap(Thing::number))
                .contains(11);
    }

    @Contract
    void aCancelledTokenIsGoodForAnotherAttempt(Subject subject) {
        Table<Thing> things = subject.shared(Thing.class);
        String id = subject.newKey();
        Transaction waiting = subject.db()
                .transact(
                        things.put(Thing.of(id, 1)),
                        things.check(id, 2).onlyIf(attr(Thing::id).exists()))
                .token(UUID.randomUUID().toString());
        subject.failure(TransactionRefusedException.class, waiting);
        subject.run(things.put(Thing.of(id, 2)));

        subject.run(waiting);

        assertThat(subject.run(things.query(id).consistent())).hasSize(2);
    }

    @Contract
    void aBlockMakesATransactionOrNone(Subject subject) {
        Table<Thing> things = subject.shared(Thing.class);
        String id = subject.newKey();

        assertThatThrownBy(() -> subject.run(subject.db().transaction(tx -> {
                    tx.add(things.put(Thing.of(id, 1)));
                    throw new IllegalStateException("in the midst");
                })))
                .hasMessage("in the midst");
        assertThat(subject.run(things.query(id).consistent())).isEmpty();

        subject.run(subject.db().transaction(tx -> {
            tx.add(things.put(Thing.of(id, 1)));
            tx.add(things.put(Thing.of(id, 2)));
        }));
        assertThat(subject.run(things.query(id).consistent())).hasSize(2);
    }

    @Contract(Difference.INVALID_UPDATE_IN_TRANSACTION)
    void anInvalidUpdateIsAReasonToo(Subject subject) {
        Table<Thing> things = subject.shared(Thing.class);
        String id = subject.newKey();
        Table<Item> items = subject.db()
                .table(things.name(), TableSchema.items(KeyAttribute.string("id"), KeyAttribute.number("at")));
        subject.run(things.put(Thing.of(id, 1, "text", 1)));

        TransactionCanceledException failure = subject.failure(
                TransactionCanceledException.class,
                subject.db()
                        .transact(
                                things.put(Thing.of(id, 2)),
                                items.update(id, 1)
                                        .set(attr("sum"), attr("text").plus(1))));

        assertThat(failure.reasons()).extracting(Reason::code).containsExactly("None", "ValidationError");
        assertThat(failure.reasons().get(1).message())
                .isEqualTo("An operand in the update expression has an incorrect data type");
        assertThat(subject.run(things.query(id).consistent().count())).isEqualTo(1);
    }

    @Contract
    void aHundredActionsGoThrough(Subject subject) {
        Table<Thing> things = subject.shared(Thing.class);
        String id = subject.newKey();

        subject.run(subject.db()
                .transact(IntStream.range(0, 100)
                        .mapToObj(at -> things.put(Thing.of(id, at)))
                        .toList()));

        assertThat(subject.run(things.query(id).consistent().count())).isEqualTo(100);
    }

    @Contract
    void moreThanAHundredActionsAreRefused(Subject subject) {
        String name = subject.shared(Thing.class).name();
        String actions =
                IntStream.range(0, 101).mapToObj(at -> put(name, "a", at)).collect(Collectors.joining(","));

        assertThat(subject.refusal(subject.raw("TransactWriteItems", "{'TransactItems':[%s]}", actions)))
                .isNotEmpty();
    }

    @Contract
    void twoActionsOnAnItemAreRefused(Subject subject) {
        String name = subject.shared(Thing.class).name();

        assertThat(subject.refusal(subject.raw(
                        "TransactWriteItems", "{'TransactItems':[%s,%s]}", put(name, "a", 1), put(name, "a", 1))))
                .isEqualTo("Transaction request cannot include multiple operations on one item");
    }

    @Contract
    void conditionsSeeTheItemsAsTheyWereBefore(Subject subject) {
        Table<Thing> things = subject.shared(Thing.class);
        String id = subject.newKey();
        subject.run(things.put(Thing.of(id, 1, "old", 1)));

        subject.run(subject.db()
                .transact(
                        things.delete(id, 1).onlyIf(attr(Thing::text).eq("old")),
                        things.put(Thing.of(id, 2, "new", 2))
                                .onlyIf(attr(Thing::id).notExists())));

        assertThat(subject.run(things.query(id).consistent()))
                .extracting(Thing::at)
                .containsExactly(2);
    }

    @Contract
    void anItemThatIsTooLargeRefusesTheTransaction(Subject subject) {
        Table<Thing> things = subject.shared(Thing.class);
        String id = subject.newKey();

        String refusal = subject.refusal(subject.db()
                .transact(things.put(Thing.of(id, 1)), things.put(Thing.of(id, 2, "x".repeat(400 * 1024), 1))));

        assertThat(refusal).isEqualTo("Item size has exceeded the maximum allowed size");
        assertThat(subject.run(things.query(id).consistent())).isEmpty();
    }

    @Contract
    void anActionOfTwoKindsIsRefused(Subject subject) {
        String name = subject.shared(Thing.class).name();

        assertThat(subject.refusal(subject.raw(
                        "TransactWriteItems",
                        "{'TransactItems':[{'Put':{'TableName':'%s','Item':{'id':{'S':'a'},'at':{'N':'1'}}},"
                                + "'Delete':{'TableName':'%s','Key':{'id':{'S':'a'},'at':{'N':'1'}}}}]}",
                        name,
                        name)))
                .isEqualTo("TransactItems can only contain one of Check, Put, Update or Delete");
    }

    @Contract
    void writesCostTwice(Subject subject) {
        Table<Thing> things = subject.shared(Thing.class);
        String id = subject.newKey();

        assertThat(subject.run(subject.db()
                                .transact(things.put(Thing.of(id, 1)), things.put(Thing.of(id, 2)))
                                .measured())
                        .capacity()
                        .total())
                .isEqualTo(4);
    }

    @Contract
    void aTokenLetsTheSameTransactionThroughOnce(Subject subject) {
        Table<Thing> things = subject.shared(Thing.class);
        String id = subject.newKey();
        String token = UUID.randomUUID().toString().replace("-", "");
        subject.run(things.put(Thing.of(id, 1, "text", 1)));
        Call<String> add = adding(subject, things, id, token, 5);

        subject.run(add);
        subject.run(add);

        assertThat(subject.run(things.get(id, 1).consistent()).flatMap(Thing::number))
                .contains(6);
        subject.run(adding(subject, things, id, token + "x", 5));
        assertThat(subject.run(things.get(id, 1).consistent()).flatMap(Thing::number))
                .contains(11);
    }

    @Contract
    void aTokenWithAnotherTransactionIsAMismatch(Subject subject) {
        Table<Thing> things = subject.shared(Thing.class);
        String id = subject.newKey();
        String token = UUID.randomUUID().toString().replace("-", "");
        subject.run(things.put(Thing.of(id, 1, "text", 1)));
        subject.run(adding(subject, things, id, token, 5));

        subject.failure(IdempotencyMismatchException.class, adding(subject, things, id, token, 6));

        assertThat(subject.run(things.get(id, 1).consistent()).flatMap(Thing::number))
                .contains(6);
    }

    private static Call<String> adding(Subject subject, Table<Thing> things, String id, String token, int number) {
        return subject.raw(
                "TransactWriteItems",
                "{'ClientRequestToken':'%s','TransactItems':[{'Update':{'TableName':'%s',"
                        + "'Key':{'id':{'S':'%s'},'at':{'N':'1'}},'UpdateExpression':'ADD #n :v',"
                        + "'ExpressionAttributeNames':{'#n':'number'},'ExpressionAttributeValues':{':v':{'N':'%d'}}}}]}",
                token,
                things.name(),
                id,
                number);
    }

    @Contract
    void aCancelledTransactionBringsNoItemsUnlessAsked(Subject subject) {
        Table<Thing> things = subject.shared(Thing.class);
        String id = subject.newKey();
        subject.run(things.put(Thing.of(id, 1)));

        TransactionCanceledException failure = subject.failure(
                TransactionCanceledException.class,
                subject.raw(
                        "TransactWriteItems",
                        "{'TransactItems':[{'ConditionCheck':{'TableName':'%s','Key':{'id':{'S':'%s'},'at':{'N':'1'}},"
                                + "'ConditionExpression':'attribute_not_exists(id)'}}]}",
                        things.name(),
                        id));

        assertThat(failure.reasons()).extracting(Reason::code).containsExactly("ConditionalCheckFailed");
        assertThat(failure.reasons().get(0).existing()).isEmpty();
    }

    @Contract
    void aTableThatIsNotThereIsNotFound(Subject subject) {
        Table<Thing> things = subject.missing(Thing.class);

        assertThat(subject.failure(ResourceNotFoundException.class, subject.db().transact(things.put(Thing.of("a", 1))))
                        .code())
                .isEqualTo("ResourceNotFoundException");
    }

    private static String put(String table, String id, int at) {
        return "{'Put':{'TableName':'%s','Item':{'id':{'S':'%s'},'at':{'N':'%d'}}}}".formatted(table, id, at);
    }
}
