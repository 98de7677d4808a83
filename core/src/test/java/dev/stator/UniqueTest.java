package dev.stator;

import static dev.stator.expression.Path.attr;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stator.codec.Discriminator;
import dev.stator.codec.IndexSchema;
import dev.stator.codec.KeyAttribute;
import dev.stator.codec.PartitionKey;
import dev.stator.codec.TableSchema;
import dev.stator.codec.TimeToLive;
import dev.stator.codec.Unique;
import dev.stator.error.AccessDeniedException;
import dev.stator.error.CodecException;
import dev.stator.error.ConditionFailedException;
import dev.stator.error.DuplicateValueException;
import dev.stator.error.TransportException;
import dev.stator.error.UnconfirmedException;
import dev.stator.testing.ScriptedTransport;
import dev.stator.transport.RetryPolicy;
import dev.stator.transport.WireReply;
import dev.stator.value.Item;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What is said of unique attributes, and what writes of them send. */
class UniqueTest {
    /** A record with one. */
    record Member(@PartitionKey String id, @Unique Optional<String> email, int points) {}

    private final ScriptedTransport service = new ScriptedTransport();
    private final Stator db =
            Stator.builder().transport(service).retry(Mode.QUICK).build();
    private final Table<Member> members = db.table("members", Member.class);

    private List<String> actions() {
        return service.requests().stream().map(request -> request.action()).toList();
    }

    @Test
    void anUpdateOfOtherAttributesIsSentAsEver() {
        service.reply("{}");

        members.update("a").add(Member::points, 1).execute();

        assertThat(actions()).containsExactly("UpdateItem");
    }

    @Test
    void aPutStoresItsGuardAndRemovesTheOneBefore() {
        service.reply("{\"Item\":{\"id\":{\"S\":\"a\"},\"email\":{\"S\":\"old\"},\"points\":{\"N\":\"1\"}}}")
                .reply("{}");

        members.put(new Member("a", Optional.of("new"), 2)).execute();

        assertThat(actions()).containsExactly("GetItem", "TransactWriteItems");
        assertThat(service.bodies().get(1))
                .contains(
                        "\"Item\":{\"id\":{\"S\":\"__PK_VALUE_UNIQUE__/email/S/new\"},\"__unique_attribute\":{\"S\":\"email\"},"
                                + "\"__unique_owner\":{\"M\":{\"id\":{\"S\":\"a\"}}}}",
                        "\"Delete\":{\"TableName\":\"members\",\"Key\":{\"id\":{\"S\":\"__PK_VALUE_UNIQUE__/email/S/old\"}}");
    }

    @Test
    void anItemThatHasNoValueThatCouldBeUniqueGivesNoneFree() {
        service.reply("{\"Item\":{\"id\":{\"S\":\"a\"},\"email\":{\"NULL\":true},\"points\":{\"N\":\"1\"}}}")
                .reply("{}");

        members.delete("a").execute();

        assertThat(actions()).containsExactly("GetItem", "TransactWriteItems");
        assertThat(service.bodies().get(1)).doesNotContain("__PK_VALUE_");
    }

    @Test
    void aLostReplyIsAskedForWithTheSameToken() {
        service.reply("{}")
                .fail(new TransportException(TransportException.Kind.CONNECTION_LOST, "lost", null))
                .reply("{}");

        members.put(new Member("a", Optional.of("new"), 2)).execute();

        assertThat(actions()).containsExactly("GetItem", "TransactWriteItems", "TransactWriteItems");
        assertThat(service.bodies().get(1)).isEqualTo(service.bodies().get(2));
    }

    @Test
    void guardsCountAmongTheActionsOfATransaction() {
        List<Put<Member>> puts = IntStream.range(0, 51)
                .mapToObj(number -> members.put(new Member("a" + number, Optional.of("e" + number), 1)))
                .toList();
        service.always(request -> ScriptedTransport.ok(
                request.action().equals("BatchGetItem") ? "{\"Responses\":{\"members\":[]}}" : "{}"));

        assertThatThrownBy(() -> db.transact(puts))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("102");
        assertThat(service.requests()).isEmpty();

        db.transact(puts.subList(0, 50)).execute();
    }

    @Test
    void aValueGivenTwiceIsRefusedBeforeAnythingIsRead() {
        Put<Member> one = members.put(new Member("a", Optional.of("same"), 1));

        assertThatThrownBy(() -> db.transact(one, members.update("b").set(Member::email, "same")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("the same value of email");
        db.transact(one, members.update("b").set(Member::email, "other"));
    }

    @Test
    void aTokenOfTheCallersIsForWhatReadsNothing() {
        assertThatThrownBy(() -> db.transact(members.put(new Member("a", Optional.of("e"), 1)))
                        .token("mine"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContainingAll("counters", "unique", "token(…)");
        db.transact(members.update("a").add(Member::points, 1)).token("mine");
    }

    @ParameterizedTest
    @EnumSource
    void aLostReadAfterTheWriteSaysThatItIsDone(Mode mode) {
        service.reply("{}").reply("{}").error(400, "AccessDeniedException");

        assertThatThrownBy(() -> mode.run(members.update("a")
                        .set(Member::email, "e")
                        .add(Member::points, 5)
                        .returningNew()))
                .isInstanceOfSatisfying(
                        UnconfirmedException.class,
                        failure -> assertThat(failure.mayHaveApplied()).isTrue())
                .hasMessageContainingAll("members", "was done", "Do not repeat");
        assertThat(actions()).containsExactly("GetItem", "TransactWriteItems", "GetItem");
    }

    @Test
    void anItemThatIsGoneAfterTheWriteIsNoBareFailure() {
        service.reply("{}").reply("{}").reply("{}");

        assertThatThrownBy(() ->
                        members.upsert(new Member("a", Optional.of("e"), 1)).execute())
                .isInstanceOf(UnconfirmedException.class)
                .hasMessageContaining("removed by others");
    }

    @Test
    void anOldItemThatCannotBeReadSaysThatTheWriteIsDone() {
        service.reply("{\"Item\":{\"id\":{\"S\":\"a\"},\"points\":{\"S\":\"many\"}}}")
                .reply("{}");

        assertThatThrownBy(() -> members.delete("a").returningOld().execute())
                .isInstanceOfSatisfying(
                        CodecException.class,
                        failure -> assertThat(failure.mayHaveApplied()).isTrue())
                .hasMessageContaining("was done");
    }

    private static String item(int points) {
        return "\"Item\":{\"id\":{\"S\":\"a\"},\"email\":{\"S\":\"e\"},\"points\":{\"N\":\"" + points + "\"}}";
    }

    @ParameterizedTest
    @EnumSource
    void theOldItemThatIsGivenIsTheOneThatWasReplaced(Mode mode) {
        service.reply("{" + item(5) + "}")
                .answer(request -> new WireReply(
                        400,
                        Map.of(),
                        ("{\"__type\":\"TransactionCanceledException\",\"CancellationReasons\":[{\"Code\":\"ConditionalCheckFailed\","
                                        + item(10) + "},{\"Code\":\"None\"}]}")
                                .getBytes(UTF_8)))
                .reply("{" + item(10) + "}")
                .reply("{}");

        assertThat(mode.run(members.delete("a").returningOld())).contains(new Member("a", Optional.of("e"), 10));

        assertThat(actions()).containsExactly("GetItem", "TransactWriteItems", "GetItem", "TransactWriteItems");
        assertThat(service.bodies().get(3)).contains("{\"N\":\"10\"}");
    }

    @Test
    void anOldItemThatNobodyAsksForMayChange() {
        service.reply("{" + item(5) + "}").reply("{}");

        members.delete("a").execute();

        assertThat(service.bodies().get(1)).doesNotContain("points");
    }

    @Test
    void aDryRunTellsTheReadAndTheTransactionAndSendsNothing() {
        assertThat(members.delete("a").dryRun())
                .extracting(request -> request.action())
                .containsExactly("GetItem", "TransactWriteItems");
        assertThat(service.requests()).isEmpty();
    }

    /** A record whose list is unique. */
    record Listed(@PartitionKey String id, @Unique List<String> lines) {}

    /** A record that the service removes. */
    record Passing(
            @PartitionKey String id,
            @Unique String email,
            @TimeToLive long until) {}

    @Test
    void whatCannotBeUniqueIsRefusedWhenTheClassIsLearnt() {
        assertThatThrownBy(() -> TableSchema.of(Listed.class))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("lines")
                .hasMessageContaining("unique");
        assertThatThrownBy(() -> TableSchema.of(Passing.class))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("time to live");
        TableSchema<Item> items = TableSchema.items(KeyAttribute.string("id")).withUnique("email");
        assertThat(items.uniques()).containsExactly("email");
        assertThatThrownBy(() -> items.withUnique("email")).hasMessageContaining("twice");
        assertThatThrownBy(() -> items.withTimeToLive("until")).hasMessageContaining("time to live");
    }

    private static final String TWO_WITHOUT_GUARDS =
            "{\"Items\":[{\"id\":{\"S\":\"a\"},\"email\":{\"S\":\"x\"}},{\"id\":{\"S\":\"b\"},\"email\":{\"S\":\"y\"}}],"
                    + "\"Count\":2,\"ScannedCount\":2}";

    /** A table of two items from before the constraint, where only so many guards can be made. */
    private void claims(int most) {
        AtomicInteger made = new AtomicInteger();
        service.always(request -> switch (request.action()) {
            case "Scan" -> ScriptedTransport.ok(TWO_WITHOUT_GUARDS);
            case "BatchGetItem" -> ScriptedTransport.ok("{\"Responses\":{\"members\":[]}}");
            case "GetItem" -> {
                String id = service.bodies().get(service.bodies().size() - 1).contains("\"a\"") ? "a" : "b";
                yield ScriptedTransport.ok("{\"Item\":{\"id\":{\"S\":\"" + id + "\"},\"email\":{\"S\":\""
                        + (id.equals("a") ? "x" : "y") + "\"}}}");
            }
            default ->
                made.incrementAndGet() > most
                        ? ScriptedTransport.failure(400, "AccessDeniedException")
                        : ScriptedTransport.ok("{}");
        });
    }

    @ParameterizedTest
    @EnumSource
    void aClaimThatFailsTellsHowManyItHadMade(Mode mode) {
        claims(1);

        assertThatThrownBy(() -> mode.run(members.claimUniques()))
                .isInstanceOfSatisfying(
                        BatchIncompleteException.class,
                        failure -> assertThat(failure.mayHaveApplied()).isTrue())
                .hasMessageContainingAll("members", "had claimed 1 values", "Call it again");
    }

    @Test
    void aClaimThatMadeNothingFailsAsItIs() {
        claims(0);

        assertThatThrownBy(() -> members.claimUniques().execute())
                .isInstanceOfSatisfying(
                        AccessDeniedException.class,
                        failure -> assertThat(failure.mayHaveApplied()).isFalse());
    }

    @Test
    void aClaimOfWhichOneMayBeDoneSaysSoWhateverTheOthersFailedWith() {
        service.reply(TWO_WITHOUT_GUARDS)
                .reply("{\"Responses\":{\"members\":[]}}")
                .reply("{\"Item\":{\"id\":{\"S\":\"a\"},\"email\":{\"S\":\"x\"}}}")
                .answer(ScriptedTransport.silence())
                .reply("{\"Item\":{\"id\":{\"S\":\"b\"},\"email\":{\"S\":\"y\"}}}")
                .answer(ScriptedTransport.silence());
        CompletableFuture<ClaimedUniques> claim = Stator.builder()
                .transport(service)
                .retry(RetryPolicy.never())
                .build()
                .table("members", Member.class)
                .claimUniques()
                .executeAsync();
        assertThat(service.pending()).as("two claims side by side").hasSize(2);

        service.pending()
                .get(1)
                .completeExceptionally(
                        new TransportException(TransportException.Kind.CONNECTION_LOST, "The line is dead", null));
        service.pending().get(0).complete(ScriptedTransport.failure(400, "AccessDeniedException"));

        assertThat(claim)
                .failsWithin(Duration.ofSeconds(30))
                .withThrowableThat()
                .havingCause()
                .isInstanceOfSatisfying(
                        BatchIncompleteException.class,
                        failure -> assertThat(failure.mayHaveApplied()).isTrue())
                .withMessageContaining("had claimed 0 values")
                .withMessageContaining("The line is dead");
    }

    @Test
    void aClaimChecksTheItemAndLeavesItAsItIs() {
        claims(2);

        ClaimedUniques claimed = members.claimUniques().execute();

        assertThat(claimed).isEqualTo(new ClaimedUniques(2, 2, List.of(), Optional.empty()));
        assertThat(actions().subList(0, 2)).containsExactly("Scan", "BatchGetItem");
        assertThat(service.bodies().get(0)).contains("ProjectionExpression");
        List<String> transactions = service.bodies().stream()
                .filter(body -> body.contains("ClientRequestToken"))
                .toList();
        assertThat(transactions).hasSize(2).allMatch(body -> body.contains("ConditionCheck"));
        assertThat(transactions.get(0)).contains("UNIQUE__/email/S/x").doesNotContain("points");
    }

    private static final String GUARD_OF_A =
            "\"Item\":{\"id\":{\"S\":\"__PK_VALUE_UNIQUE__/email/S/e\"},\"__unique_owner\":{\"M\":{\"id\":{\"S\":\"a\"}}}}";

    private void cancel(String... reasons) {
        service.answer(request -> new WireReply(
                400,
                Map.of(),
                ("{\"__type\":\"TransactionCanceledException\",\"CancellationReasons\":[" + String.join(",", reasons)
                                + "]}")
                        .getBytes(UTF_8)));
    }

    private static final String FINE = "{\"Code\":\"None\"}";

    private static String failed(String item) {
        return "{\"Code\":\"ConditionalCheckFailed\"," + item + "}";
    }

    @ParameterizedTest
    @EnumSource
    void aGuardIsGivenFreeAsLongAsItsHolderLacksTheValue(Mode mode) {
        service.reply("{}");
        cancel(FINE, failed(GUARD_OF_A));
        service.reply("{}").reply("{}").reply("{}").reply("{}");

        mode.run(members.put(new Member("b", Optional.of("e"), 1)));

        assertThat(actions())
                .containsExactly(
                        "GetItem",
                        "TransactWriteItems",
                        "GetItem",
                        "TransactWriteItems",
                        "GetItem",
                        "TransactWriteItems");
        assertThat(service.bodies().get(2)).contains("{\"S\":\"a\"}", "\"ConsistentRead\":true");
        assertThat(service.bodies().get(3))
                .contains(
                        "{\"ConditionCheck\":{\"TableName\":\"members\",\"Key\":{\"id\":{\"S\":\"a\"}},"
                                + "\"ConditionExpression\":\"attribute_not_exists(#n0) OR #n0 <> :v0\"",
                        "{\"Delete\":{\"TableName\":\"members\",\"Key\":{\"id\":{\"S\":\"__PK_VALUE_UNIQUE__/email/S/e\"}},"
                                + "\"ConditionExpression\"")
                .doesNotContain("{\"Put\"");
        assertThat(service.bodies().get(5)).contains("{\"Put\"").doesNotContain("{\"ConditionCheck\"");
    }

    @ParameterizedTest
    @EnumSource
    void aHolderThatGotTheValueBackMeanwhileKeepsIt(Mode mode) {
        service.reply("{}");
        cancel(FINE, failed(GUARD_OF_A));
        service.reply("{}");
        cancel(failed(item(1)), FINE);
        service.reply("{}");
        cancel(FINE, failed(GUARD_OF_A));
        service.reply("{" + item(1) + "}");

        assertThatThrownBy(() -> mode.run(members.put(new Member("b", Optional.of("e"), 1))))
                .isInstanceOfSatisfying(
                        DuplicateValueException.class,
                        refusal -> assertThat(refusal.holder()).contains(Item.of("id", "a")));
        assertThat(service.requests()).hasSize(7);
    }

    @Test
    void aTransactionOfAsManyActionsAsThereMayBeGetsAValueThatWasLeft() {
        List<Put<Member>> puts = IntStream.range(0, 50)
                .mapToObj(number -> members.put(new Member("b" + number, Optional.of("e" + number), 1)))
                .toList();
        String[] reasons = new String[100];
        Arrays.fill(reasons, FINE);
        reasons[99] = failed(GUARD_OF_A.replace("/S/e", "/S/e49"));
        service.reply("{\"Responses\":{\"members\":[]}}");
        cancel(reasons);
        service.reply("{}")
                .reply("{}")
                .reply("{\"Responses\":{\"members\":[]}}")
                .reply("{}");

        db.transact(puts).execute();

        assertThat(actions())
                .containsExactly(
                        "BatchGetItem",
                        "TransactWriteItems",
                        "GetItem",
                        "TransactWriteItems",
                        "BatchGetItem",
                        "TransactWriteItems");
    }

    @Test
    void aHolderThatCannotBeLookedAtIsNoDuplicate() {
        service.reply("{}");
        cancel(FINE, failed(GUARD_OF_A));
        service.error(400, "AccessDeniedException");

        assertThatThrownBy(
                        () -> members.put(new Member("b", Optional.of("e"), 1)).execute())
                .isInstanceOfSatisfying(
                        AccessDeniedException.class,
                        failure -> assertThat(failure.mayHaveApplied()).isFalse());
        assertThat(service.requests()).hasSize(3);
    }

    @Test
    void aValueThatTheCallersConditionRefusesAnywayIsNotLookedAfter() {
        service.reply("{}");
        cancel(failed(item(1)), failed(GUARD_OF_A));
        service.reply("{" + item(1) + "}");
        cancel(failed(item(1)), failed(GUARD_OF_A));

        assertThatThrownBy(() ->
                        members.create(new Member("a", Optional.of("e"), 1)).execute())
                .isInstanceOf(ConditionFailedException.class)
                .isNotInstanceOf(DuplicateValueException.class);
        assertThat(actions()).containsExactly("GetItem", "TransactWriteItems", "GetItem", "TransactWriteItems");
    }

    @ParameterizedTest
    @EnumSource
    void readsThatACallMakesForItselfAreNotTheCallersToSendAgain(Mode mode) {
        Put<Member> one = members.put(new Member("a", Optional.of("x"), 1));
        Put<Member> other = members.put(new Member("b", Optional.of("y"), 1));
        service.error(400, "AccessDeniedException");

        assertThatThrownBy(() -> mode.run(db.transact(one, other))).isInstanceOf(AccessDeniedException.class);

        service.always(request -> switch (request.action()) {
            case "Scan" -> ScriptedTransport.ok(TWO_WITHOUT_GUARDS);
            default -> ScriptedTransport.failure(400, "AccessDeniedException");
        });
        assertThatThrownBy(() -> mode.run(members.claimUniques())).isInstanceOf(AccessDeniedException.class);

        service.always(request -> switch (request.action()) {
            case "Scan" -> ScriptedTransport.ok(TWO_WITHOUT_GUARDS);
            default ->
                ScriptedTransport.ok("{\"Responses\":{},\"UnprocessedKeys\":"
                        + service.bodies().get(service.bodies().size() - 1).replaceAll("^\\{\"RequestItems\":|}$", "")
                        + "}");
        });
        for (Call<?> call : List.of(db.transact(one, other), members.claimUniques())) {
            assertThatThrownBy(() -> mode.run(call))
                    .isInstanceOfSatisfying(BatchIncompleteException.class, failure -> {
                        assertThat(failure.unprocessed()).isEmpty();
                        assertThat(failure.action()).contains("BatchGetItem");
                        assertThat(failure.mayHaveApplied()).isFalse();
                    })
                    .hasMessageContaining("looks at first")
                    .hasMessageNotContaining("unprocessed()");
        }
    }

    /** Two classes in one table. */
    @Discriminator("kind")
    sealed interface Party permits Person, Firm {}

    /** One of them. */
    record Person(@PartitionKey String id, @Unique String email) implements Party {}

    /** The other. */
    record Firm(@PartitionKey String id, @Unique String register) implements Party {}

    @Test
    void classesOfOneTableKeepTheGuardsOfEachOther() {
        Table<Party> parties = db.table("parties", Party.class);
        assertThat(parties.schema().uniques()).containsExactly("email", "register");
        assertThat(parties.of(Firm.class).schema().uniques()).containsExactly("email", "register");
        service.reply("{\"Item\":{\"id\":{\"S\":\"a\"},\"kind\":{\"S\":\"Person\"},\"email\":{\"S\":\"old\"}}}")
                .reply("{}");

        parties.of(Firm.class).put(new Firm("a", "HRB 1")).execute();

        assertThat(service.bodies().get(1)).contains("UNIQUE__/email/S/old", "UNIQUE__/register/S/HRB 1");
    }

    @Test
    void oneClassAloneIsNotClearedAsItsGuardsWouldStay() {
        Table<Party> parties = db.table("parties", Party.class);
        service.always(request -> ScriptedTransport.ok("{\"Items\":[],\"Count\":0,\"ScannedCount\":0}"));

        assertThatThrownBy(() -> parties.of(Firm.class).clearEverything())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll("parties", "Firm", "email, register", "deleteAll");
        assertThat(service.requests()).isEmpty();

        parties.clearEverything().execute();

        assertThat(actions()).containsExactly("Scan");
    }

    @Test
    void theKeysOfGuardsAreNoKeysOfItems() {
        String key = "__PK_VALUE_UNIQUE__/email/S/ann@example.org";
        Member thief = new Member(key, Optional.of("x"), 1);

        for (Executable write : List.<Executable>of(
                () -> members.put(thief),
                () -> members.create(thief),
                () -> members.replace(thief),
                () -> members.upsert(thief),
                () -> members.update(key),
                () -> members.delete(key),
                () -> members.delete(thief),
                () -> members.check(key),
                () -> members.get(key))) {
            assertThatThrownBy(write::execute)
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContainingAll("members", "id", "__PK_VALUE_")
                    .hasMessageNotContaining("ann@example.org");
        }
        members.put(new Member("PK_VALUE_", Optional.of("x"), 1));
        db.table("plain", Plain.class).put(new Plain(key));
    }

    @Test
    void itemsMayHaveAnOwnerButNoKeysOfTheNamesThatGuardsUse() {
        KeyAttribute owner = KeyAttribute.string("__unique_owner");
        TableSchema<Item> items =
                TableSchema.items(KeyAttribute.string("owner")).withUnique("email");

        assertThatThrownBy(() -> db.table("members", TableSchema.items(owner).withUnique("email")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll("members", "__unique_owner", "another name");
        assertThatThrownBy(() -> db.table("members", items.withIndex(IndexSchema.global("by-owner", owner))))
                .isInstanceOf(IllegalArgumentException.class);
        db.table("members", TableSchema.items(owner));
        service.reply("{}").reply("{}");
        db.table("members", items).put(Item.of("owner", "ann", "email", "e")).execute();

        assertThat(service.bodies().get(1))
                .contains(
                        "\"owner\":{\"S\":\"__PK_VALUE_UNIQUE__/email/S/e\"}",
                        "\"__unique_owner\":{\"M\":{\"owner\":{\"S\":\"ann\"}}}");
    }

    /** A record of a table without any. */
    record Plain(@PartitionKey String id) {}

    @Test
    void aGuardWithoutOwnerIsNobodys() {
        service.reply("{}").reply("{}");

        members.put(new Member("a", Optional.of("new"), 2)).execute();

        assertThat(service.bodies().get(1))
                .contains("attribute_not_exists(#n0) OR #n1 = :v0\",\"ExpressionAttributeNames\":{\"#n0\":\"id\"");
    }

    @Test
    void aScanOfATableThatDeclaresThemLeavesTheirGuardsOutAndOthersAskNothing() {
        service.always(request -> ScriptedTransport.ok("{\"Items\":[],\"Count\":0,\"ScannedCount\":0}"));

        members.scan().where(attr(Member::points).gt(1)).execute();
        members.query("a").execute();

        assertThat(service.bodies().get(0)).contains("NOT begins_with").contains("__PK_VALUE_");
        assertThat(service.bodies().get(1)).doesNotContain("__PK_VALUE_");
    }
}
