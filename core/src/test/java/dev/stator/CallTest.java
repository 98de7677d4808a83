package dev.stator;

import static dev.stator.expression.Path.attr;
import static dev.stator.testing.ScriptedTransport.failure;
import static dev.stator.testing.ScriptedTransport.ok;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.stator.User.Order;
import dev.stator.codec.KeyAttribute;
import dev.stator.codec.TableSchema;
import dev.stator.error.AccessDeniedException;
import dev.stator.error.CodecException;
import dev.stator.error.ConditionFailedException;
import dev.stator.error.InvalidRequestException;
import dev.stator.error.ItemNotFoundException;
import dev.stator.error.StatorException;
import dev.stator.error.TransportException;
import dev.stator.error.TransportException.Kind;
import dev.stator.internal.json.JsonWriter;
import dev.stator.testing.ScriptedTransport;
import dev.stator.transport.WireReply;
import dev.stator.transport.WireRequest;
import dev.stator.value.Item;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class CallTest {
    private final ScriptedTransport service = new ScriptedTransport();
    private final Table<Order> orders = client(service).table("orders", Order.class);

    private static Stator client(ScriptedTransport transport) {
        return Stator.builder().transport(transport).retry(Mode.QUICK).build();
    }

    @ParameterizedTest
    @EnumSource
    void aCallCanBeSentAgainAndAgain(Mode mode) {
        ScriptedTransport transport = mode.transport().always(request -> ok("{\"Item\":{\"id\":{\"N\":\"1\"}}}"));
        Get<Order> get = client(transport).table("orders", Order.class).get(1);
        assertThat(mode.run(get)).contains(new Order(1, Optional.empty()));
        assertThat(mode.run(get)).contains(new Order(1, Optional.empty()));
        assertThat(transport.requests()).hasSize(2);
    }

    @Test
    void anItemThatIsMissingTellsHowOftenItWasAskedFor() {
        service.error(500, "InternalServerError").reply("{}");
        assertThatThrownBy(() -> orders.get(1).orThrow().execute())
                .isInstanceOfSatisfying(ItemNotFoundException.class, missing -> {
                    assertThat(missing.attempts()).isEqualTo(2);
                    assertThat(missing.action()).contains("GetItem");
                    assertThat(missing.table()).contains("orders");
                });
    }

    @Test
    void nothingIsSentBeforeTheCallIsExecuted() {
        orders.put(new Order(1, Optional.empty())).returningOld();
        assertThat(service.requests()).isEmpty();
    }

    @Test
    void aTransactionHasATokenOfItsOwnInEachCallAndOneForAllAttempts() {
        service.error(500, "InternalServerError").reply("{}").reply("{}");
        Call<Committed> transaction = client(service).transact(orders.delete(1));
        transaction.execute();
        transaction.execute();
        List<String> tokens = service.bodies().stream()
                .map(body -> body.replaceAll(".*\"ClientRequestToken\":\"([^\"]+)\".*", "$1"))
                .toList();
        assertThat(tokens.get(0)).hasSize(36).isEqualTo(tokens.get(1)).isNotEqualTo(tokens.get(2));
    }

    @ParameterizedTest
    @EnumSource
    void aDeleteThatFailsKeepsWhatTheOthersOfManyGave(Mode mode) {
        ScriptedTransport transport = mode.transport()
                .reply("{\"Attributes\":{\"id\":{\"N\":\"1\"}}}")
                .error(400, "ValidationException")
                .reply("{\"Attributes\":{\"id\":{\"N\":\"3\"}}}");
        Table<Order> table = client(transport).table("orders", Order.class);

        List<Deleted<Order>> deleted =
                mode.run(table.deleteAll(List.of(1, 2, 3)).atOnce(1));

        assertThat(deleted)
                .extracting(Deleted::old)
                .containsExactly(
                        Optional.of(new Order(1, Optional.empty())),
                        Optional.empty(),
                        Optional.of(new Order(3, Optional.empty())));
        assertThat(deleted.get(0).failure()).isEmpty();
        assertThat(deleted.get(1).key()).isEqualTo(Item.of("id", 2));
        assertThat(deleted.get(1).failure()).containsInstanceOf(InvalidRequestException.class);
        assertThat(deleted.get(2).failure()).isEmpty();
        assertThat(transport.requests()).hasSize(3);
    }

    @ParameterizedTest
    @EnumSource
    void aFailureThatAllDeletesWouldShareEndsThem(Mode mode) {
        ScriptedTransport transport = mode.transport()
                .reply("{\"Attributes\":{\"id\":{\"N\":\"1\"}}}")
                .always(request -> failure(500, "InternalServerError"));
        Table<Order> table = client(transport).table("orders", Order.class);

        BatchIncompleteException ended = catchThrowableOfType(
                BatchIncompleteException.class,
                () -> mode.run(table.deleteAll(List.of(1, 2, 3, 4)).atOnce(1)));
        List<Deleted<Order>> deleted = ended.deleted(Order.class);

        assertThat(transport.requests()).as("none behind the one that failed").hasSize(2);
        assertThat(deleted.get(0).old()).contains(new Order(1, Optional.empty()));
        StatorException own = deleted.get(1).failure().orElseThrow();
        assertThat(own.mayHaveApplied()).isTrue();
        assertThat(ended).hasCause(own).hasMessageContainingAll("1 of 4", "orders");
        assertThat(ended.unprocessed()).hasSize(3);
        assertThat(deleted.get(2).failure().orElseThrow()).hasCause(own);
        assertThat(deleted.get(2).failure().orElseThrow().mayHaveApplied()).isFalse();
        assertThat(deleted.get(3).key()).isEqualTo(Item.of("id", 4));
    }

    @ParameterizedTest
    @EnumSource
    void anItemThatCannotBeWrittenFailsTheCall(Mode mode) {
        ScriptedTransport transport = mode.transport();
        Put<Order> put = client(transport).table("orders", Order.class).put(new Order(1, Optional.of(Double.NaN)));
        assertThatThrownBy(() -> mode.run(put))
                .isInstanceOfSatisfying(
                        CodecException.class,
                        misfit -> assertThat(misfit.path()).isEqualTo("total"));
        assertThat(transport.requests()).isEmpty();
    }

    @Test
    void anItemThatCannotBeWrittenFailsTheFutureAndNotTheCaller() {
        CompletableFuture<Order> future =
                orders.put(new Order(1, Optional.of(Double.NaN))).executeAsync();
        assertThat(future).isCompletedExceptionally();
    }

    @ParameterizedTest
    @EnumSource
    void anItemThatDoesNotFitItsRecordFailsTheCall(Mode mode) {
        ScriptedTransport transport =
                mode.transport().reply("{\"Item\":{\"id\":{\"N\":\"1\"},\"total\":{\"S\":\"much\"}}}");
        assertThatThrownBy(() ->
                        mode.run(client(transport).table("orders", Order.class).get(1)))
                .isInstanceOf(CodecException.class)
                .hasMessageContaining("total");
    }

    @ParameterizedTest
    @EnumSource
    void anUnfinishedBatchGivesBackTheCallersOwnRequests(Mode mode) {
        ScriptedTransport transport = mode.transport()
                .always(request -> ok("{\"UnprocessedItems\":{\"orders\":"
                        + "[{\"DeleteRequest\":{\"Key\":{\"id\":{\"N\":\"2\"}}}}]}}"));
        Stator db = client(transport);
        Table<Order> table = db.table("orders", Order.class);
        List<Delete<Order>> deletes = List.of(table.delete(1), table.delete(2), table.delete(3));
        BatchIncompleteException failure =
                catchThrowableOfType(BatchIncompleteException.class, () -> mode.run(db.batchWrite(deletes)));
        assertThat(failure.unprocessed()).hasSize(1).first().isSameAs(deletes.get(1));
        assertThat(failure).hasMessageContaining("2 of 3").hasNoCause();
        assertThat(failure.mayHaveApplied()).isTrue();
    }

    @ParameterizedTest
    @EnumSource
    void aBatchThatIsLeftAfterALostReplyMayHaveApplied(Mode mode) {
        String left = "{\"UnprocessedItems\":{\"orders\":[{\"DeleteRequest\":{\"Key\":{\"id\":{\"N\":\"1\"}}}}]}}";
        ScriptedTransport lost = mode.transport()
                .fail(new TransportException(Kind.CONNECTION_LOST, "Lost", null))
                .always(request -> ok(left));
        assertThat(incomplete(mode, lost).mayHaveApplied()).isTrue();
        ScriptedTransport refused =
                mode.transport().error(400, "ThrottlingException").always(request -> ok(left));
        assertThat(incomplete(mode, refused).mayHaveApplied()).isFalse();
    }

    private static BatchIncompleteException incomplete(Mode mode, ScriptedTransport transport) {
        Stator db = client(transport);
        return catchThrowableOfType(
                BatchIncompleteException.class,
                () -> mode.run(db.batchWrite(db.table("orders", Order.class).delete(1))));
    }

    @ParameterizedTest
    @EnumSource
    void aBatchOfWhichNothingWasDoneHasNotApplied(Mode mode) {
        ScriptedTransport transport = mode.transport().error(400, "AccessDeniedException");
        Stator db = client(transport);
        BatchIncompleteException failure = catchThrowableOfType(
                BatchIncompleteException.class,
                () -> mode.run(db.batchWrite(db.table("orders", Order.class).delete(1))));
        assertThat(failure.mayHaveApplied()).isFalse();
    }

    @ParameterizedTest
    @EnumSource
    void aRefusedEntryHoldsUpNoneBesideItAndNoneBehind(Mode mode) {
        ScriptedTransport transport = mode.transport()
                .always(request -> new String(request.body(), UTF_8).contains("\"N\":\"3\"")
                        ? failure(400, "ValidationException")
                        : ok("{}"));
        Stator db = client(transport);
        Table<Order> table = db.table("orders", Order.class);
        List<Delete<Order>> deletes =
                IntStream.range(0, 60).mapToObj(table::delete).toList();
        BatchIncompleteException failure =
                catchThrowableOfType(BatchIncompleteException.class, () -> mode.run(db.batchWrite(deletes)));
        assertThat(failure.unprocessed()).isEqualTo(deletes.subList(3, 4));
        assertThat(failure).hasMessageContaining("59 of 60").hasCauseInstanceOf(InvalidRequestException.class);
    }

    @ParameterizedTest
    @EnumSource
    void anUnfinishedBatchGetGivesWhatItFound(Mode mode) {
        ScriptedTransport transport = mode.transport()
                .always(request -> ok("{\"Responses\":{\"orders\":[{\"id\":{\"N\":\"1\"}}]},"
                        + "\"UnprocessedKeys\":{\"orders\":{\"Keys\":[{\"id\":{\"N\":\"2\"}}]}}}"));
        Stator db = client(transport);
        Table<Order> table = db.table("orders", Order.class);
        BatchIncompleteException failure = catchThrowableOfType(
                BatchIncompleteException.class, () -> mode.run(db.batchGet(table.get(1), table.get(2))));
        assertThat(failure.found().of(table.get(1))).contains(new Order(1, Optional.empty()));
        assertThat(failure.unprocessed()).containsExactly(table.get(2));
        assertThat(failure.mayHaveApplied()).isFalse();
    }

    @Test
    void aReplyThatNoDynamoDbSendsFailsTheCallAsOne() {
        service.reply("{\"Item\":{\"id\":{\"N\":\"one\"}}}");
        TableSchema<Item> schema = TableSchema.items(KeyAttribute.number("id"));
        assertThatThrownBy(() -> client(service).table("orders", schema).get(1).execute())
                .isInstanceOf(CodecException.class)
                .hasMessageContaining("GetItem on table orders");
    }

    @Test
    void equalGetsFindTheSame() {
        assertThat(orders.get(1)).isEqualTo(orders.get(1)).hasSameHashCodeAs(orders.get(1));
        assertThat(orders.get(1))
                .isNotEqualTo(orders.get(2))
                .isNotEqualTo(orders.get(1).consistent());
    }

    @ParameterizedTest
    @EnumSource
    void aBatchThatAnErrorEndsSaysWhichAndWhatIsLeft(Mode mode) {
        ScriptedTransport transport = mode.transport().reply("{}").error(400, "AccessDeniedException");
        Stator db = client(transport);
        Table<Order> table = db.table("orders", Order.class);
        List<Delete<Order>> deletes =
                IntStream.range(0, 30).mapToObj(table::delete).toList();
        BatchIncompleteException failure =
                catchThrowableOfType(BatchIncompleteException.class, () -> mode.run(db.batchWrite(deletes)));
        assertThat(failure.unprocessed()).isEqualTo(deletes.subList(25, 30));
        assertThat(failure).hasMessageContaining("25 of 30").hasCauseInstanceOf(AccessDeniedException.class);
    }

    @Test
    void aBatchWhoseLastRequestWasLostMayHaveApplied() {
        service.always(request -> {
            throw new TransportException(TransportException.Kind.TIMED_OUT, "Lost", null);
        });
        StatorException failure = catchThrowableOfType(
                StatorException.class,
                () -> client(service).batchWrite(orders.delete(1)).execute());
        assertThat(failure).isInstanceOf(BatchIncompleteException.class);
        assertThat(failure.mayHaveApplied()).isTrue();
    }

    @Test
    void ofSeveralWritesOnOneItemTheLastWins() {
        service.reply("{}");
        assertThat(client(service)
                        .batchWrite(orders.delete(1), orders.delete(2), orders.put(new Order(1, Optional.of(2.0))))
                        .execute())
                .isEqualTo(2);
        assertThat(service.bodies())
                .containsExactly("{\"RequestItems\":{\"orders\":[{\"DeleteRequest\":{\"Key\":{\"id\":{\"N\":\"2\"}}}},"
                        + "{\"PutRequest\":{\"Item\":{\"id\":{\"N\":\"1\"},\"total\":{\"N\":\"2\"}}}}]}}");
    }

    @Test
    void getsOfOneTableWithOtherOptionsGoInRequestsOfTheirOwn() {
        service.always(request -> ok("{}"));
        client(service)
                .batchGet(orders.get(1), orders.get(2).consistent(), orders.get(3))
                .execute();
        assertThat(service.requests()).hasSize(2);
    }

    @Test
    void aDeadlineReachesTheAttempt() {
        service.reply("{}");
        orders.get(1).within(Duration.ofSeconds(2)).execute();
        assertThat(service.requests().get(0).timeout()).isLessThanOrEqualTo(Duration.ofSeconds(2));
    }

    @Test
    void aMeasuredCallCountsRepeatedRequests() {
        service.error(500, "InternalServerError").reply("{}");
        Measured<Optional<Order>> measured =
                orders.get(1).within(Duration.ofSeconds(5)).measured().execute();
        assertThat(measured.requests()).isEqualTo(2);
        assertThat(measured.capacity().total()).isZero();
        assertThat(measured.time()).isPositive();
        assertThat(service.bodies()).allMatch(body -> body.contains("ReturnConsumedCapacity"));
    }

    @Test
    void aMeasuredCallWithALimitIsStillMeasured() {
        service.reply("{}");
        orders.get(1).measured().within(Duration.ofSeconds(5)).execute();
        assertThat(service.bodies()).allMatch(body -> body.contains("ReturnConsumedCapacity"));
    }

    @ParameterizedTest
    @EnumSource
    void aRefusalAfterALostReplyIsThrownWhereAPlainOneIsAValue(Mode mode) {
        Table<Order> table = client(mode.transport()
                        .error(400, "ConditionalCheckFailedException")
                        .fail(new TransportException(Kind.TIMED_OUT, "Lost", null))
                        .error(400, "ConditionalCheckFailedException"))
                .table("orders", Order.class);
        Call<Outcome<Order, Order>> create =
                table.create(new Order(1, Optional.empty())).attempt();
        assertThat(mode.run(create).isApplied()).isFalse();
        assertThatThrownBy(() -> mode.run(create)).isInstanceOfSatisfying(ConditionFailedException.class, failure -> {
            assertThat(failure.mayHaveApplied()).isTrue();
            assertThat(failure.attempts()).isEqualTo(2);
        });
    }

    @ParameterizedTest
    @EnumSource
    void anyActionCanBeCalledByItsName(Mode mode) {
        ScriptedTransport transport = mode.transport().reply("{\"TimeToLiveDescription\":{}}");
        assertThat(mode.run(client(transport).call("DescribeTimeToLive", "{\"TableName\":\"t\"}")))
                .isEqualTo("{\"TimeToLiveDescription\":{}}");
        assertThat(transport.requests().get(0).action()).isEqualTo("DescribeTimeToLive");
        assertThat(transport.bodies()).containsExactly("{\"TableName\":\"t\"}");
    }

    /** A partition of thirty users, of which a filter passes those with even points; pages of seven. */
    private static WireReply partition(WireRequest request) {
        Map<?, ?> asked = (Map<?, ?>) Golden.tree(request.body());
        int from = asked.get("ExclusiveStartKey") instanceof Map<?, ?> key ? day(key) + 1 : 0;
        boolean selects = asked.containsKey("ProjectionExpression");
        int end = Math.min(30, from + 7);
        JsonWriter json = new JsonWriter();
        json.startObject();
        json.field("Items");
        json.startArray();
        int count = 0;
        for (int i = from; i < end; i++) {
            if (i % 2 == 0) {
                count++;
                Item item = key(i).with("name", "User " + i);
                Item whole = item.with("points", i).with("notes", List.of());
                (selects ? item : whole).writeTo(json.items());
            }
        }
        json.endArray();
        json.field("Count");
        json.number(count);
        json.field("ScannedCount");
        json.number(end - from);
        if (end < 30) {
            json.field("LastEvaluatedKey");
            key(end - 1).writeTo(json.items());
        }
        json.endObject();
        return new WireReply(200, Map.of(), json.toByteArray());
    }

    private static Item key(int day) {
        return Item.of("email", "a", "joined", "2020-01-%02dT00:00:00.000000000Z".formatted(day + 1));
    }

    private static int day(Map<?, ?> key) {
        String joined = String.valueOf(key.get("joined"));
        return Integer.parseInt(joined.substring(joined.indexOf("2020-01-") + 8, joined.indexOf("T00"))) - 1;
    }

    private Query<User> evens() {
        service.always(CallTest::partition);
        return client(service)
                .table("users", User.class)
                .query("a")
                .where(attr("points").ne(99));
    }

    @ParameterizedTest
    @EnumSource
    void cursorsLeadThroughAFilteredSelectionWithoutGapsOrRepeats(Mode mode) {
        ScriptedTransport transport = mode.transport().always(CallTest::partition);
        Query<Item> query = client(transport)
                .table("users", User.class)
                .query("a")
                .where(attr("points").ne(99))
                .select(attr(User::name))
                .limit(4);
        List<Item> all = new ArrayList<>();
        Page<Item> page = mode.run(query.page());
        all.addAll(page.items());
        int pages = 1;
        while (page.cursor().isPresent()) {
            page = mode.run(query.after(page.cursor().get()).page());
            assertThat(page.items()).hasSizeLessThanOrEqualTo(4);
            all.addAll(page.items());
            pages++;
        }
        assertThat(all)
                .isEqualTo(IntStream.range(0, 15)
                        .mapToObj(i -> Item.of("name", "User " + 2 * i))
                        .toList());
        assertThat(pages).isEqualTo(4);
    }

    @Test
    void aListingReadsAllPages() {
        assertThat(evens().execute()).hasSize(15);
        assertThat(service.requests()).hasSize(5);
    }

    @Test
    void anIteratorReadsAPageWhenItsFirstItemIsAskedFor() {
        Iterator<User> users = evens().iterator();
        assertThat(service.requests()).isEmpty();
        for (int i = 0; i < 4; i++) {
            users.next();
        }
        assertThat(service.requests()).hasSize(1);
        assertThat(users.hasNext()).isTrue();
        assertThat(service.requests()).hasSize(2);
    }

    @Test
    void anIteratorEndsWhereItsLimitsDo() {
        assertThat(evens().limit(6)).hasSize(6);
        assertThat(evens().limit(6).stream().map(User::points)).containsExactly(0, 2, 4, 6, 8, 10);
        assertThat(evens().maxPages(2)).hasSize(7);
        Iterator<User> users = evens().limit(1).iterator();
        users.next();
        assertThatThrownBy(users::next).isInstanceOf(NoSuchElementException.class);
    }

    @Test
    void theFirstItemNeedsOnlyThePagesUpToIt() {
        assertThat(evens().first().execute().map(User::points)).contains(0);
        assertThat(service.requests()).hasSize(1);
    }

    @Test
    void aPageWithoutALimitIsWhatOneRequestBrings() {
        Page<User> page = evens().page().execute();
        assertThat(page.items()).hasSize(4);
        assertThat(page.evaluated()).isEqualTo(7);
        assertThat(page.cursor()).isPresent();
        assertThat(service.requests()).hasSize(1);
    }

    @Test
    void aCountNeedsNoItems() {
        assertThat(evens().count().execute()).isEqualTo(15);
        assertThat(evens().limit(6).count().execute()).isEqualTo(6);
    }

    @Test
    void aTableWithOtherKeysIsNotTakenForTheSame() {
        service.error(400, "ResourceInUseException")
                .answer(request -> ok(new String(Golden.file("DescribeTable/active.reply.json"), UTF_8)));
        assertThatThrownBy(() -> orders.create().ifMissing().execute())
                .isInstanceOf(StatorException.class)
                .hasMessageContainingAll("orders", "email", "id");
    }
}
