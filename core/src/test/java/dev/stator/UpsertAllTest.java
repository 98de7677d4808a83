package dev.stator;

import static dev.stator.expression.Path.attr;
import static dev.stator.testing.ScriptedTransport.failure;
import static dev.stator.testing.ScriptedTransport.ok;
import static dev.stator.testing.ScriptedTransport.silence;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.stator.User.Order;
import dev.stator.error.ConditionFailedException;
import dev.stator.error.InvalidRequestException;
import dev.stator.error.StatorException;
import dev.stator.error.TransportException;
import dev.stator.error.TransportException.Kind;
import dev.stator.testing.ManualClock;
import dev.stator.testing.ScriptedTransport;
import dev.stator.transport.RetryPolicy;
import dev.stator.transport.WireRequest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Many upserts side by side: what is told of those that were not done. */
class UpsertAllTest {
    private static final String REFUSED = "ConditionalCheckFailedException";

    private final ManualClock clock = ManualClock.at(Instant.parse("2026-01-01T00:00:00Z"));

    private Table<Order> orders(ScriptedTransport transport) {
        return Stator.builder()
                .transport(transport)
                .retry(RetryPolicy.never())
                .clock(clock)
                .timer(clock)
                .build()
                .table("orders", Order.class);
    }

    private static List<Order> some(int count) {
        return IntStream.rangeClosed(1, count)
                .mapToObj(id -> new Order(id, Optional.of(1.0)))
                .toList();
    }

    private static int idIn(WireRequest request) {
        return Integer.parseInt(new String(request.body(), StandardCharsets.UTF_8)
                .replaceAll("(?s).*\"id\":\\{\"N\":\"(\\d+)\".*", "$1"));
    }

    private static String stored(int id) {
        return "{\"Attributes\":{\"id\":{\"N\":\"" + id + "\"},\"total\":{\"N\":\"1\"}}}";
    }

    private static UpsertAll<Order, List<Order>> cheap(Table<Order> orders, int count) {
        return orders.upsertAll(some(count)).onlyIf(attr(Order::total).lt(10.0)).atOnce(1);
    }

    private static BatchIncompleteException incomplete(Mode mode, Call<?> call) {
        return catchThrowableOfType(BatchIncompleteException.class, () -> mode.run(call));
    }

    @ParameterizedTest
    @EnumSource
    void theFailureSaysWhyItStoppedAndWhatBecameOfEach(Mode mode) {
        ScriptedTransport transport = mode.transport().always(request -> switch (idIn(request)) {
            case 2, 3 -> failure(400, REFUSED);
            case 5 -> throw new TransportException(Kind.CONNECTION_LOST, "The line is dead", null);
            default -> ok(stored(idIn(request)));
        });

        BatchIncompleteException failure = incomplete(mode, cheap(orders(transport), 9));

        assertThat(failure).hasCauseInstanceOf(TransportException.class);
        assertThat(failure)
                .hasMessageContainingAll(
                        "2 of 9",
                        "orders",
                        "2 refused",
                        "1 perhaps",
                        "4 not sent",
                        "what ended it: ",
                        "The line is dead");
        List<Call<?>> left = failure.unprocessed();
        assertThat(left)
                .extracting(upsert -> ((Order) ((Upsert<?>) upsert).item()).id())
                .containsExactly(2, 3, 5, 6, 7, 8, 9);
        assertThat(left.subList(0, 2))
                .allSatisfy(refused ->
                        assertThat(failure.failureOf(refused)).containsInstanceOf(ConditionFailedException.class));
        assertThat(failure.failureOf(left.get(2)).map(StatorException::mayHaveApplied))
                .as("nobody knows")
                .contains(true);
        assertThat(left.subList(3, 7))
                .allSatisfy(unsent -> assertThat(failure.failureOf(unsent)).isEmpty());
    }

    @ParameterizedTest
    @EnumSource
    void theDeadlineIsTheCauseAlsoBehindRefusals(Mode mode) {
        ScriptedTransport transport = mode.transport().always(request -> {
            clock.advance(Duration.ofSeconds(5));
            return failure(400, REFUSED);
        });

        BatchIncompleteException failure =
                incomplete(mode, cheap(orders(transport), 100).within(Duration.ofSeconds(32)));

        assertThat(transport.requests()).hasSize(7);
        assertThat(failure).hasCauseInstanceOf(TransportException.class).hasMessageContaining("7 refused");
        assertThat(failure.mayHaveApplied()).isFalse();
    }

    @ParameterizedTest
    @EnumSource
    void refusalsAreProgressLikeResults(Mode mode) {
        ScriptedTransport transport = mode.transport().always(request -> {
            clock.advance(Duration.ofSeconds(5));
            return failure(400, REFUSED);
        });

        List<Outcome<Order, Order>> outcomes =
                mode.run(cheap(orders(transport), 100).attempt());

        assertThat(outcomes).hasSize(100).noneMatch(Outcome::isApplied);
    }

    @ParameterizedTest
    @EnumSource
    void attemptedRefusalsAreValuesInTheOrderOfTheRecords(Mode mode) {
        ScriptedTransport transport = mode.transport()
                .always(request -> idIn(request) == 2 ? failure(400, REFUSED) : ok(stored(idIn(request))));

        List<Outcome<Order, Order>> outcomes =
                mode.run(cheap(orders(transport), 3).attempt());

        assertThat(outcomes).extracting(Outcome::isApplied).containsExactly(true, false, true);
        assertThat(outcomes.get(0).orElseThrow()).isEqualTo(some(1).get(0));
        assertThat(outcomes.get(1)).isInstanceOf(Outcome.Refused.class);
    }

    @ParameterizedTest
    @EnumSource
    void whatNoConditionRefusedFailsAnAttemptToo(Mode mode) {
        ScriptedTransport transport = mode.transport().always(request -> switch (idIn(request)) {
            case 1 -> failure(400, REFUSED);
            case 2 -> failure(400, "ValidationException");
            default -> ok(stored(idIn(request)));
        });

        BatchIncompleteException failure =
                incomplete(mode, cheap(orders(transport), 3).attempt());

        assertThat(transport.requests()).hasSize(3);
        assertThat(failure).hasMessageContaining("1 of 3").hasMessageContaining("2 refused");
        assertThat(failure.failureOf(failure.unprocessed().get(1))).containsInstanceOf(InvalidRequestException.class);
    }

    @Test
    void anInterruptionTellsWhichMayBeDone() {
        ScriptedTransport service = new ScriptedTransport()
                .answer(request -> {
                    Thread.currentThread().interrupt();
                    return ok(stored(1));
                })
                .always(silence());

        BatchIncompleteException broken =
                incomplete(Mode.BLOCKING, orders(service).upsertAll(some(5)).atOnce(2));

        assertThat(Thread.interrupted()).as("the thread stays interrupted").isTrue();
        assertThat(broken).hasMessageContainingAll("1 of 5", "2 perhaps", "2 not sent", "Interrupted");
        assertThat(broken.unprocessed())
                .extracting(upsert -> broken.failureOf(upsert).isPresent())
                .containsExactly(true, true, false, false);
    }
}
