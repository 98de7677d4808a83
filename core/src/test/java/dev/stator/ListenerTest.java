package dev.stator;

import static dev.stator.testing.ScriptedTransport.ok;
import static dev.stator.testing.ScriptedTransport.silence;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.stator.listener.AttemptEnd;
import dev.stator.listener.CallEnd;
import dev.stator.listener.CallListener;
import dev.stator.listener.CallObserver;
import dev.stator.listener.CallStart;
import dev.stator.listener.RequestEnd;
import dev.stator.testing.ScriptedTransport;
import dev.stator.transport.RetryPolicy;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ListenerTest {
    private static final String FOUND =
            "{\"Item\":{\"id\":{\"N\":\"1\"}},\"ConsumedCapacity\":{\"TableName\":\"orders\","
                    + "\"CapacityUnits\":0.5,\"Table\":{\"CapacityUnits\":0.5}}}";

    /** Keeps what it is told at the ends. */
    private static final class Recorder implements CallListener, CallObserver {
        private final boolean capacity;
        private final List<CallStart> started = new CopyOnWriteArrayList<>();
        private final List<AttemptEnd> attempts = new CopyOnWriteArrayList<>();
        private final List<RequestEnd> requests = new CopyOnWriteArrayList<>();
        private final List<CallEnd> ended = new CopyOnWriteArrayList<>();

        Recorder(boolean capacity) {
            this.capacity = capacity;
        }

        /** The end is told beside the result, so whoever has the result may be a little earlier. */
        List<CallEnd> awaitEnded() {
            for (int i = 0; i < 5000 && ended.isEmpty(); i++) {
                LockSupport.parkNanos(1_000_000);
            }
            return ended;
        }

        @Override
        public boolean wantsCapacity() {
            return capacity;
        }

        @Override
        public CallObserver callStarted(CallStart call) {
            started.add(call);
            return this;
        }

        @Override
        public void attemptEnded(AttemptEnd attempt) {
            attempts.add(attempt);
        }

        @Override
        public void requestEnded(RequestEnd request) {
            requests.add(request);
        }

        @Override
        public void callEnded(CallEnd call) {
            ended.add(call);
        }
    }

    private final Recorder recorder = new Recorder(true);

    private Table<User.Order> orders(ScriptedTransport transport, CallListener listener) {
        return Stator.builder()
                .transport(transport)
                .retry(Mode.QUICK)
                .listener(listener)
                .build()
                .table("orders", User.Order.class);
    }

    @ParameterizedTest
    @EnumSource
    void aCallIsToldFromItsStartToItsEndWithItsCapacity(Mode mode) {
        ScriptedTransport transport =
                mode.transport().error(500, "InternalServerError").reply(FOUND);
        mode.run(orders(transport, recorder).get(1));
        assertThat(transport.bodies()).allMatch(body -> body.contains("ReturnConsumedCapacity"));
        assertThat(recorder.started).hasSize(1);
        assertThat(recorder.attempts).hasSize(2);
        assertThat(recorder.attempts.get(0).capacity().total()).isZero();
        assertThat(recorder.attempts.get(1).capacity().total()).isEqualTo(0.5);
        assertThat(recorder.requests).singleElement().satisfies(request -> {
            assertThat(request.request().table()).contains("orders");
            assertThat(request.capacity().total()).isEqualTo(0.5);
        });
        assertThat(recorder.awaitEnded()).singleElement().satisfies(call -> {
            assertThat(call.correlationId()).isEqualTo(recorder.started.get(0).correlationId());
            assertThat(call.requests()).isEqualTo(2);
            assertThat(call.capacity().total()).isEqualTo(0.5);
            assertThat(call.failure()).isEmpty();
        });
    }

    @ParameterizedTest
    @EnumSource
    void aFailedCallIsToldWithItsFailure(Mode mode) {
        ScriptedTransport transport = mode.transport().error(400, "ValidationException");
        Throwable failure =
                catchThrowable(() -> mode.run(orders(transport, recorder).get(1)));
        assertThat(recorder.awaitEnded())
                .singleElement()
                .satisfies(call -> assertThat(call.failure()).containsSame(failure));
    }

    @ParameterizedTest
    @EnumSource
    void aCallOfManyRequestsIsToldAsOne(Mode mode) {
        ScriptedTransport transport = mode.transport().always(request -> ok("{}"));
        List<User.Order> many = IntStream.range(0, 60)
                .mapToObj(id -> new User.Order(id, Optional.empty()))
                .toList();
        mode.run(orders(transport, recorder).putAll(many));
        assertThat(recorder.awaitEnded())
                .singleElement()
                .satisfies(call -> assertThat(call.requests()).isEqualTo(3));
        assertThat(recorder.started).hasSize(1);
        assertThat(recorder.requests)
                .extracting(end ->
                        end.request().correlationId() + "/" + end.request().number())
                .containsExactlyInAnyOrderElementsOf(IntStream.rangeClosed(1, 3)
                        .mapToObj(number -> recorder.started.get(0).correlationId() + "/" + number)
                        .toList());
    }

    @Test
    void capacityIsAskedForOnlyWhenAListenerWantsIt() {
        ScriptedTransport transport = new ScriptedTransport().always(request -> ok("{}"));
        orders(transport, new Recorder(false)).get(1).execute();
        assertThat(transport.bodies()).noneMatch(body -> body.contains("ReturnConsumedCapacity"));
    }

    @Test
    void aCancelledCallIsToldAtOnce() {
        ScriptedTransport transport = new ScriptedTransport().answer(silence());
        CompletableFuture<?> call = orders(transport, recorder).get(1).executeAsync();
        assertThat(recorder.ended).isEmpty();
        call.cancel(true);
        assertThat(recorder.ended)
                .singleElement()
                .satisfies(end -> assertThat(end.failure()).containsInstanceOf(CancellationException.class));
        assertThat(recorder.attempts).singleElement().satisfies(end -> {
            assertThat(end.failure()).containsInstanceOf(CancellationException.class);
            assertThat(end.retryIn()).isEmpty();
        });
        assertThat(recorder.requests)
                .singleElement()
                .satisfies(end -> assertThat(end.failureCode()).contains(CancellationException.class.getName()));
    }

    @Test
    void requestsThatAnothersFailureEndsAreToldTheirEndsBeforeThatOfTheCall() {
        ScriptedTransport transport = new ScriptedTransport()
                .answer(silence())
                .error(400, "AccessDeniedException")
                .always(silence());
        CompletableFuture<?> call =
                orders(transport, recorder).scan().parallel(3, 3).executeAsync();
        assertThat(call).isCompletedExceptionally();
        assertThat(recorder.requests)
                .extracting(RequestEnd::failureCode)
                .contains(Optional.of("AccessDeniedException"), Optional.of(CancellationException.class.getName()));
        assertThat(recorder.requests).hasSameSizeAs(transport.requests());
        assertThat(recorder.ended).hasSize(1);
    }

    @Test
    void requestsTellTheirTablesIndexSizeAndDestination() {
        ScriptedTransport transport = new ScriptedTransport().always(request -> ok("{}"));
        Stator db = Stator.builder().transport(transport).listener(recorder).build();
        Table<User.Order> orders = db.table("orders", User.Order.class);
        Table<User.Order> archive = db.table("archive", User.Order.class);
        User.Order order = new User.Order(1, Optional.empty());

        orders.get(1).execute();
        orders.putAll(List.of(order, new User.Order(2, Optional.empty()))).execute();
        db.transact(orders.put(order), archive.put(order)).execute();
        db.transact(orders.put(order)).execute();
        db.batchGet(List.of(orders.get(1), archive.get(1))).execute();
        assertThat(recorder.requests)
                .extracting(end -> end.request().action() + " " + end.request().tables() + " "
                        + end.request().batchSize())
                .containsExactly(
                        "GetItem [orders] 1",
                        "BatchWriteItem [orders] 2",
                        "TransactWriteItems [orders, archive] 2",
                        "TransactWriteItems [orders] 1",
                        "BatchGetItem [orders, archive] 2");
        assertThat(recorder.requests).allSatisfy(end -> {
            assertThat(end.request().endpoint()).isEmpty();
            assertThat(end.request().region()).isEmpty();
            assertThat(end.request().index()).isEmpty();
        });
    }

    @Test
    void anAddressIsToldWithoutTheBracketsOfItsUri() {
        for (String host : List.of("http://[::1]:8000", "http://127.0.0.1:8000", "https://db.example.org")) {
            try (Stator db = Stator.builder()
                    .environment(Map.of())
                    .region("eu-west-1")
                    .credentials("AKID", "secret")
                    .endpoint(host)
                    .wrapTransport(http -> new ScriptedTransport().always(request -> ok("{}")))
                    .listener(recorder)
                    .build()) {
                db.tableNames().execute();
            }
        }
        assertThat(recorder.requests)
                .extracting(end -> end.request().serverAddress().orElseThrow())
                .containsExactly("::1", "127.0.0.1", "db.example.org");
    }

    @Test
    void aClientOverHttpTellsWhereEachServiceIs() {
        try (Stator db = Stator.builder()
                .environment(Map.of())
                .region("eu-west-1")
                .credentials("AKID", "secret")
                .retry(RetryPolicy.never())
                .wrapTransport(http -> new ScriptedTransport().always(request -> ok("{}")))
                .listener(recorder)
                .build()) {
            db.tableNames().execute();
            db.call("ListStreams", "{}").execute();
        }
        assertThat(recorder.requests)
                .extracting(end -> end.request().endpoint().orElseThrow().getHost())
                .containsExactly("dynamodb.eu-west-1.amazonaws.com", "streams.dynamodb.eu-west-1.amazonaws.com");
        assertThat(recorder.requests)
                .allSatisfy(end -> assertThat(end.request().region()).contains("eu-west-1"));
    }
}
