package dev.stator;

import static dev.stator.expression.Path.attr;
import static dev.stator.testing.ScriptedTransport.silence;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.stator.User.Order;
import dev.stator.error.TransportException;
import dev.stator.internal.json.JsonWriter;
import dev.stator.testing.ScriptedTransport;
import dev.stator.transport.WireReply;
import dev.stator.transport.WireRequest;
import dev.stator.value.Item;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Orders 0, 1, 2 …, of which a filter passes the even ones, in pages of ten at most, each of which costs 2.5 units. */
class ListingTest {
    private final ScriptedTransport service = new ScriptedTransport().always(request -> answer(request, 95));
    private final Scan<Order> scan = scan(service);

    private static Scan<Order> scan(ScriptedTransport transport) {
        return Stator.builder()
                .transport(transport)
                .retry(Mode.QUICK)
                .build()
                .table("orders", Order.class)
                .scan();
    }

    static WireReply answer(WireRequest request, int size) {
        Map<?, ?> asked = (Map<?, ?>) Golden.tree(request.body());
        int segment = number(asked.get("Segment"), 0);
        int step = number(asked.get("TotalSegments"), 1);
        int from = asked.get("ExclusiveStartKey") instanceof Map<?, ?> key ? id(key) + step : segment;
        int most = Math.min(10, number(asked.get("Limit"), 10));
        boolean filtered = asked.containsKey("FilterExpression");
        boolean counts = text(asked.get("Select")).equals("COUNT");
        JsonWriter json = new JsonWriter();
        json.startObject();
        json.field("ScannedCount");
        List<Integer> evaluated = IntStream.iterate(from, i -> i < size, i -> i + step)
                .limit(most)
                .boxed()
                .toList();
        List<Integer> found =
                evaluated.stream().filter(i -> !filtered || i % 2 == 0).toList();
        json.number(evaluated.size());
        json.field("Count");
        json.number(found.size());
        if (!counts) {
            json.field("Items");
            json.startArray();
            boolean bringsId = !asked.containsKey("ProjectionExpression")
                    || (asked.get("ProjectionExpression") + " " + asked.get("ExpressionAttributeNames"))
                            .matches(".*\\bid\\b.*");
            found.forEach(i -> (bringsId ? Item.of("id", i) : Item.empty()).writeTo(json.items()));
            json.endArray();
        }
        if (!evaluated.isEmpty() && evaluated.get(evaluated.size() - 1) + step < size) {
            json.field("LastEvaluatedKey");
            Item.of("id", evaluated.get(evaluated.size() - 1)).writeTo(json.items());
        }
        if (asked.containsKey("ReturnConsumedCapacity")) {
            json.field("ConsumedCapacity");
            json.startObject();
            json.field("TableName");
            json.text("orders");
            json.field("CapacityUnits");
            json.number(2.5);
            json.endObject();
        }
        json.endObject();
        return new WireReply(200, Map.of(), json.toByteArray());
    }

    /** A scalar of the tree, which says first what kind it is. */
    private static String text(Object scalar) {
        return String.valueOf(scalar).replaceFirst("^VALUE_\\w+ ", "");
    }

    private static int number(Object value, int otherwise) {
        return value == null ? otherwise : Integer.parseInt(text(value));
    }

    private static int id(Map<?, ?> key) {
        return number(((Map<?, ?>) key.get("id")).get("N"), 0);
    }

    private static List<Integer> ids(Iterable<Order> orders) {
        List<Integer> ids = new ArrayList<>();
        orders.forEach(order -> ids.add(order.id()));
        return ids;
    }

    private static List<Integer> evens(int count) {
        return IntStream.range(0, count).map(i -> 2 * i).boxed().toList();
    }

    private Scan<Order> filtered() {
        return scan.where(attr("total").notExists());
    }

    @Test
    void aParallelReadThatIsInterruptedHasChangedNothingAndNamesItsRequest() {
        Scan<Order> silent = scan(new ScriptedTransport()
                        .answer(request -> {
                            Thread.currentThread().interrupt();
                            return answer(request, 0);
                        })
                        .always(silence()))
                .parallel(4, 4);
        TransportException broken = catchThrowableOfType(TransportException.class, silent.count()::execute);
        assertThat(Thread.interrupted()).as("the thread stays interrupted").isTrue();
        assertThat(broken).hasMessageContaining("Interrupted");
        assertThat(broken.mayHaveApplied()).isFalse();
        assertThat(broken.action()).contains("Scan");
        assertThat(broken.table()).contains("orders");
        assertThat(broken.attempts()).isEqualTo(4);
    }

    @Test
    void anIteratorSaysWhereItStandsAtAnyItem() {
        List<Integer> all = ids(filtered());
        assertThat(all).isEqualTo(evens(48));
        for (int taken = 1; taken < all.size(); taken++) {
            Results<Order> some = filtered().iterator();
            for (int i = 0; i < taken; i++) {
                some.next();
            }
            assertThat(ids(filtered().after(some.cursor().orElseThrow())))
                    .as("behind %s items", taken)
                    .isEqualTo(all.subList(taken, all.size()));
        }
    }

    @Test
    void aSelectionWithoutTheKeyAlsoKnowsItsPlaceAndDoesNotShowTheKey() {
        Results<Item> results = scan.select(attr("total")).iterator();
        assertThat(results.next()).isEqualTo(Item.empty());
        results.next();
        assertThat(ids(scan.after(results.cursor().orElseThrow()).limit(2))).containsExactly(2, 3);
    }

    private record Totals(Optional<Double> total) {}

    @Test
    void aLimitedParallelSelectionWithoutTheKeyKnowsItsPlace() {
        Scan<Item> parallel = scan.parallel(4, 4).select(attr("total"));
        assertThat(parallel.limit(3).execute()).containsExactly(Item.empty(), Item.empty(), Item.empty());
        assertThat(parallel.first().execute()).contains(Item.empty());
        assertThat(scan.parallel(4, 4).as(Totals.class).limit(3).execute()).hasSize(3);

        Page<Item> page = parallel.limit(3).page().execute();
        assertThat(page.items()).hasSize(3);
        assertThat(ids(scan.parallel(4, 4).after(page.cursor().orElseThrow())))
                .as("0, 4 and 8 were given")
                .hasSize(92)
                .doesNotContain(0, 4, 8);
    }

    @Test
    void whatIsCountedOrDumpedOfASelectionWithoutTheKeyStopsWithinAPage(@TempDir java.nio.file.Path folder)
            throws IOException {
        assertThat(filtered().as(Totals.class).limit(3).countBy(Totals::total).execute())
                .isEqualTo(Map.of(Optional.empty(), 3L));
        assertThat(filtered()
                        .select(attr("total"))
                        .limit(7)
                        .countBy(item -> item)
                        .execute())
                .isEqualTo(Map.of(Item.empty(), 7L));

        ScriptedTransport described = new ScriptedTransport()
                .always(request -> request.action().equals("DescribeTable")
                        ? ScriptedTransport.ok(
                                "{\"Table\":{\"TableName\":\"orders\",\"TableStatus\":\"ACTIVE\",\"KeySchema\":"
                                        + "[{\"AttributeName\":\"id\",\"KeyType\":\"HASH\"}],"
                                        + "\"AttributeDefinitions\":[{\"AttributeName\":\"id\",\"AttributeType\":\"N\"}]}}")
                        : answer(request, 95));
        java.nio.file.Path file = folder.resolve("totals");
        Scan<Order> some = scan(described).where(attr("total").notExists()).limit(7);
        assertThat(some.select(attr("total")).dump(file).execute()).isEqualTo(7);
        assertThat(Files.readAllLines(file)).hasSize(8).endsWith("{}");
    }

    @Test
    void beforeTheFirstItemThePlaceIsTheGivenOneAndAfterTheLastThereIsNone() {
        assertThat(scan.iterator().cursor()).isEmpty();
        Results<Order> results = scan.startKey(Item.of("id", 93)).iterator();
        String given = results.cursor().orElseThrow();
        assertThat(results.hasNext()).isTrue();
        assertThat(results.cursor())
                .as("a page has come, and none of it was taken")
                .contains(given);
        assertThat(results.next().id()).isEqualTo(94);
        assertThat(results.cursor()).isEmpty();
        assertThatThrownBy(results::next).isInstanceOf(NoSuchElementException.class);
    }

    @Test
    void anEndIsToldFromABeginningAndFromALimit() {
        Results<Order> results = scan.startKey(Item.of("id", 92)).iterator();
        Results<Order> fromTheBeginning = scan.iterator();
        Results<Order> none = scan.limit(0).iterator();
        Results<Order> limited = scan.limit(1).iterator();
        assertThat(fromTheBeginning.cursor()).isEqualTo(Optional.empty());
        assertThat(none.hasNext()).isFalse();
        limited.next();

        assertThat(List.of(results, fromTheBeginning, none, limited)).noneMatch(Results::atEnd);
        assertThat(limited.hasNext()).isFalse();
        assertThat(limited.atEnd()).isFalse();
        assertThat(fromTheBeginning.hasNext()).isTrue();
        assertThat(fromTheBeginning.atEnd())
                .as("a page has come, and none of it was taken")
                .isFalse();
        results.next();
        assertThat(results.atEnd()).isFalse();
        results.next();
        assertThat(results.atEnd()).isTrue();
        assertThat(results.cursor()).isEmpty();
    }

    @Test
    void statisticsTellApartWhatWasTakenMatchedAndEvaluated() {
        Results<Order> results = filtered().iterator();
        assertThat(results.statistics().pages()).isZero();
        for (int i = 0; i < 7; i++) {
            results.next();
        }
        Statistics so = results.statistics();
        assertThat(so.yielded()).isEqualTo(7);
        assertThat(so.matched()).isEqualTo(10);
        assertThat(so.evaluated()).isEqualTo(20);
        assertThat(so.pages()).isEqualTo(2);
        assertThat(so.capacity().total()).isEqualTo(5.0);
        results.forEachRemaining(order -> {});
        Statistics all = results.statistics();
        assertThat(List.of(all.yielded(), all.matched(), all.evaluated(), all.pages()))
                .containsExactly(48L, 48L, 95L, 10L);
    }

    @ParameterizedTest
    @EnumSource
    void theNumbersAloneCanBeHadWithoutTheItems(Mode mode) {
        ScriptedTransport transport = mode.transport().always(request -> answer(request, 95));
        Scan<Order> even = scan(transport).where(attr("total").notExists());
        assertThat(mode.run(even.count())).isEqualTo(48);
        assertThat(mode.run(even.limit(3).count())).as("the limit caps").isEqualTo(3);
        assertThat(mode.run(even.limit(0).count())).isZero();
        Statistics numbers = mode.run(even.statistics());
        assertThat(List.of(numbers.yielded(), numbers.matched(), numbers.evaluated(), numbers.pages()))
                .containsExactly(0L, 48L, 95L, 10L);
        assertThat(numbers.capacity().total()).isEqualTo(25.0);
    }

    @Test
    void pagesComeOneForEachRequest() {
        List<Integer> sizes = new ArrayList<>();
        for (Page<Order> page : filtered().pages()) {
            sizes.add(page.items().size());
            assertThat(service.requests()).hasSize(sizes.size());
        }
        assertThat(sizes).containsExactly(5, 5, 5, 5, 5, 5, 5, 5, 5, 3);
        assertThat(scan.maxPages(3).pages().stream()).hasSize(3);
        Iterator<Page<Order>> none = scan.limit(0).pages().iterator();
        assertThat(none.hasNext()).isFalse();
        assertThatThrownBy(none::next).isInstanceOf(NoSuchElementException.class);
    }

    @ParameterizedTest
    @CsvSource({"3,17", "10,17", "50,17", "7,0", "4,4"})
    void thePageSizeIsIndependentOfTheLimit(int pageSize, int limit) {
        assertThat(ids(filtered().pageSize(pageSize).limit(limit).execute())).isEqualTo(evens(limit));
        assertThat(ids(filtered().pageSize(pageSize).limit(limit))).isEqualTo(evens(limit));
        assertThat(service.bodies()).allMatch(body -> body.contains("\"Limit\":" + pageSize));
        if (limit == 0) {
            assertThat(service.requests()).isEmpty();
        }
    }

    @Test
    void theRequestLimitIsTheSmallerOfPageSizeAndWhatIsWanted() {
        scan.pageSize(4).limit(6).execute();
        assertThat(service.bodies().get(0)).contains("\"Limit\":4");
        assertThat(service.bodies().get(1)).contains("\"Limit\":2");
    }

    @ParameterizedTest
    @EnumSource
    void countsByKindSeeAllPages(Mode mode) {
        ScriptedTransport transport = mode.transport().always(request -> answer(request, 95));
        Map<Integer, Long> byLastDigit = mode.run(scan(transport).countBy(order -> order.id() % 10));
        assertThat(byLastDigit)
                .isEqualTo(IntStream.range(0, 10).boxed().collect(Collectors.toMap(i -> i, i -> i < 5 ? 10L : 9L)));
        assertThat(mode.run(scan(transport).limit(5).countBy(order -> "all"))).isEqualTo(Map.of("all", 5L));
    }

    @ParameterizedTest
    @EnumSource
    void aParallelScanBringsAllSegments(Mode mode) {
        ScriptedTransport transport = mode.transport().always(request -> answer(request, 95));
        Scan<Order> parallel = scan(transport).parallel(4, 3);
        assertThat(ids(mode.run(parallel)))
                .containsExactlyInAnyOrderElementsOf(
                        IntStream.range(0, 95).boxed().toList());
        assertThat(mode.run(parallel.count())).isEqualTo(95);
        assertThat(mode.run(parallel.where(attr("total").notExists()).limit(7).count()))
                .isEqualTo(7);
        assertThat(mode.run(parallel.limit(0))).isEmpty();
        assertThat(mode.run(parallel.first())).isPresent();
    }

    @ParameterizedTest
    @CsvSource({"1,1,1", "1,4,2", "3,5,2", "10,3,3", "33,7,4", "200,4,1"})
    void pagesOfAParallelScanLeadOnInAllSegmentsWithoutGapsOrRepeats(int limit, int segments, int atOnce) {
        Scan<Order> parallel = filtered().parallel(segments, atOnce).limit(limit);
        List<Integer> all = new ArrayList<>();
        Page<Order> page = parallel.page().execute();
        all.addAll(ids(page.items()));
        while (page.cursor().isPresent()) {
            page = parallel.after(page.cursor().get()).page().execute();
            assertThat(page.items()).hasSizeLessThanOrEqualTo(limit);
            all.addAll(ids(page.items()));
        }
        assertThat(all).hasSize(48).containsExactlyInAnyOrderElementsOf(evens(48));
    }

    @ParameterizedTest
    @CsvSource({"1,1", "4,2", "7,3"})
    void anIteratorOverAParallelScanSaysWhereItStandsAtAnyItem(int segments, int atOnce) {
        Scan<Order> parallel = filtered().parallel(segments, atOnce);
        List<Integer> all = ids(parallel);
        assertThat(all).containsExactlyInAnyOrderElementsOf(evens(48));
        for (int taken = 1; taken < all.size(); taken++) {
            Results<Order> some = parallel.iterator();
            List<Integer> seen = new ArrayList<>();
            for (int i = 0; i < taken; i++) {
                seen.add(some.next().id());
            }
            seen.addAll(ids(parallel.after(some.cursor().orElseThrow())));
            assertThat(seen).as("behind %s items", taken).hasSize(48).containsExactlyInAnyOrderElementsOf(evens(48));
        }
    }

    @Test
    void anIteratorOverAParallelScanSaysWhereItStandsAlsoWhenSomeSegmentsHaveEnded() {
        ScriptedTransport uneven = new ScriptedTransport()
                .always(request -> answer(
                        request, number(((Map<?, ?>) Golden.tree(request.body())).get("Segment"), 0) == 0 ? 95 : 5));
        Scan<Order> parallel = scan(uneven).parallel(4, 4);
        List<Integer> all = ids(parallel);
        for (int taken = 1; taken < all.size(); taken++) {
            Results<Order> some = parallel.iterator();
            List<Integer> seen = new ArrayList<>();
            for (int i = 0; i < taken; i++) {
                seen.add(some.next().id());
            }
            seen.addAll(ids(parallel.after(some.cursor().orElseThrow())));
            assertThat(seen).as("behind %s items", taken).containsExactlyInAnyOrderElementsOf(all);
        }
    }

    @Test
    void noLimitOfAParallelScanIsExceeded() {
        for (int limit = 1; limit < 40; limit++) {
            Page<Order> page = scan.parallel(4, 4).maxEvaluated(limit).page().execute();
            assertThat(page.evaluated()).isBetween(1L, (long) limit);
            int before = service.requests().size();
            scan.parallel(4, 4).maxPages(limit).execute();
            assertThat(service.requests()).hasSize(before + Math.min(limit, 12));
            assertThat(ids(scan.parallel(4, 4).limit(limit).execute())).hasSize(limit);
        }
    }

    @Test
    void aParallelScanHasAsManyRequestsUnderWayAsAllowed() {
        ScriptedTransport silent = new ScriptedTransport().always(silence());
        var call = scan(silent).parallel(8, 3).executeAsync();
        assertThat(silent.requests()).hasSize(3);
        call.cancel(true);
        assertThat(silent.pending()).hasSize(3).allMatch(java.util.concurrent.Future::isCancelled);
    }

    @Test
    void aFullResultHasATokenOnlyIfTheLimitLeftSomething() {
        FullResult<Order> all = scan.fullResult().execute();
        assertThat(all.items()).hasSize(95);
        assertThat(all.count()).isEqualTo(95);
        assertThat(all.scannedCount()).isEqualTo(95);
        assertThat(all.capacity().total()).isEqualTo(25.0);
        assertThat(all.nextToken()).isEmpty();
        assertThat(scan.limit(95).fullResult().execute().nextToken())
                .as("exactly exhausted")
                .isEmpty();
        FullResult<Order> some = scan.limit(13).pageSize(5).fullResult().execute();
        assertThat(ids(some.items())).isEqualTo(IntStream.range(0, 13).boxed().toList());
        assertThat(some.count())
                .as("unlike boto3, what was cut off does not count")
                .isEqualTo(13);
        assertThat(some.scannedCount()).isEqualTo(15);
        FullResult<Order> next =
                scan.limit(4).fullResult(some.nextToken().orElseThrow()).execute();
        assertThat(ids(next.items())).containsExactly(13, 14, 15, 16);
        assertThat(scan.limit(0).fullResult().execute().items()).isEmpty();
    }

    @Test
    void aTokenOfBoto3InTheMiddleOfAPageIsTaken() {
        String token = new PaginationToken(Optional.of(Item.of("id", 9)), 3).encode();
        assertThat(ids(scan.limit(4).fullResult(token).execute().items())).containsExactly(13, 14, 15, 16);
        assertThat(service.bodies().get(0)).contains("{\"N\":\"9\"}");
        String first = new PaginationToken(Optional.empty(), 2).encode();
        assertThat(ids(scan.limit(2).pageSize(10).fullResult(first).execute().items()))
                .containsExactly(2, 3);
    }

    @Test
    void whatIsNotYetSkippedStandsInTheNextToken() {
        String token = new PaginationToken(Optional.of(Item.of("id", 9)), 5).encode();
        FullResult<Order> page = scan.pageSize(2).maxPages(1).fullResult(token).execute();
        assertThat(page.items()).isEmpty();
        page = scan.pageSize(2)
                .maxPages(2)
                .fullResult(page.nextToken().orElseThrow())
                .execute();
        assertThat(ids(page.items())).as("12, 13 and 14 were skipped").containsExactly(15);

        assertThat(scan.limit(0).fullResult(token).execute().nextToken()).contains(token);
        String first = new PaginationToken(Optional.empty(), 2).encode();
        assertThat(scan.limit(0).fullResult(first).execute().nextToken()).contains(first);
    }

    @Test
    void aMillionItemsAreIteratedOver() {
        ScriptedTransport large = new ScriptedTransport();
        int[] pages = new int[1];
        StringBuilder items = new StringBuilder("{\"Items\":[");
        for (int i = 0; i < 1000; i++) {
            items.append(i == 0 ? "" : ",")
                    .append("{\"id\":{\"N\":\"")
                    .append(i)
                    .append("\"}}");
        }
        items.append("],\"Count\":1000,\"ScannedCount\":1000");
        large.always(request -> {
            boolean last = ++pages[0] == 1000;
            return ScriptedTransport.ok(items + (last ? "}" : ",\"LastEvaluatedKey\":{\"id\":{\"N\":\"7\"}}}"));
        });
        assertThat(scan(large).stream().count()).isEqualTo(1_000_000);
    }
}
