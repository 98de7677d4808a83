package dev.stator;

import static dev.stator.testing.ScriptedTransport.failure;
import static dev.stator.testing.ScriptedTransport.ok;
import static dev.stator.testing.ScriptedTransport.silence;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stator.codec.PartitionKey;
import dev.stator.error.ConditionFailedException;
import dev.stator.error.StatorException;
import dev.stator.error.TransportException;
import dev.stator.testing.ManualClock;
import dev.stator.testing.ScriptedTransport;
import dev.stator.transport.WireRequest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
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

        List<Deleted<Order>> deleted =
                mode.run(orders(transport).deleteAll(ids(5)).atOnce(1).within(Duration.ofSeconds(15)));

        assertThat(transport.requests()).hasSize(2);
        assertThat(deleted).extracting(one -> one.old().isPresent()).containsExactly(true, true, false, false, false);
        StatorException late = deleted.get(2).failure().orElseThrow();
        assertThat(late).isInstanceOf(TransportException.class).hasMessageContaining("deadline");
        for (Deleted<Order> rest : deleted.subList(2, 5)) {
            assertThat(rest.failure().orElseThrow().mayHaveApplied()).isFalse();
        }
        assertThat(deleted.get(4).failure().orElseThrow())
                .hasCause(late)
                .hasMessageContainingAll("orders", "was not deleted");
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
    void anInterruptionTellsWhichAreGoneAndWhichMayBe() {
        service.answer(request -> {
                    Thread.currentThread().interrupt();
                    return ok(stored(1));
                })
                .always(silence());

        List<Deleted<Order>> deleted =
                orders(service).deleteAll(ids(5)).atOnce(2).execute();

        assertThat(Thread.interrupted()).as("the thread stays interrupted").isTrue();
        assertThat(deleted.get(0).old()).contains(new Order(1));
        assertThat(deleted.subList(1, 3))
                .allSatisfy(one -> assertThat(one.failure().orElseThrow())
                        .isInstanceOfSatisfying(BatchIncompleteException.class, broken -> {
                            assertThat(broken.mayHaveApplied()).isTrue();
                            assertThat(broken).hasMessageContaining("may have been deleted");
                            assertThat(broken.unprocessed()).hasSize(1);
                        }));
        assertThat(deleted.subList(3, 5)).allSatisfy(one -> {
            assertThat(one.failure().orElseThrow().mayHaveApplied()).isFalse();
            assertThat(one.failure().orElseThrow()).hasMessageContaining("was not deleted");
        });
        assertThat(service.requests()).hasSize(3);
    }

    @Test
    void whatEndedThemIsToldAlsoWhenOthersWereRefusedForTheirOwnSake() {
        service.always(silence());
        CompletableFuture<List<Deleted<Order>>> call =
                orders(service).deleteAll(ids(3)).atOnce(2).executeAsync();
        service.pending().get(0).complete(failure(400, "AccessDeniedException"));
        service.pending().get(1).complete(failure(400, "ConditionalCheckFailedException"));

        List<Deleted<Order>> deleted = call.join();
        assertThat(deleted.get(1).failure()).containsInstanceOf(ConditionFailedException.class);
        assertThat(deleted.get(2).failure().orElseThrow())
                .hasCause(deleted.get(0).failure().orElseThrow());
    }
}
