package dev.stator;

import static dev.stator.testing.ScriptedTransport.failure;
import static dev.stator.testing.ScriptedTransport.ok;
import static dev.stator.testing.ScriptedTransport.silence;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stator.User.Order;
import dev.stator.error.StatorException;
import dev.stator.testing.ManualClock;
import dev.stator.testing.ScriptedTransport;
import dev.stator.transport.RetryPolicy;
import dev.stator.transport.WireReply;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What is remembered of reads, and when it is forgotten. */
class CachedReadsTest {
    private static final String ONE = "{\"Item\":{\"id\":{\"N\":\"1\"}}}";
    private static final String NONE = "{}";
    private static final Order ORDER = new Order(1, Optional.empty());

    private final ManualClock clock = ManualClock.at(Instant.EPOCH);
    private final ScriptedTransport service = new ScriptedTransport();
    private final Stator db = Stator.builder()
            .transport(service)
            .retry(RetryPolicy.never())
            .clock(clock)
            .build();
    private final Table<Order> orders = db.table("orders", Order.class);
    private final CachedReads<Order> cached = orders.cached(2, Duration.ofMinutes(1));

    private int requests() {
        return service.requests().size();
    }

    @Test
    void whatIsThereAndWhatIsNotIsRememberedForATime() {
        service.reply(ONE).reply(NONE).reply(NONE);
        assertThat(cached.get(1).execute()).contains(ORDER);
        assertThat(cached.get(2).execute()).isEmpty();
        clock.advance(Duration.ofSeconds(59));
        assertThat(cached.get(1).executeAsync().join()).contains(ORDER);
        assertThat(cached.get(2).execute()).isEmpty();
        assertThat(requests()).isEqualTo(2);
        assertThat(service.bodies()).allMatch(body -> body.contains("\"ConsistentRead\":true"));

        clock.advance(Duration.ofSeconds(1));
        assertThat(cached.get(1).execute()).isEmpty();
        assertThat(requests()).isEqualTo(3);
    }

    @Test
    void whatWasNotAskedForTheLongestGoes() {
        service.always(request -> ok(NONE));
        for (int key : new int[] {1, 2, 1, 3}) {
            cached.get(key).execute();
        }
        assertThat(requests()).isEqualTo(3);
        cached.get(1).execute();
        assertThat(requests()).isEqualTo(3);
        cached.get(2).execute();
        assertThat(requests()).isEqualTo(4);
    }

    @Test
    void manyAreReadInTheirOrderAndOnlyWhatIsNotRemembered() {
        service.reply(ONE).reply("{\"Responses\":{\"orders\":[{\"id\":{\"N\":\"3\"}}]},\"UnprocessedKeys\":{}}");
        cached.get(1).execute();
        Order three = new Order(3, Optional.empty());
        Call<List<Optional<Order>>> all = cached.getAll(List.of(3, 1, 2, 3));
        assertThat(all.execute())
                .containsExactly(Optional.of(three), Optional.of(ORDER), Optional.empty(), Optional.of(three));
        assertThat(service.bodies().get(1)).doesNotContain("\"N\":\"1\"");
        assertThat(cached.getAll(List.of(3, 2)).execute()).containsExactly(Optional.of(three), Optional.empty());
        assertThat(requests()).isEqualTo(2);
    }

    @Test
    void whatWasFoundBeforeManyFailedIsRemembered() {
        service.reply("{\"Responses\":{\"orders\":[{\"id\":{\"N\":\"1\"}}]},\"UnprocessedKeys\":{\"orders\":{\"Keys\":"
                        + "[{\"id\":{\"N\":\"2\"}}]}}}")
                .error(400, "AccessDeniedException")
                .reply(NONE);
        assertThatThrownBy(() -> cached.getAll(List.of(1, 2)).execute()).isInstanceOf(BatchIncompleteException.class);

        assertThat(cached.get(1).execute()).contains(ORDER);
        assertThat(requests()).isEqualTo(2);
        assertThat(cached.get(2).execute())
                .as("what was not answered is asked for")
                .isEmpty();
        assertThat(requests()).isEqualTo(3);
    }

    /** So many that to compare each with each would take the test many minutes. */
    @Test
    void aReadOfVeryManyFailsWithoutComparingEachWithEach() {
        service.always(request -> failure(400, "AccessDeniedException"));
        List<Integer> keys = IntStream.range(0, 100_000).boxed().toList();

        assertThatThrownBy(() -> cached.getAll(keys).execute())
                .isInstanceOfSatisfying(
                        BatchIncompleteException.class,
                        failure -> assertThat(failure.unprocessed()).hasSize(100_000));
    }

    @Test
    void everyWriteOfTheClientForgetsWhatItChanges() {
        List<Call<?>> writes = List.of(
                orders.put(ORDER),
                orders.put(ORDER).returningOld(),
                orders.update(1).remove(Order::total),
                orders.delete(1),
                orders.upsert(ORDER),
                orders.putAll(List.of(ORDER)),
                db.transact(orders.delete(1)));
        for (Call<?> write : writes) {
            int before = requests();
            service.reply(ONE).reply("{\"Attributes\":{\"id\":{\"N\":\"1\"}}}").reply(ONE);
            cached.get(1).execute();
            write.execute();
            cached.get(1).execute();
            cached.get(1).execute();
            assertThat(requests() - before).as(write.toString()).isEqualTo(3);
            cached.forgetAll();
        }
    }

    @Test
    void aWriteOfAnotherItemForgetsNothing() {
        service.reply(ONE).reply(NONE);
        cached.get(1).execute();
        orders.delete(2).execute();
        db.table("others", Order.class);
        cached.get(1).execute();
        assertThat(requests()).isEqualTo(2);
    }

    @Test
    void aWriteThatFailedMayHaveApplied() {
        service.reply(ONE).error(500, "InternalServerError").reply(NONE);
        cached.get(1).execute();
        assertThatThrownBy(() -> orders.delete(1).execute()).isInstanceOf(StatorException.class);
        assertThat(cached.get(1).execute()).isEmpty();
    }

    @Test
    void aReadThatBeganBeforeAWriteEndedIsNotRemembered() {
        service.answer(silence());
        CompletableFuture<Optional<Order>> read = cached.get(1).executeAsync();
        CompletableFuture<WireReply> reply = service.pending().get(0);
        service.reply(NONE);
        orders.delete(1).execute();
        reply.complete(ok(ONE));
        assertThat(read.join()).contains(ORDER);

        service.reply(NONE);
        assertThat(cached.get(1).execute()).isEmpty();
    }

    @Test
    void aWriteThatIsGivenUpMayHaveApplied() {
        service.answer(silence());
        CompletableFuture<Void> write = orders.delete(1).executeAsync();
        service.reply(ONE);
        cached.get(1).execute();
        write.cancel(true);
        service.reply(NONE);
        assertThat(cached.get(1).execute()).isEmpty();
    }

    @Test
    void whoeverWaitsForAWriteReadsIt() {
        service.reply(ONE).answer(silence());
        cached.get(1).execute();
        CompletableFuture<Optional<Order>> after = orders.delete(1)
                .executeAsync()
                .thenCompose(done -> cached.get(1).executeAsync());
        CompletableFuture<WireReply> reply = service.pending().get(0);
        service.reply(NONE);
        reply.complete(ok(NONE));
        assertThat(after.join()).isEmpty();
    }

    @Test
    void oneItemCanBeForgotten() {
        service.always(request -> ok(NONE));
        cached.getAll(List.of(1, 2)).execute();
        cached.forget(1);
        cached.get(2).execute();
        assertThat(requests()).isEqualTo(1);
        cached.get(1).execute();
        assertThat(requests()).isEqualTo(2);
    }

    @Test
    void aDryRunTouchesNothing() {
        service.reply(ONE);
        cached.get(1).execute();
        assertThat(orders.delete(1).dryRun()).hasSize(1);
        assertThat(cached.get(1).execute()).contains(ORDER);
    }

    @Test
    void aCacheRemembersSomethingForSomeTime() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> orders.cached(0, Duration.ofMinutes(1)))
                .withMessageContaining("orders");
        assertThatIllegalArgumentException().isThrownBy(() -> orders.cached(1, Duration.ZERO));
    }
}
