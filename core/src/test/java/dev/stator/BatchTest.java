package dev.stator;

import static dev.stator.expression.Path.attr;
import static dev.stator.testing.ScriptedTransport.ok;
import static dev.stator.testing.ScriptedTransport.silence;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.stator.User.Order;
import dev.stator.codec.PartitionKey;
import dev.stator.error.CodecException;
import dev.stator.error.ThrottlingException;
import dev.stator.testing.ScriptedTransport;
import dev.stator.transport.Backoff;
import dev.stator.transport.RetryPolicy;
import dev.stator.transport.WireRequest;
import dev.stator.value.ItemSize;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What batches send, and what they give back of what was not done. */
class BatchTest {
    record Note(@PartitionKey String id, String text) {}

    private static Stator db(ScriptedTransport service) {
        return Stator.builder().transport(service).retry(Mode.QUICK).build();
    }

    private static Table<Order> orders(ScriptedTransport service) {
        return db(service).table("orders", Order.class);
    }

    private static List<Put<Order>> puts(Table<Order> orders, int count) {
        return IntStream.range(0, count)
                .mapToObj(id -> orders.put(new Order(id, Optional.of(1.5))))
                .toList();
    }

    private static String unprocessed(String... requests) {
        return "{\"UnprocessedItems\":{\"orders\":[" + String.join(",", requests) + "]}}";
    }

    private static String put(int id) {
        return "{\"PutRequest\":{\"Item\":{\"id\":{\"N\":\"%d\"},\"total\":{\"N\":\"1.5\"}}}}".formatted(id);
    }

    private static String key(int id) {
        return "{\"id\":{\"N\":\"%d\"}}".formatted(id);
    }

    private static String delete(int id) {
        return "{\"DeleteRequest\":{\"Key\":" + key(id) + "}}";
    }

    private static BatchIncompleteException failure(Mode mode, Call<?> call) {
        return catchThrowableOfType(BatchIncompleteException.class, () -> mode.run(call));
    }

    @ParameterizedTest
    @EnumSource
    void whatTheServiceLeavesUndoneComesBackAsTheCallersOwnObjects(Mode mode) {
        ScriptedTransport service = mode.transport().always(request -> ok(unprocessed(put(1), delete(2))));
        Table<Order> orders = orders(service);
        Put<Order> put = orders.put(new Order(1, Optional.of(1.5)));
        Delete<Order> delete = orders.delete(2);

        BatchIncompleteException failure =
                failure(mode, orders.db().batchWrite(orders.put(new Order(0, Optional.empty())), delete, put));

        assertThat(failure.unprocessed()).hasSize(2).first().isSameAs(delete);
        assertThat(failure.unprocessed()).last().isSameAs(put);
        assertThat(failure).hasMessageContaining("1 of 3 items were written").hasNoCause();
        assertThat(failure.toMap())
                .containsEntry("action", "BatchWriteItem")
                .containsEntry("table", "orders")
                .containsEntry("attempts", 4)
                .containsEntry("unprocessed", 2);
        assertThat(failure.mayHaveApplied()).isTrue();
        assertThat(service.requests())
                .as("the first with progress, and then 4 without")
                .hasSize(5);
    }

    @ParameterizedTest
    @EnumSource
    void leftoversAreSentAgainUntilTheyAreDone(Mode mode) {
        ScriptedTransport service = mode.transport()
                .reply(unprocessed(put(0), put(2)))
                .reply(unprocessed(put(2)))
                .reply("{}");
        Table<Order> orders = orders(service);

        assertThat(mode.run(orders.db().batchWrite(puts(orders, 3)))).isEqualTo(3);

        assertThat(service.bodies()).last().isEqualTo("{\"RequestItems\":{\"orders\":[" + put(2) + "]}}");
    }

    @ParameterizedTest
    @EnumSource
    void aThrottledRequestIsSentAgainAsItIs(Mode mode) {
        ScriptedTransport service =
                mode.transport().error(400, "ThrottlingException").reply("{}");
        Table<Order> orders = orders(service);

        assertThat(mode.run(orders.db().batchWrite(puts(orders, 3)))).isEqualTo(3);

        assertThat(service.bodies()).hasSize(2);
        assertThat(service.bodies().get(1)).isEqualTo(service.bodies().get(0));
    }

    @ParameterizedTest
    @EnumSource
    void lastingThrottlesEndTheBatchAndNothingIsLost(Mode mode) {
        ScriptedTransport service = mode.transport()
                .reply("{}")
                .always(request -> ScriptedTransport.failure(400, "ProvisionedThroughputExceededException"));
        Table<Order> orders = orders(service);
        List<Put<Order>> puts = puts(orders, 60);

        BatchIncompleteException failure =
                failure(mode, orders.db().batchWrite(puts).atOnce(1));

        assertThat(failure).hasCauseInstanceOf(ThrottlingException.class);
        assertThat(failure.unprocessed()).isEqualTo(puts.subList(25, 60));
        assertThat(service.requests()).as("one, and 4 attempts of the second").hasSize(5);
    }

    @ParameterizedTest
    @EnumSource
    void theDeadlineEndsTheBatchBetweenItsRequests(Mode mode) {
        ScriptedTransport service = mode.transport().reply("{}").always(request -> ok(unprocessed(put(25), put(26))));
        Table<Order> orders = Stator.builder()
                .transport(service)
                .retry(RetryPolicy.of(100, Backoff.fixed(Duration.ofHours(1))))
                .build()
                .table("orders", Order.class);
        List<Put<Order>> puts = puts(orders, 27);

        BatchIncompleteException failure =
                failure(mode, orders.db().batchWrite(puts).atOnce(1).within(Duration.ofMinutes(1)));

        assertThat(failure.unprocessed()).isEqualTo(puts.subList(25, 27));
        assertThat(service.requests()).hasSize(2);
    }

    @ParameterizedTest
    @EnumSource
    void oneItemThatCannotBeStoredRefusesAllBeforeAnythingIsSent(Mode mode) {
        ScriptedTransport service = mode.transport();
        Table<Order> orders = orders(service);
        List<Order> many = IntStream.range(0, 60)
                .mapToObj(id -> new Order(id, Optional.of(id == 55 ? Double.NaN : 1)))
                .toList();

        assertThat(catchThrowableOfType(CodecException.class, () -> mode.run(orders.putAll(many))))
                .hasMessageContainingAll("BatchWriteItem", "table orders", "total", "NaN");
        assertThat(catchThrowableOfType(CodecException.class, () -> mode.run(orders.upsertAll(many))))
                .hasMessageContainingAll("UpdateItem on table orders", "total", "NaN");
        assertThat(service.requests()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void anItemOf400KbGoesAndALargerOneRefusesAllBeforeAnythingIsSent(Mode mode) {
        ScriptedTransport service = mode.transport().reply("{}");
        Table<Note> notes = db(service).table("notes", Note.class);
        int most = ItemSize.LIMIT - "id".length() - "a".length() - "text".length();
        Note largest = new Note("a", "x".repeat(most));

        assertThat(mode.run(notes.putAll(List.of(largest)))).isEqualTo(1);

        CodecException failure = catchThrowableOfType(
                CodecException.class, () -> mode.run(notes.putAll(List.of(largest, new Note("bb", largest.text())))));
        assertThat(failure).hasMessageContainingAll("table notes", "409601 bytes", "409600");
        assertThat(failure.attempts()).isZero();
        assertThat(service.requests()).hasSize(1);
    }

    @Test
    void aWriterRefusesWhatCannotBeStoredAndKeepsTheOthers() {
        ScriptedTransport service = new ScriptedTransport().reply("{}");
        Table<Order> orders = orders(service);
        Put<Order> odd = orders.put(new Order(2, Optional.of(Double.NaN)));

        try (BatchWriter writer = orders.db().batchWriter()) {
            writer.add(puts(orders, 1).get(0));
            assertThat(catchThrowableOfType(CodecException.class, () -> writer.add(odd)))
                    .hasMessageContainingAll("table orders", "total", "NaN");
            writer.add(orders.delete(1)).commit();
        }

        assertThat(service.bodies())
                .containsExactly("{\"RequestItems\":{\"orders\":[" + put(0) + "," + delete(1) + "]}}");
    }

    @ParameterizedTest
    @EnumSource
    void anItemThatDoesNotFitItsRecordIsToldWithItsTable(Mode mode) {
        ScriptedTransport service = mode.transport()
                .reply("{\"Responses\":{\"orders\":[{\"id\":{\"N\":\"1\"},\"total\":{\"S\":\"much\"}}," + key(2)
                        + "]}}");
        Table<Order> orders = orders(service);
        Get<Order> misfit = orders.get(1);
        Get<Order> sound = orders.get(2);
        Get<Order> missing = orders.get(3);

        BatchIncompleteException failure = failure(mode, orders.db().batchGet(misfit, sound, missing));

        assertThat(failure)
                .hasCauseInstanceOf(CodecException.class)
                .hasMessageContainingAll("2 of 3 items", "BatchGetItem on table orders", "total");
        assertThat(failure.unprocessed()).singleElement().isSameAs(misfit);
        assertThat(failure.found().of(sound)).contains(new Order(2, Optional.empty()));
        assertThat(failure.found().missing()).singleElement().isSameAs(missing);
    }

    @ParameterizedTest
    @EnumSource
    void aClearThatFailsCountsWhatIsGoneOfItsLastPage(Mode mode) {
        ScriptedTransport service = mode.transport()
                .reply("{\"Items\":[" + key(0) + "],\"Count\":1,\"ScannedCount\":1,\"LastEvaluatedKey\":" + key(0)
                        + "}")
                .reply("{}")
                .reply("{\"Items\":[" + String.join(",", key(1), key(2), key(3)) + "],\"Count\":3,\"ScannedCount\":3}")
                .always(request -> ok(unprocessed(delete(2))));
        Table<Order> orders = orders(service);

        BatchIncompleteException failure =
                failure(mode, orders.scan().where(attr("total").notExists()).clear());

        assertThat(failure).hasMessageContaining("had deleted 3 items");
        assertThat(failure.unprocessed()).hasSize(1);
    }

    @Test
    void noRequestHasMoreThan16Mb() {
        ScriptedTransport service = new ScriptedTransport().always(request -> ok("{}"));
        Table<Note> notes = db(service).table("notes", Note.class);
        String sixfoldInJson = "\u0001".repeat(400_000);

        notes.putAll(IntStream.range(0, 10)
                        .mapToObj(id -> new Note("" + id, sixfoldInJson))
                        .toList())
                .execute();

        assertThat(service.requests().stream().map(WireRequest::body))
                .hasSize(2)
                .allMatch(body -> body.length <= 16 * 1024 * 1024);
    }

    @Test
    void soManyRequestsAsWantedAreUnderWayAtOnce() {
        ScriptedTransport service = new ScriptedTransport().always(silence());
        Table<Order> orders = orders(service);
        List<Integer> keys = IntStream.range(0, 1000).boxed().toList();

        orders.db().batchWrite(puts(orders, 250)).executeAsync();
        assertThat(service.pending()).as("by itself").hasSize(4);
        orders.putAll(List.of(new Order(1, Optional.empty()))).executeAsync();
        assertThat(service.pending()).as("no more than there are").hasSize(5);
        orders.db().batchWrite(puts(orders, 250)).atOnce(7).executeAsync();
        assertThat(service.pending()).hasSize(12);
        orders.getAll(keys).atOnce(3).executeAsync();
        assertThat(service.pending()).hasSize(15);
        orders.db().batchGet(keys.stream().map(orders::get).toList()).atOnce(1).executeAsync();
        assertThat(service.pending()).hasSize(16);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> orders.getAll(keys).atOnce(0))
                .withMessageContaining("atOnce(0)");
    }

    @ParameterizedTest
    @EnumSource
    void getsThatWereNotAnsweredAreNoMissingItems(Mode mode) {
        ScriptedTransport service = mode.transport()
                .always(request -> ok("{\"Responses\":{\"orders\":[" + key(1)
                        + "]},\"UnprocessedKeys\":{\"orders\":{\"Keys\":[" + key(3) + "]}}}"));
        Table<Order> orders = orders(service);
        Get<Order> one = orders.get(1);
        Get<Order> two = orders.get(2);
        Get<Order> three = orders.get(3);

        BatchIncompleteException failure = failure(mode, orders.db().batchGet(three, two, one));

        assertThat(failure.unprocessed()).singleElement().isSameAs(three);
        assertThat(failure.mayHaveApplied()).isFalse();
        assertThat(failure.found().of(one)).contains(new Order(1, Optional.empty()));
        assertThat(failure.found().missing()).singleElement().isSameAs(two);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> failure.found().of(three))
                .withMessageContaining("was not answered");
    }

    @ParameterizedTest
    @EnumSource
    void foundItemsStandInTheOrderOfTheirKeysHoweverTheyCome(Mode mode) {
        ScriptedTransport service = mode.transport()
                .always(request -> ok("{\"Responses\":{\"orders\":["
                        + List.of(key(3), key(1)).stream().collect(Collectors.joining(",")) + "]}}"));
        Table<Order> orders = orders(service);

        Found<Order> found = mode.run(orders.getAll(List.of(1, 2, 3, 2, 1)));

        Order one = new Order(1, Optional.empty());
        Order three = new Order(3, Optional.empty());
        assertThat(found.items()).containsExactly(one, three, one);
        assertThat(found.inOrder())
                .containsExactly(
                        Optional.of(one), Optional.empty(), Optional.of(three), Optional.empty(), Optional.of(one));
        assertThat(found.missing())
                .containsExactly(orders.get(2).key(), orders.get(2).key());
        assertThat(service.bodies())
                .containsExactly(
                        "{\"RequestItems\":{\"orders\":{\"Keys\":[" + key(1) + "," + key(2) + "," + key(3) + "]}}}");
    }
}
