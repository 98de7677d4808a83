package dev.stator;

import static dev.stator.testing.ScriptedTransport.failure;
import static dev.stator.testing.ScriptedTransport.ok;
import static dev.stator.testing.ScriptedTransport.silence;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.stator.codec.PartitionKey;
import dev.stator.error.AccessDeniedException;
import dev.stator.error.ConditionFailedException;
import dev.stator.error.StatorException;
import dev.stator.error.TransactionConflictException;
import dev.stator.error.TransportException;
import dev.stator.error.TransportException.Kind;
import dev.stator.testing.ManualClock;
import dev.stator.testing.ScriptedTransport;
import dev.stator.transport.WireRequest;
import dev.stator.value.Item;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Many deletes side by side: how they end when something ends them. */
class DeleteAllTest {
    record Order(@PartitionKey int id) {}

    private final ScriptedTransport service = new ScriptedTransport();
    private final ManualClock clock = ManualClock.at(Instant.parse("2026-01-01T00:00:00Z"));

    private static List<Integer> ids(int count) {
        return IntStream.rangeClosed(1, count).boxed().toList();
    }

    private static String stored(int id) {
        return "{\"Attributes\":{\"id\":{\"N\":\"" + id + "\"}}}";
    }

    /** The id that a request is about. */
    private static int idIn(WireRequest request) {
        return Integer.parseInt(new String(request.body(), StandardCharsets.UTF_8)
                .replaceAll("(?s).*\"id\":\\{\"N\":\"(\\d+)\".*", "$1"));
    }

    private Table<Order> orders(ScriptedTransport transport) {
        return Stator.builder()
                .transport(transport)
                .retry(Mode.QUICK)
                .clock(clock)
                .timer(clock)
                .build()
                .table("orders", Order.class);
    }

    @Test
    void asManyAreUnderWayAsAllowed() {
        service.always(silence());
        Table<Order> orders = orders(service);

        CompletableFuture<List<Deleted<Order>>> four = orders.deleteAll(ids(9)).executeAsync();
        assertThat(service.pending()).as("by itself").hasSize(4);
        CompletableFuture<List<Deleted<Order>>> six =
                orders.deleteAll(ids(9)).atOnce(6).executeAsync();
        assertThat(service.pending()).hasSize(10);

        assertThat(four).isNotDone();
        assertThat(six).isNotDone();
        assertThatThrownBy(() -> orders.deleteAll(ids(9)).atOnce(0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("atOnce(0)");
    }

    @ParameterizedTest
    @EnumSource
    void theResultIsInTheOrderOfTheKeysAndOneKeyIsDeletedInItsOrder(Mode mode) {
        ScriptedTransport transport = mode.transport();
        transport.always(request -> ok(
                transport.requests().stream()
                                        .filter(sent -> idIn(sent) == idIn(request))
                                        .count()
                                > 1
                        ? "{}"
                        : stored(idIn(request))));

        List<Deleted<Order>> deleted = mode.run(orders(transport).deleteAll(List.of(7, 5, 7, 6)));

        assertThat(deleted)
                .extracting(one -> one.old().map(Order::id))
                .containsExactly(Optional.of(7), Optional.of(5), Optional.empty(), Optional.of(6));
        assertThat(deleted).allMatch(one -> one.failure().isEmpty());
    }

    @ParameterizedTest
    @EnumSource
    void behindTheDeadlineNoneIsBegun(Mode mode) {
        ScriptedTransport transport = mode.transport().always(request -> {
            clock.advance(Duration.ofSeconds(10));
            return ok(stored(idIn(request)));
        });

        BatchIncompleteException late = incomplete(
                () -> mode.run(orders(transport).deleteAll(ids(5)).atOnce(1).within(Duration.ofSeconds(15))));

        assertThat(transport.requests()).hasSize(2);
        assertThat(late)
                .hasCauseInstanceOf(TransportException.class)
                .hasMessageContainingAll("2 of 5", "orders", "deadline");
        assertThat(late.mayHaveApplied()).isTrue();
        List<Deleted<Order>> deleted = late.deleted(Order.class);
        assertThat(deleted).extracting(one -> one.old().isPresent()).containsExactly(true, true, false, false, false);
        for (Deleted<Order> rest : deleted.subList(2, 5)) {
            assertThat(rest.failure().orElseThrow().mayHaveApplied()).isFalse();
        }
        assertThat(deleted.get(4).failure()).get().isInstanceOfSatisfying(TransportException.class, notSent -> {
            assertThat(notSent.kind()).isEqualTo(Kind.NOT_SENT);
            assertThat(notSent).hasCause(late.getCause()).hasMessageContaining("deleteAll");
        });
        assertThat(late.unprocessed())
                .extracting(delete -> ((Delete<?>) delete).key())
                .containsExactly(Item.of("id", 3), Item.of("id", 4), Item.of("id", 5));
        assertThat(late.unprocessed()).extracting(late::failureOf).last().isEqualTo(Optional.empty());
    }

    private static BatchIncompleteException incomplete(ThrowingCallable call) {
        return catchThrowableOfType(BatchIncompleteException.class, call);
    }

    @ParameterizedTest
    @EnumSource
    void whenNothingIsDeletedTheCallFails(Mode mode) {
        ScriptedTransport transport = mode.transport().always(request -> failure(400, "AccessDeniedException"));

        BatchIncompleteException failure =
                incomplete(() -> mode.run(orders(transport).deleteAll(ids(100))));

        assertThat(failure).hasCauseInstanceOf(AccessDeniedException.class).hasMessageContaining("0 of 100");
        assertThat(failure.mayHaveApplied()).isFalse();
        assertThat(failure.unprocessed()).hasSize(100);
        assertThat(failure.failureOf(failure.unprocessed().get(0))).containsInstanceOf(AccessDeniedException.class);
    }

    @ParameterizedTest
    @EnumSource
    void chunksEndWithTheFirstThatIsEnded(Mode mode) {
        ScriptedTransport transport = mode.transport()
                .always(request ->
                        idIn(request) > 20 ? failure(400, "AccessDeniedException") : ok(stored(idIn(request))));
        Table<Order> orders = orders(transport);

        BatchIncompleteException failure = incomplete(() -> mode.run(
                orders.db().inChunks(ids(100), 10, one -> orders.deleteAll(one).atOnce(1))));

        assertThat(failure.unprocessed()).as("of the third chunk").hasSize(10);
        assertThat(transport.requests()).hasSize(21);
    }

    @ParameterizedTest
    @EnumSource
    void whatIsRefusedForItsOwnSakeIsAValue(Mode mode) {
        ScriptedTransport transport = mode.transport()
                .always(request -> idIn(request) == 2
                        ? failure(400, "ConditionalCheckFailedException")
                        : idIn(request) == 3
                                ? failure(400, "TransactionConflictException")
                                : ok(stored(idIn(request))));

        List<Deleted<Order>> deleted = mode.run(orders(transport).deleteAll(ids(4)));

        assertThat(deleted).extracting(one -> one.old().isPresent()).containsExactly(true, false, false, true);
        assertThat(deleted.get(1).failure()).containsInstanceOf(ConditionFailedException.class);
        assertThat(deleted.get(2).failure()).containsInstanceOf(TransactionConflictException.class);
    }

    /** So many that to go through the refused ones for each of the unsent would take the test many minutes. */
    @Test
    void veryManyOfWhichManyWereRefusedAreToldInOneGo() {
        int refused = 20_000;
        service.always(request ->
                failure(400, idIn(request) > refused ? "AccessDeniedException" : "ConditionalCheckFailedException"));

        BatchIncompleteException failure = incomplete(
                () -> orders(service).deleteAll(ids(300_000)).atOnce(1).execute());

        assertThat(failure.unprocessed()).hasSize(300_000);
        assertThat(failure).hasMessageContainingAll("20000 refused", "279999 not sent", "AccessDenied");
        assertThat(failure.deleted(Order.class).get(299_999).failure().orElseThrow())
                .hasCause(failure.getCause());
    }

    @Test
    void theRecordsOfAFailureAreOfTheTablesClass() {
        service.reply(stored(1)).error(400, "AccessDeniedException");

        BatchIncompleteException failure =
                incomplete(() -> orders(service).deleteAll(ids(2)).atOnce(1).execute());

        assertThat(failure.deleted(Order.class).get(0).old()).contains(new Order(1));
        assertThatThrownBy(() -> failure.deleted(String.class)).isInstanceOf(ClassCastException.class);
    }

    @Test
    void cancellingGivesUpThoseUnderWayAndBeginsNone() {
        service.reply(stored(1)).always(silence());

        CompletableFuture<List<Deleted<Order>>> call =
                orders(service).deleteAll(ids(9)).atOnce(3).executeAsync();
        assertThat(service.pending()).hasSize(3);
        call.cancel(true);

        assertThat(service.pending()).hasSize(3).allMatch(Future::isCancelled);
        assertThat(service.requests()).hasSize(4);
    }

    @Test
    void ofNoKeysNothingIsDeletedWhateverBecomesOfTheThread() {
        Thread.currentThread().interrupt();
        assertThat(orders(service).deleteAll(List.of()).execute()).isEmpty();
        assertThat(Thread.interrupted()).as("the thread stays interrupted").isTrue();
        assertThat(service.requests()).isEmpty();
    }

    @Test
    void anInterruptionTellsWhichAreGoneAndWhichMayBe() {
        service.answer(request -> {
                    Thread.currentThread().interrupt();
                    return ok(stored(1));
                })
                .always(silence());

        BatchIncompleteException broken =
                incomplete(() -> orders(service).deleteAll(ids(5)).atOnce(2).execute());

        assertThat(Thread.interrupted()).as("the thread stays interrupted").isTrue();
        assertThat(broken).hasMessageContainingAll("1 of 5", "2 perhaps", "2 not sent", "Interrupted");
        assertThat(broken.unprocessed())
                .hasSize(4)
                .extracting(delete -> broken.failureOf(delete).map(StatorException::mayHaveApplied))
                .containsExactly(Optional.of(true), Optional.of(true), Optional.empty(), Optional.empty());
        List<Deleted<Order>> deleted = broken.deleted(Order.class);
        assertThat(deleted.get(0).old()).contains(new Order(1));
        assertThat(deleted.subList(1, 5))
                .extracting(one -> one.failure().orElseThrow().mayHaveApplied())
                .containsExactly(true, true, false, false);
        assertThat(service.requests()).hasSize(3);
    }

    @Test
    void whatEndedThemIsToldAlsoWhenOthersWereRefusedForTheirOwnSake() {
        service.always(silence());
        CompletableFuture<List<Deleted<Order>>> call =
                orders(service).deleteAll(ids(3)).atOnce(2).executeAsync();
        service.pending().get(0).complete(failure(400, "AccessDeniedException"));
        service.pending().get(1).complete(failure(400, "ConditionalCheckFailedException"));

        BatchIncompleteException failure = (BatchIncompleteException)
                catchThrowableOfType(CompletionException.class, call::join).getCause();
        assertThat(failure).hasCauseInstanceOf(AccessDeniedException.class);
        List<Deleted<Order>> deleted = failure.deleted(Order.class);
        assertThat(deleted.get(1).failure()).containsInstanceOf(ConditionFailedException.class);
        assertThat(deleted.get(2).failure().orElseThrow())
                .hasCause(deleted.get(0).failure().orElseThrow());
    }
}
