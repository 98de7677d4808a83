package dev.stator.conformance;

import static dev.stator.expression.Path.attr;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.stator.FullResult;
import dev.stator.Measured;
import dev.stator.Page;
import dev.stator.Scan;
import dev.stator.Table;
import dev.stator.error.ResourceNotFoundException;
import dev.stator.value.Item;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;
import java.util.concurrent.Flow.Subscription;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

class ScanContract {
    @Contract
    void aScanBringsEveryItemOnce(Subject subject) {
        Table<Thing> things = subject.fresh(Thing.class);
        List<Thing> all = fill(subject, things, 60);

        assertThat(subject.run(things.scan().consistent())).containsExactlyInAnyOrderElementsOf(all);
        assertThat(subject.run(things.scan().consistent().count())).isEqualTo(60);
        assertThat(things.scan().consistent().stream()).containsExactlyInAnyOrderElementsOf(all);
    }

    @Contract
    void aParallelScanBringsEveryItemOnce(Subject subject) {
        Table<Thing> things = subject.fresh(Thing.class);
        List<Thing> all = fill(subject, things, 60);
        Scan<Thing> parallel = things.scan().consistent().parallel(4, 3);

        assertThat(subject.run(parallel)).containsExactlyInAnyOrderElementsOf(all);
        assertThat(parallel.stream()).containsExactlyInAnyOrderElementsOf(all);
        assertThat(subject.run(parallel.count())).isEqualTo(60);
        assertThat(subject.run(parallel.limit(7))).hasSize(7);
        assertThat(subject.run(parallel.select(attr(Thing::number)).limit(7)))
                .hasSize(7)
                .allMatch(item -> item.asMap().keySet().equals(Set.of("number")));
        assertThat(subject.run(parallel.where(attr(Thing::number).ge(0))
                        .select(attr(Thing::number))
                        .limit(5)
                        .countBy(Item::size)))
                .isEqualTo(Map.of(1, 5L));
        assertThat(subject.run(parallel.countBy(Thing::id)))
                .hasSize(10)
                .containsEntry("p1", 6L)
                .doesNotContainValue(5L);
    }

    @Contract
    void cursorsOfAParallelScanLeadOnInAllSegments(Subject subject) {
        Table<Thing> things = subject.fresh(Thing.class);
        List<Thing> all = fill(subject, things, 60);
        Scan<Thing> parallel = things.scan()
                .consistent()
                .where(attr(Thing::number).ge(0))
                .parallel(4, 2)
                .pageSize(3)
                .limit(7);
        List<Thing> found = new ArrayList<>();

        Page<Thing> page = subject.run(parallel.page());
        found.addAll(page.items());
        while (page.cursor().isPresent()) {
            page = subject.run(parallel.after(page.cursor().get()).page());
            found.addAll(page.items());
        }

        assertThat(found).hasSize(60).containsExactlyInAnyOrderElementsOf(all);
    }

    @Contract
    void aScanIsPublishedAsItIsAskedFor(Subject subject) throws Exception {
        Table<Thing> things = subject.fresh(Thing.class);
        List<Thing> all = fill(subject, things, 60);
        List<Thing> found = Collections.synchronizedList(new ArrayList<>());
        CompletableFuture<Void> end = new CompletableFuture<>();

        things.scan().consistent().pageSize(7).publisher().subscribe(new Flow.Subscriber<>() {
            private @Nullable Subscription subscription;

            @Override
            public void onSubscribe(Subscription given) {
                subscription = given;
                given.request(1);
            }

            @Override
            public void onNext(Thing thing) {
                found.add(thing);
                requireNonNull(subscription).request(1);
            }

            @Override
            public void onError(Throwable failure) {
                end.completeExceptionally(failure);
            }

            @Override
            public void onComplete() {
                end.complete(null);
            }
        });

        end.get(30, TimeUnit.SECONDS);
        assertThat(found).containsExactlyInAnyOrderElementsOf(all);
    }

    @Contract
    void boto3sTokensLeadThroughAScan(Subject subject) {
        Table<Thing> things = subject.fresh(Thing.class);
        List<Thing> all = fill(subject, things, 20);
        Scan<Thing> scan = things.scan().consistent().pageSize(6).limit(8);
        List<Thing> found = new ArrayList<>();

        FullResult<Thing> some = subject.run(scan.fullResult());
        found.addAll(some.items());
        while (some.nextToken().isPresent()) {
            some = subject.run(scan.fullResult(some.nextToken().get()));
            found.addAll(some.items());
        }

        assertThat(found).hasSize(20).containsExactlyInAnyOrderElementsOf(all);
        assertThat(subject.run(things.scan().consistent().limit(20).fullResult())
                        .nextToken())
                .as("exactly exhausted")
                .isEmpty();
    }

    @Contract
    void anEmptyTableIsScannedToNothing(Subject subject) {
        Table<Thing> things = subject.fresh(Thing.class);

        assertThat(subject.run(things.scan().page())).isEqualTo(new Page<>(List.of(), Optional.empty(), 0));
    }

    @Contract
    void itemsOfAPartitionStandTogetherInOrder(Subject subject) {
        Table<Thing> things = subject.fresh(Thing.class);
        fill(subject, things, 60);

        List<Thing> found = subject.run(things.scan().consistent());

        Set<String> partitions = new HashSet<>();
        for (int i = 0; i < found.size(); i++) {
            Thing thing = found.get(i);
            if (i == 0 || !found.get(i - 1).id().equals(thing.id())) {
                assertThat(partitions.add(thing.id()))
                        .as("partition begins once")
                        .isTrue();
            } else {
                assertThat(thing.at()).isGreaterThan(found.get(i - 1).at());
            }
        }
        assertThat(partitions).hasSize(10);
    }

    @Contract
    void segmentsPartTheTable(Subject subject) {
        Table<Thing> things = subject.fresh(Thing.class);
        List<Thing> all = fill(subject, things, 60);

        List<Thing> found = new ArrayList<>();
        for (int segment = 0; segment < 4; segment++) {
            Scan<Thing> scan = things.scan().consistent().segment(segment, 4);
            List<Thing> part = subject.run(scan);
            assertThat(subject.run(scan.limit(7))).isEqualTo(part.subList(0, Math.min(7, part.size())));
            found.addAll(part);
        }

        assertThat(found).containsExactlyInAnyOrderElementsOf(all);
    }

    @Contract
    void cursorsLeadThroughTheTable(Subject subject) {
        Table<Thing> things = subject.fresh(Thing.class);
        fill(subject, things, 25);
        Scan<Thing> scan = things.scan().consistent().limit(7);

        List<Thing> found = new ArrayList<>();
        List<Integer> sizes = new ArrayList<>();
        Optional<String> cursor = Optional.empty();
        do {
            Page<Thing> page = subject.run(cursor.map(scan::after).orElse(scan).page());
            found.addAll(page.items());
            sizes.add(page.items().size());
            cursor = page.cursor();
        } while (cursor.isPresent());

        assertThat(sizes).containsExactly(7, 7, 7, 4);
        assertThat(found).isEqualTo(subject.run(things.scan().consistent()));
    }

    @Contract
    void filtersAndProjectionsWorkOnWhatIsScanned(Subject subject) {
        Table<Thing> things = subject.fresh(Thing.class);
        fill(subject, things, 20);
        Scan<Thing> scan = things.scan().consistent().where(attr(Thing::number).in(3, 4, 99));

        assertThat(subject.run(scan))
                .extracting(thing -> thing.number().orElseThrow())
                .containsExactlyInAnyOrder(3, 4);
        assertThat(subject.run(scan.select(attr(Thing::number))))
                .containsExactlyInAnyOrder(Item.of("number", 3), Item.of("number", 4));
        assertThat(subject.run(scan.page()).evaluated()).isEqualTo(20);
        assertThat(subject.run(things.scan()
                        .consistent()
                        .where(attr(Thing::id).eq("p1"))
                        .count()))
                .as("unlike a query, a scan filters by key too")
                .isEqualTo(2);
    }

    @Contract
    void limitsStopTheScan(Subject subject) {
        Table<Thing> things = subject.fresh(Thing.class);
        fill(subject, things, 20);
        Scan<Thing> scan = things.scan().consistent();

        assertThat(subject.run(scan.limit(5))).hasSize(5);
        assertThat(subject.run(scan.maxEvaluated(6).where(attr(Thing::number).ge(0))))
                .hasSize(6);
        assertThat(subject.run(scan.limit(0))).isEmpty();
        assertThat(subject.run(scan.first())).isPresent();
    }

    @Contract
    void anIndexScanBringsOnlyWhatItHolds(Subject subject) {
        Table<Reading> readings = subject.fresh(Reading.class);
        Reading one = Reading.of("a", "t1", "here", 1);
        Reading two = Reading.of("b", "t1", "there", 2);
        subject.run(readings.putAll(List.of(one, two, Reading.bare("c", "t1"))));

        assertThat(subject.run(readings.scan().consistent())).hasSize(3);
        assertThat(subject.run(readings.index("by-place").scan())).containsExactlyInAnyOrder(one, two);
        assertThat(subject.run(readings.index("by-value").scan().consistent())).containsExactlyInAnyOrder(one, two);
    }

    @Contract
    void moreThanAMegabyteComesInSeveralRequests(Subject subject) {
        Table<Thing> things = subject.fresh(Thing.class);
        for (int i = 0; i < 4; i++) {
            subject.run(things.put(Thing.of("p" + i, 1, "x".repeat(380 * 1024), i)));
        }

        Measured<List<Thing>> all = subject.run(things.scan().consistent().measured());

        assertThat(all.value()).hasSize(4);
        assertThat(all.requests()).isEqualTo(2);
        assertThat(subject.run(things.scan().consistent().page()).items()).hasSize(3);
    }

    private static List<Thing> fill(Subject subject, Table<Thing> things, int count) {
        List<Thing> all = IntStream.range(0, count)
                .mapToObj(i -> Thing.of("p" + i % 10, i, "text", i))
                .toList();
        assertThat(subject.run(things.putAll(all))).isEqualTo(count);
        return all;
    }

    @Contract(Difference.PARAMETER_MESSAGES)
    void aSegmentBeyondTheLastIsRefused(Subject subject) {
        assertThat(refusal(subject, "'Segment':4,'TotalSegments':4"))
                .isEqualTo("The Segment parameter is zero-based and must be less than parameter TotalSegments: "
                        + "Segment: 4 is not less than TotalSegments: 4");
    }

    @Contract(Difference.PARAMETER_MESSAGES)
    void aSegmentWithoutTheirNumberIsRefused(Subject subject) {
        assertThat(refusal(subject, "'Segment':0"))
                .isEqualTo("The TotalSegments parameter is required but was not present in the request "
                        + "when Segment parameter is present");
        assertThat(refusal(subject, "'TotalSegments':4"))
                .isEqualTo("The Segment parameter is required but was not present in the request "
                        + "when parameter TotalSegments is present");
    }

    @Contract
    void anUnknownIndexIsRefused(Subject subject) {
        assertThat(refusal(subject, "'IndexName':'nothing'"))
                .isEqualTo("The table does not have the specified index: nothing");
    }

    @Contract
    void countsTogetherWithAProjectionAreRefused(Subject subject) {
        assertThat(refusal(subject, "'Select':'COUNT','ProjectionExpression':'id'"))
                .isEqualTo("Cannot specify the ProjectionExpression when choosing to get only the Count");
    }

    private static String refusal(Subject subject, String parameters) {
        return subject.refusal(subject.raw(
                "Scan", "{'TableName':'%s',%s}", subject.shared(Thing.class).name(), parameters));
    }

    @Contract
    void aTableThatIsNotThereIsNotFound(Subject subject) {
        Table<Thing> things = subject.missing(Thing.class);

        assertThat(subject.failure(ResourceNotFoundException.class, things.scan())
                        .code())
                .isEqualTo("ResourceNotFoundException");
    }
}
