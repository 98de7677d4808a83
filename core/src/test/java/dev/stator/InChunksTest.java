package dev.stator;

import static dev.stator.testing.ScriptedTransport.ok;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stator.User.Order;
import dev.stator.testing.ScriptedTransport;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A long work in chunks: what is asked for is done, in order and never ahead. */
class InChunksTest {
    private final ScriptedTransport service = new ScriptedTransport();
    private final Stator db =
            Stator.builder().transport(service).retry(Mode.QUICK).build();
    private final Table<Order> orders = db.table("orders", Order.class);

    private static String found(int... ids) {
        List<String> items = IntStream.of(ids)
                .mapToObj(id -> "{\"id\":{\"N\":\"" + id + "\"}}")
                .toList();
        return "{\"Responses\":{\"orders\":[" + String.join(",", items) + "]}}";
    }

    private static Order order(int id) {
        return new Order(id, Optional.empty());
    }

    @Test
    void aChunkIsSentWhenItsFirstResultIsAskedFor() {
        service.reply(found(1)).reply(found(4, 3));
        List<Integer> taken = new ArrayList<>();
        Iterable<Integer> keys = () -> Stream.of(1, 2, 3, 4).peek(taken::add).iterator();

        Iterator<Optional<Order>> results = db.inChunks(keys, 2, orders::getAll).iterator();

        assertThat(taken).isEmpty();
        assertThat(results.next()).contains(order(1));
        assertThat(results.next()).isEmpty();
        assertThat(service.requests()).hasSize(1);
        assertThat(taken).containsExactly(1, 2);
        assertThat(results.next()).contains(order(3));
        assertThat(results.next()).contains(order(4));
        assertThat(results.hasNext()).isFalse();
        assertThatThrownBy(results::next).isInstanceOf(NoSuchElementException.class);
        assertThat(service.requests()).hasSize(2);
    }

    @Test
    void aSourceWithoutEndIsReadAsFarAsWanted() {
        service.always(request -> ok(found()));

        Stream<Optional<Order>> results =
                db.inChunks(() -> Stream.iterate(1, i -> i + 1).iterator(), 10, orders::getAll).stream();

        assertThat(results.limit(25)).hasSize(25);
        assertThat(service.requests()).hasSize(3);
    }

    @ParameterizedTest
    @EnumSource
    void allIsDoneWithoutLookingAtTheResults(Mode mode) {
        ScriptedTransport transport = mode.transport().always(request -> ok(found()));
        Stator other = Stator.builder().transport(transport).build();
        Table<Order> there = other.table("orders", Order.class);
        InChunks<Optional<Order>> work = other.inChunks(List.of(1, 2, 3, 4, 5), 2, there::getAll);

        assertThat(mode.run(work)).isEqualTo(5);
        assertThat(transport.requests()).hasSize(3);
        assertThat(mode.run(work)).as("and anew").isEqualTo(5);
        assertThat(transport.requests()).hasSize(6);
    }

    @Test
    void afterAFailureAnIteratorGoesOnWithTheNextChunk() {
        service.reply(found(1)).error(400, "AccessDeniedException").reply(found(3));
        Iterator<Optional<Order>> results =
                db.inChunks(List.of(1, 2, 3), 1, orders::getAll).iterator();

        assertThat(results.next()).contains(order(1));
        assertThatThrownBy(results::next)
                .isInstanceOfSatisfying(
                        BatchIncompleteException.class,
                        failure -> assertThat(failure.unprocessed()).containsExactly(orders.get(2)));
        assertThat(results.next()).contains(order(3));
    }

    @Test
    void aSubscriberGetsWhatItAsksFor() {
        service.always(request -> ok(found()));
        List<Object> got = new ArrayList<>();
        CompletableFuture<Flow.Subscription> subscription = new CompletableFuture<>();
        db.inChunks(List.of(1, 2, 3), 2, orders::getAll).publisher().subscribe(new Flow.Subscriber<>() {
            @Override
            public void onSubscribe(Flow.Subscription given) {
                subscription.complete(given);
            }

            @Override
            public void onNext(Optional<Order> item) {
                got.add(item);
            }

            @Override
            public void onError(Throwable failure) {
                got.add(failure);
            }

            @Override
            public void onComplete() {
                got.add("done");
            }
        });

        subscription.join().request(2);
        assertThat(got).containsExactly(Optional.empty(), Optional.empty());
        assertThat(service.requests()).hasSize(1);
        subscription.join().request(2);
        assertThat(got).containsExactly(Optional.empty(), Optional.empty(), Optional.empty(), "done");
        assertThat(service.requests()).hasSize(2);
    }

    @Test
    void aChunkHasAtLeastOneElement() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> db.inChunks(List.of(1), 0, orders::getAll))
                .withMessageContaining("inChunks");
        assertThat(db.inChunks(List.of(), 1, orders::getAll)).isEmpty();
    }
}
