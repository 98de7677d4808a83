package dev.stator;

import static dev.stator.testing.ScriptedTransport.ok;
import static dev.stator.testing.ScriptedTransport.silence;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stator.User.Order;
import dev.stator.error.AccessDeniedException;
import dev.stator.testing.ScriptedTransport;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The rules of Reactive Streams that a publisher must keep, by their numbers, and when it sends. */
class PublisherTest {
    private static Scan<Order> scan(ScriptedTransport transport) {
        return Stator.builder()
                .transport(transport)
                .retry(Mode.QUICK)
                .build()
                .table("orders", Order.class)
                .scan();
    }

    private final ScriptedTransport service =
            new ScriptedTransport().always(request -> ListingTest.answer(request, 95));

    /** Notes what it is told; what it does then is said by the test. */
    private static class Noting<E> implements Flow.Subscriber<E> {
        final List<E> items = Collections.synchronizedList(new ArrayList<>());
        final List<String> signals = Collections.synchronizedList(new ArrayList<>());
        final CountDownLatch ended = new CountDownLatch(1);
        private final AtomicInteger inside = new AtomicInteger();
        private final Consumer<Flow.Subscription> atFirst;
        Flow.Subscription subscription;
        Throwable failure;

        Noting(Consumer<Flow.Subscription> atFirst) {
            this.atFirst = atFirst;
        }

        private void signal(String name) {
            assertThat(inside.incrementAndGet())
                    .as("rule 1.3: one signal at a time")
                    .isEqualTo(1);
            signals.add(name);
        }

        private void left() {
            inside.decrementAndGet();
        }

        @Override
        public void onSubscribe(Flow.Subscription given) {
            signal("onSubscribe");
            subscription = given;
            left();
            atFirst.accept(given);
        }

        @Override
        public void onNext(E item) {
            signal("onNext");
            items.add(item);
            left();
            then(item);
        }

        @SuppressWarnings("UnusedVariable") // For those who override it.
        void then(E item) {}

        @Override
        public void onError(Throwable thrown) {
            signal("onError");
            failure = thrown;
            left();
            ended.countDown();
        }

        @Override
        public void onComplete() {
            signal("onComplete");
            left();
            ended.countDown();
        }

        void await() throws InterruptedException {
            assertThat(ended.await(30, TimeUnit.SECONDS)).isTrue();
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"ASYNC", "ASYNC_LATER"})
    void allItemsComeInOrderAndThenTheEnd(Mode mode) throws Exception {
        ScriptedTransport transport = mode.transport().always(request -> ListingTest.answer(request, 95));
        Noting<Order> subscriber = new Noting<>(subscription -> subscription.request(Long.MAX_VALUE));
        scan(transport).publisher().subscribe(subscriber);
        subscriber.await();
        assertThat(subscriber.items)
                .extracting(Order::id)
                .isEqualTo(IntStream.range(0, 95).boxed().toList());
        assertThat(subscriber.signals)
                .startsWith("onSubscribe")
                .endsWith("onComplete")
                .hasSize(97);
    }

    @ParameterizedTest
    @EnumSource(names = {"ASYNC", "ASYNC_LATER"})
    void aSubscriberThatAsksForOneAtATimeGetsAll(Mode mode) throws Exception {
        ScriptedTransport transport = mode.transport().always(request -> ListingTest.answer(request, 95));
        Noting<Order> subscriber = new Noting<>(subscription -> subscription.request(1)) {
            @Override
            void then(Order item) {
                subscription.request(1);
            }
        };
        scan(transport).publisher().subscribe(subscriber);
        subscriber.await();
        assertThat(subscriber.items).hasSize(95);
    }

    @Test
    void nothingIsSentBeforeItIsAskedForAndNothingAhead() {
        Noting<Order> subscriber = new Noting<>(subscription -> {});
        scan(service).publisher().subscribe(subscriber);
        assertThat(service.requests()).isEmpty();
        subscriber.subscription.request(10);
        assertThat(subscriber.items).as("rule 1.1: no more than asked for").hasSize(10);
        assertThat(service.requests())
                .as("the page that was asked for, and none ahead")
                .hasSize(1);
        subscriber.subscription.request(1);
        assertThat(subscriber.items).hasSize(11);
        assertThat(service.requests()).hasSize(2);
    }

    @Test
    void theEndIsToldWithoutDemandForMore() {
        Noting<Order> subscriber = new Noting<>(subscription -> subscription.request(5));
        scan(service).limit(5).publisher().subscribe(subscriber);
        assertThat(subscriber.signals).endsWith("onNext", "onComplete");
        Noting<Order> none = new Noting<>(subscription -> {});
        scan(service).limit(0).publisher().subscribe(none);
        assertThat(none.signals).containsExactly("onSubscribe", "onComplete");
        assertThat(service.requests()).hasSize(1);
    }

    @Test
    void demandAddsUpAndMayBeUnbounded() {
        Noting<Order> subscriber = new Noting<>(subscription -> {
            subscription.request(2);
            subscription.request(3);
        });
        scan(service).publisher().subscribe(subscriber);
        assertThat(subscriber.items).as("rule 3.8").hasSize(5);
        subscriber.subscription.request(Long.MAX_VALUE);
        subscriber.subscription.request(Long.MAX_VALUE);
        assertThat(subscriber.items).as("rule 3.17").hasSize(95);
    }

    @Test
    void askingForNothingIsAnError() {
        for (long n : new long[] {0, -1, Long.MIN_VALUE}) {
            Noting<Order> subscriber = new Noting<>(subscription -> subscription.request(n));
            scan(service).publisher().subscribe(subscriber);
            assertThat(subscriber.failure)
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("3.9");
            subscriber.subscription.request(1);
            assertThat(subscriber.signals).as("rule 1.7: nothing afterwards").containsExactly("onSubscribe", "onError");
        }
        assertThat(service.requests()).isEmpty();
    }

    @Test
    void cancellingCancelsTheRequestInFlightAndEndsAllSignals() {
        ScriptedTransport silent = new ScriptedTransport().always(silence());
        Noting<Order> subscriber = new Noting<>(subscription -> subscription.request(5));
        scan(silent).publisher().subscribe(subscriber);
        assertThat(silent.pending()).hasSize(1);
        subscriber.subscription.cancel();
        subscriber.subscription.cancel();
        subscriber.subscription.request(5);
        assertThat(silent.pending().get(0)).isCancelled();
        assertThat(silent.requests()).hasSize(1);
        assertThat(subscriber.signals).as("rule 1.8").containsExactly("onSubscribe");
    }

    @Test
    void aSubscriberMayCancelWithinASignal() {
        Noting<Order> subscriber = new Noting<>(subscription -> subscription.request(50)) {
            @Override
            void then(Order item) {
                if (item.id() == 12) {
                    subscription.cancel();
                }
            }
        };
        scan(service).publisher().subscribe(subscriber);
        assertThat(subscriber.items).hasSize(13);
        assertThat(service.requests()).hasSize(2);
        Noting<Order> shy = new Noting<>(Flow.Subscription::cancel);
        scan(service).publisher().subscribe(shy);
        assertThat(shy.signals).containsExactly("onSubscribe");
    }

    @ParameterizedTest
    @EnumSource(names = {"ASYNC", "ASYNC_LATER"})
    void aFailureIsToldAfterTheItemsBeforeIt(Mode mode) throws Exception {
        ScriptedTransport transport = mode.transport()
                .answer(request -> ListingTest.answer(request, 95))
                .error(400, "AccessDeniedException");
        Noting<Order> subscriber = new Noting<>(subscription -> subscription.request(50));
        scan(transport).publisher().subscribe(subscriber);
        subscriber.await();
        assertThat(subscriber.items).hasSize(10);
        assertThat(subscriber.failure).isInstanceOf(AccessDeniedException.class);
        assertThat(subscriber.signals).endsWith("onError");
    }

    @Test
    void eachSubscriberReadsAnew() {
        Flow.Publisher<Order> publisher = scan(service).limit(3).publisher();
        for (int i = 0; i < 2; i++) {
            Noting<Order> subscriber = new Noting<>(subscription -> subscription.request(9));
            publisher.subscribe(subscriber);
            assertThat(subscriber.items).hasSize(3);
        }
        assertThat(service.requests()).hasSize(2);
    }

    @Test
    @SuppressWarnings("NullAway") // What is not allowed is what is tested.
    void aSubscriberIsNotNull() {
        Flow.Publisher<Order> publisher = scan(service).publisher();
        assertThatThrownBy(() -> publisher.subscribe(null)).as("rule 1.9").isInstanceOf(NullPointerException.class);
    }

    @Test
    void aSubscriberThatThrowsGetsNoMore() {
        RuntimeException bug = new IllegalStateException("A bug");
        Noting<Order> subscriber = new Noting<>(subscription -> {}) {
            @Override
            void then(Order item) {
                throw bug;
            }
        };
        scan(service).publisher().subscribe(subscriber);
        assertThatThrownBy(() -> subscriber.subscription.request(5)).isSameAs(bug);
        subscriber.subscription.request(5);
        assertThat(subscriber.signals).containsExactly("onSubscribe", "onNext");
    }

    @Test
    void pagesArePublishedToo() {
        Noting<Page<Order>> subscriber = new Noting<>(subscription -> subscription.request(2));
        scan(service).pages().subscribe(subscriber);
        assertThat(subscriber.items).hasSize(2).allMatch(page -> page.items().size() == 10);
        assertThat(service.requests()).hasSize(2);
        assertThat(subscriber.items.get(1).cursor()).isPresent();
    }

    @Test
    void aParallelScanIsPublishedToo() {
        Noting<Order> subscriber = new Noting<>(subscription -> subscription.request(100));
        scan(service).parallel(4, 2).publisher().subscribe(subscriber);
        assertThat(subscriber.items).hasSize(95);
        assertThat(subscriber.signals).endsWith("onComplete");
    }

    @Test
    void manyPagesThatAreThereAtOnceDoNotGrowTheStack() {
        int[] pages = new int[1];
        ScriptedTransport endless = new ScriptedTransport();
        endless.always(request -> {
            boolean last = ++pages[0] == 100_000;
            return ok("{\"Items\":[{\"id\":{\"N\":\"1\"}}],\"Count\":1,\"ScannedCount\":1"
                    + (last ? "}" : ",\"LastEvaluatedKey\":{\"id\":{\"N\":\"1\"}}}"));
        });
        int[] seen = new int[1];
        CompletableFuture<Void> end = new CompletableFuture<>();
        scan(endless).publisher().subscribe(new Flow.Subscriber<>() {
            @Override
            public void onSubscribe(Flow.Subscription subscription) {
                subscription.request(Long.MAX_VALUE);
            }

            @Override
            public void onNext(Order item) {
                seen[0]++;
            }

            @Override
            public void onError(Throwable thrown) {
                end.completeExceptionally(thrown);
            }

            @Override
            public void onComplete() {
                end.complete(null);
            }
        });
        assertThat(end).isCompleted();
        assertThat(seen[0]).isEqualTo(100_000);
    }
}
