package dev.stator.conformance;

import static dev.stator.expression.Path.attr;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.stator.ExpressionText;
import dev.stator.Index;
import dev.stator.Measured;
import dev.stator.Page;
import dev.stator.Query;
import dev.stator.Results;
import dev.stator.Statistics;
import dev.stator.Table;
import dev.stator.codec.Attribute;
import dev.stator.codec.KeyAttribute;
import dev.stator.codec.TableSchema;
import dev.stator.error.ResourceNotFoundException;
import dev.stator.expression.KeyCondition;
import dev.stator.value.Binary;
import dev.stator.value.Item;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

class QueryContract {
    private static final TableSchema<Item> BY_STRING =
            TableSchema.items(KeyAttribute.string("id"), KeyAttribute.string("sort"));
    private static final TableSchema<Item> BY_NUMBER =
            TableSchema.items(KeyAttribute.string("id"), KeyAttribute.number("sort"));
    private static final TableSchema<Item> BY_BYTES =
            TableSchema.items(KeyAttribute.binary("id"), KeyAttribute.binary("sort"));

    @Contract
    void anIteratorsCursorLeadsOnBehindAnyItem(Subject subject) {
        Table<Thing> things = subject.shared(Thing.class);
        String id = things(subject, 1, 2, 3, 4, 5, 6, 7, 8);
        Query<Thing> query = things.query(id)
                .consistent()
                .where(attr(Thing::text).eq("even"))
                .newestFirst()
                .pageSize(3);

        for (int taken = 1; taken < 4; taken++) {
            Results<Item> results = query.select(attr(Thing::number)).iterator();
            for (int i = 0; i < taken; i++) {
                assertThat(results.next()).isEqualTo(Item.of("number", 80 - 20 * i));
            }
            assertThat(subject.run(query.after(results.cursor().orElseThrow())))
                    .extracting(Thing::at)
                    .isEqualTo(List.of(8, 6, 4, 2).subList(taken, 4));
            assertThat(results.statistics().yielded()).isEqualTo(taken);
            assertThat(results.statistics().capacity().total()).isPositive();
        }
    }

    @Contract
    void aQueryIsWrittenAsText(Subject subject) {
        Table<Thing> things = subject.shared(Thing.class);
        String id = things(subject, 1, 2, 3, 4, 5, 6);
        assertThat(subject.run(ExpressionText.query(
                                things,
                                "#at BETWEEN :low AND :high AND id = :id",
                                Map.of("#at", "at", ":low", 2, ":high", 4, ":id", id))
                        .newestFirst()
                        .consistent()))
                .extracting(Thing::at)
                .containsExactly(4, 3, 2);
        assertThat(subject.run(ExpressionText.query(things, "id = :id", Map.of(":id", id))
                        .consistent()))
                .hasSize(6);
        Table<Reading> readings = subject.fresh(Reading.class);
        subject.run(readings.put(Reading.of("a", "t1", "here", 1)));
        assertThat(subject.run(ExpressionText.query(
                        readings.index("by-place"), "#p = :here", Map.of("#p", "place", ":here", "here"))))
                .hasSize(1);
    }

    @Contract
    void anIndexQueryGoesOnBehindAnyItem(Subject subject) {
        Table<Reading> readings = subject.fresh(Reading.class);
        subject.run(readings.putAll(List.of(
                Reading.of("a", "t1", "here", 1), Reading.of("b", "t1", "here", 2), Reading.of("c", "t1", "here", 3))));
        Query<Reading> query = readings.index("by-place").query("here");

        Results<Reading> results = query.iterator();
        results.next();

        assertThat(subject.run(query.after(results.cursor().orElseThrow())))
                .extracting(Reading::sensor)
                .containsExactly("b", "c");
        assertThat(subject.run(query.startKey(
                        Item.of("sensor", "b", "time", "t1", "place", "here").with("value", 2))))
                .extracting(Reading::sensor)
                .containsExactly("c");
    }

    @Contract
    void whatToBringCanBeSaid(Subject subject) {
        Table<Reading> readings = subject.fresh(Reading.class);
        Reading one = Reading.of("a", "t1", "here", 1);
        subject.run(readings.put(one));

        assertThat(subject.run(readings.query("a").consistent().allAttributes()))
                .containsExactly(one);
        assertThat(subject.run(
                        readings.index("by-value").query("a").consistent().allAttributes()))
                .containsExactly(one);
        assertThat(subject.run(readings.index("by-place").query("here").projectedAttributes()))
                .containsExactly(one);
    }

    @Contract
    void numbersAloneCanBeAskedFor(Subject subject) {
        Table<Thing> things = subject.shared(Thing.class);
        String id = things(subject, 1, 2, 3, 4, 5);
        Query<Thing> query =
                things.query(id).consistent().where(attr(Thing::text).eq("odd"));

        Statistics numbers = subject.run(query.pageSize(2).statistics());

        assertThat(numbers.matched()).isEqualTo(3);
        assertThat(numbers.evaluated()).isEqualTo(5);
        assertThat(numbers.pages()).isEqualTo(3);
        assertThat(subject.run(query.limit(2).count())).as("the limit caps").isEqualTo(2);
        assertThat(subject.run(query.limit(0).count())).isZero();
    }

    @Contract
    void aRateIsKeptOnTheWay(Subject subject) {
        Table<Thing> things = subject.shared(Thing.class);
        String id = things(subject, 1, 2, 3, 4, 5);

        assertThat(subject.run(things.query(id).consistent().pageSize(2).unitsPerSecond(1000)))
                .hasSize(5);
    }

    @Contract
    void itemsOfAPartitionComeInTheOrderOfTheirSortKey(Subject subject) {
        Table<Thing> things = subject.shared(Thing.class);
        String id = things(subject, 3, -1, 20, 10);

        assertThat(subject.run(things.query(id).consistent()))
                .extracting(Thing::at)
                .containsExactly(-1, 3, 10, 20);
        assertThat(subject.run(things.query(id).consistent().newestFirst()))
                .extracting(Thing::at)
                .containsExactly(20, 10, 3, -1);
        assertThat(subject.run(things.query(subject.newKey()).consistent())).isEmpty();
    }

    @Contract
    void sortKeyConditionsSelect(Subject subject) {
        String id = things(subject, 1, 2, 3, 4, 5);

        assertThat(sorted(subject, id, KeyCondition.eq(3))).containsExactly(3);
        assertThat(sorted(subject, id, KeyCondition.lt(3))).containsExactly(1, 2);
        assertThat(sorted(subject, id, KeyCondition.le(3))).containsExactly(1, 2, 3);
        assertThat(sorted(subject, id, KeyCondition.gt(3))).containsExactly(4, 5);
        assertThat(sorted(subject, id, KeyCondition.ge(3))).containsExactly(3, 4, 5);
        assertThat(sorted(subject, id, KeyCondition.between(2, 4))).containsExactly(2, 3, 4);
        assertThat(sorted(subject, id, KeyCondition.between(9, 10))).isEmpty();
    }

    private static List<Integer> sorted(Subject subject, String id, KeyCondition condition) {
        Query<Thing> query = subject.shared(Thing.class).query(id).consistent().sortKey(condition);
        List<Integer> forward = subject.run(query).stream().map(Thing::at).toList();
        List<Integer> backward = new ArrayList<>(
                subject.run(query.newestFirst()).stream().map(Thing::at).toList());
        Collections.reverse(backward);
        assertThat(backward).isEqualTo(forward);
        return forward;
    }

    private static String things(Subject subject, int... sortKeys) {
        Table<Thing> things = subject.shared(Thing.class);
        String id = subject.newKey();
        subject.run(things.putAll(IntStream.of(sortKeys)
                .mapToObj(at -> Thing.of(id, at, at % 2 == 0 ? "even" : "odd", at * 10))
                .toList()));
        return id;
    }

    @Contract
    void stringsSortByTheirBytesInUtf8(Subject subject) {
        Table<Item> items = subject.shared("by string", BY_STRING);
        String id = subject.newKey();
        List<String> inOrder = List.of("!", "A", "B", "a", "aa", "ab", "b", "é", "ア", "\uFFFD", "\uD83D\uDE00");
        subject.run(items.putAll(
                inOrder.stream().map(sort -> Item.of("id", id, "sort", sort)).toList()));

        assertThat(subject.run(items.query(id).consistent()))
                .extracting(item -> item.string("sort").orElseThrow())
                .isEqualTo(inOrder);
    }

    @Contract
    void prefixesOfStringsAndBinariesSelect(Subject subject) {
        Table<Item> items = subject.shared("by string", BY_STRING);
        String id = subject.newKey();
        for (String sort : List.of("a", "ab", "abc", "b", "\uFFFF", "\uFFFFx")) {
            subject.run(items.put(Item.of("id", id, "sort", sort)));
        }
        Query<Item> query = items.query(id).consistent();

        assertThat(subject.run(query.sortKey(KeyCondition.beginsWith("ab")).count()))
                .isEqualTo(2);
        assertThat(subject.run(query.sortKey(KeyCondition.beginsWith("\uFFFF")).count()))
                .isEqualTo(2);
        assertThat(subject.run(query.sortKey(KeyCondition.beginsWith("c")).count()))
                .isZero();

        Table<Item> binaries = subject.shared("by bytes", BY_BYTES);
        Binary key = Binary.of(id.getBytes(UTF_8));
        for (Binary sort : List.of(bytes(255), bytes(255, 255), bytes(255, 255, 0), bytes(254, 255))) {
            subject.run(binaries.put(Item.of("id", key, "sort", sort)));
        }

        assertThat(subject.run(binaries.query(key)
                        .consistent()
                        .sortKey(KeyCondition.beginsWith(bytes(255, 255)))
                        .count()))
                .isEqualTo(2);
    }

    @Contract
    void binariesSortAsUnsignedBytes(Subject subject) {
        Table<Item> items = subject.shared("by bytes", BY_BYTES);
        Binary id = Binary.of(subject.newKey().getBytes(UTF_8));
        List<Binary> inOrder = List.of(
                bytes(0), bytes(0, 0), bytes(0, 255), bytes(1), bytes(127), bytes(128), bytes(255), bytes(255, 0));
        subject.run(items.putAll(
                inOrder.stream().map(sort -> Item.of("id", id, "sort", sort)).toList()));

        assertThat(subject.run(items.query(id).consistent()))
                .extracting(item -> item.binary("sort").orElseThrow())
                .isEqualTo(inOrder);
        assertThat(subject.run(items.get(id, bytes(0, 255)).consistent())).isPresent();
    }

    private static Binary bytes(int... values) {
        byte[] bytes = new byte[values.length];
        for (int i = 0; i < values.length; i++) {
            bytes[i] = (byte) values[i];
        }
        return Binary.of(bytes);
    }

    @Contract
    void numbersSortByValue(Subject subject) {
        Table<Item> items = subject.shared("by number", BY_NUMBER);
        String id = subject.newKey();
        List<BigDecimal> inOrder = Stream.of(
                        "-9.9999999999999999999999999999999999999E125",
                        "-1E100",
                        "-100",
                        "-99.5",
                        "-1",
                        "-1E-130",
                        "0",
                        "1E-130",
                        "0.001",
                        "0.0011",
                        "9",
                        "10",
                        "10.00000000000000000000000000000000001",
                        "11",
                        "1E125",
                        "9.9999999999999999999999999999999999999E125")
                .map(BigDecimal::new)
                .toList();
        subject.run(items.putAll(
                inOrder.stream().map(sort -> Item.of("id", id, "sort", sort)).toList()));

        List<Item> found = subject.run(items.query(id).consistent());

        assertThat(found)
                .extracting(item -> item.number("sort").orElseThrow())
                .usingElementComparator(BigDecimal::compareTo)
                .isEqualTo(inOrder);
        assertThat(subject.run(items.query(id)
                        .consistent()
                        .sortKey(KeyCondition.between(new BigDecimal("9.5"), new BigDecimal("10.5")))
                        .count()))
                .isEqualTo(2);
    }

    /** A part of a {@link Reading}. */
    public record Place(
            Optional<String> place, @Attribute("note") String remark) {}

    @Contract
    void aSmallerRecordIsReadByQueriesAndScansOfTablesAndIndexes(Subject subject) {
        Table<Reading> readings = subject.fresh(Reading.class);
        Reading first = Reading.of("s", "t1", "p", 5);
        subject.run(readings.putAll(List.of(first, Reading.of("s", "t2", "p", 1), Reading.bare("s", "t3"))));
        Place place = new Place(Optional.of("p"), "note");
        Place bare = new Place(Optional.empty(), "bare");

        assertThat(subject.run(readings.query("s").consistent().as(Place.class)))
                .containsExactly(place, place, bare);
        assertThat(subject.run(readings.query("s")
                        .as(Place.class)
                        .consistent()
                        .newestFirst()
                        .where(attr(Reading::value)
                                .notExists()
                                .or(attr(Reading::value).lt(3)))
                        .limit(2)))
                .as("with a filter and a limit, which reads the key, too")
                .containsExactly(bare, place);
        assertThat(subject.run(readings.scan().as(Place.class))).containsExactlyInAnyOrder(place, place, bare);
        assertThat(subject.run(
                        readings.index("by-value").query("s").consistent().as(Place.class)))
                .containsExactly(place, place);
        assertThat(subject.run(readings.scan().as(Item.class)))
                .contains(readings.schema().toItem(first));
    }

    @Contract
    void filtersDropWhatWasRead(Subject subject) {
        String id = things(subject, 1, 2, 3, 4, 5);
        Query<Thing> query = subject.shared(Thing.class)
                .query(id)
                .consistent()
                .where(attr(Thing::text).eq("odd"));

        assertThat(subject.run(query)).extracting(Thing::at).containsExactly(1, 3, 5);
        assertThat(subject.run(query.where(attr(Thing::number).gt(10))))
                .extracting(Thing::at)
                .containsExactly(3, 5);
        assertThat(subject.run(query.count())).isEqualTo(3);
        assertThat(subject.run(query.page()).evaluated()).isEqualTo(5);
    }

    @Contract
    void limitsStopAtTheFirstThatIsReached(Subject subject) {
        String id = things(subject, 1, 2, 3, 4, 5, 6);
        Query<Thing> query = subject.shared(Thing.class).query(id).consistent();
        Query<Thing> odd = query.where(attr(Thing::text).eq("odd"));

        assertThat(subject.run(query.limit(2))).extracting(Thing::at).containsExactly(1, 2);
        assertThat(subject.run(query.newestFirst().limit(2)))
                .extracting(Thing::at)
                .containsExactly(6, 5);
        assertThat(subject.run(odd.limit(2))).extracting(Thing::at).containsExactly(1, 3);
        assertThat(subject.run(odd.maxEvaluated(3))).extracting(Thing::at).containsExactly(1, 3);
        assertThat(subject.run(odd.newestFirst().first()).map(Thing::at)).contains(5);
        assertThat(subject.run(query.limit(100))).hasSize(6);
    }

    @Contract
    void cursorsGoOnBehindThePageInBothDirections(Subject subject) {
        String id = things(subject, 1, 2, 3, 4, 5);
        Query<Thing> query = subject.shared(Thing.class).query(id).consistent().limit(2);

        assertThat(pages(subject, query)).containsExactly(List.of(1, 2), List.of(3, 4), List.of(5));
        assertThat(pages(subject, query.newestFirst())).containsExactly(List.of(5, 4), List.of(3, 2), List.of(1));
        assertThat(pages(subject, query.where(attr(Thing::text).eq("odd")))).startsWith(List.of(1, 3), List.of(5));
    }

    private static List<List<Integer>> pages(Subject subject, Query<Thing> query) {
        List<List<Integer>> pages = new ArrayList<>();
        Page<Thing> page = subject.run(query.page());
        pages.add(page.items().stream().map(Thing::at).toList());
        while (page.cursor().isPresent()) {
            page = subject.run(query.after(page.cursor().get()).page());
            pages.add(page.items().stream().map(Thing::at).toList());
        }
        return pages;
    }

    @Contract
    void aPageThatEndsWithItsLimitHasACursorEvenAtTheEnd(Subject subject) {
        String id = things(subject, 1, 2);
        Query<Thing> query = subject.shared(Thing.class).query(id).consistent();

        Page<Thing> page = subject.run(query.limit(2).page());

        assertThat(page.cursor()).as("the service did not look further").isPresent();
        assertThat(subject.run(query.after(page.cursor().get()).page()))
                .isEqualTo(new Page<>(List.of(), Optional.empty(), 0));
        assertThat(subject.run(query.limit(3).page()).cursor()).isEmpty();
    }

    @Contract
    void aCursorOutlivesItsItem(Subject subject) {
        String id = things(subject, 1, 2, 3, 4);
        Table<Thing> things = subject.shared(Thing.class);
        Query<Thing> query = things.query(id).consistent();
        String cursor = subject.run(query.limit(2).page()).cursor().orElseThrow();

        subject.run(things.delete(id, 2));
        subject.run(things.put(Thing.of(id, -5)));

        assertThat(subject.run(query.after(cursor))).extracting(Thing::at).containsExactly(3, 4);
        assertThat(subject.run(query.newestFirst().startKey(Item.of("id", id, "at", 2))))
                .extracting(Thing::at)
                .containsExactly(1, -5);
    }

    @Contract
    void aPageHoldsUpToAMegabyte(Subject subject) {
        Table<Thing> things = subject.shared(Thing.class);
        String id = subject.newKey();
        for (int at = 1; at <= 5; at++) {
            subject.run(things.put(Thing.of(id, at, "x".repeat(300 * 1024), at)));
        }
        Query<Thing> query = things.query(id).consistent();

        Page<Thing> first = subject.run(query.page());
        Page<Thing> second =
                subject.run(query.after(first.cursor().orElseThrow()).page());

        assertThat(first.items())
                .extracting(Thing::at)
                .as("the fourth crosses the line")
                .containsExactly(1, 2, 3, 4);
        assertThat(second.items()).extracting(Thing::at).containsExactly(5);
        assertThat(second.cursor()).isEmpty();
    }

    @Contract
    void moreThanAMegabyteComesInSeveralRequests(Subject subject) {
        Table<Thing> things = subject.shared(Thing.class);
        String id = subject.newKey();
        for (int at = 1; at <= 7; at++) {
            subject.run(things.put(Thing.of(id, at, "x".repeat(380 * 1024), at)));
        }
        Query<Thing> query = things.query(id).consistent();

        Measured<List<Thing>> all = subject.run(query.measured());

        assertThat(all.value()).extracting(Thing::at).containsExactly(1, 2, 3, 4, 5, 6, 7);
        assertThat(all.requests()).isEqualTo(3);
        assertThat(subject.run(query.count())).isEqualTo(7);
        assertThat(query.stream().map(Thing::at)).containsExactly(1, 2, 3, 4, 5, 6, 7);
        assertThat(subject.run(query.where(attr(Thing::number).eq(7)).count()))
                .as("pages whose items are all dropped are no end")
                .isEqualTo(1);
    }

    @Contract
    void projectionsBringParts(Subject subject) {
        String id = things(subject, 1, 2);
        Query<Thing> query = subject.shared(Thing.class).query(id).consistent();

        assertThat(subject.run(query.select(attr(Thing::number))))
                .containsExactly(Item.of("number", 10), Item.of("number", 20));
        assertThat(subject.run(query.where(attr(Thing::number).gt(10)).limit(1).select(attr(Thing::text))))
                .containsExactly(Item.of("text", "even"));
    }

    @Contract
    void capacityIsCountedOverThePage(Subject subject) {
        String id = things(subject, 1, 2, 3);
        Query<Thing> query = subject.shared(Thing.class).query(id);

        assertThat(subject.run(query.measured()).capacity().total()).isEqualTo(0.5);
        assertThat(subject.run(query.consistent().measured()).capacity().total())
                .isEqualTo(1.0);
        assertThat(subject.run(query.consistent()
                                .where(attr(Thing::number).eq(0))
                                .measured())
                        .capacity()
                        .total())
                .as("what the filter drops was read all the same")
                .isEqualTo(1.0);
    }

    @Contract
    void aGlobalIndexHoldsWhatHasItsKeys(Subject subject) {
        Table<Reading> readings = subject.shared(Reading.class);
        Index<Reading> byPlace = readings.index("by-place");
        String place = subject.newKey();
        Reading low = Reading.of("a" + place, "t1", place, 1);
        Reading high = Reading.of("b" + place, "t0", place, 9);
        Reading elsewhere = Reading.of("b" + place, "t1", "not " + place, 5);
        subject.run(readings.putAll(List.of(high, low, elsewhere, Reading.bare("a" + place, "t2"))));

        eventually(() -> assertThat(subject.run(byPlace.query(place))).containsExactly(low, high));
        assertThat(subject.run(byPlace.query(place).newestFirst())).containsExactly(high, low);
        assertThat(subject.run(byPlace.query(place).sortKey(KeyCondition.gt(1))))
                .containsExactly(high);
        assertThat(subject.run(readings.index("by-place-only").query(place))).containsExactlyInAnyOrder(low, high);
    }

    @Contract
    void aLocalIndexSortsAPartitionAnew(Subject subject) {
        Table<Reading> readings = subject.shared(Reading.class);
        Index<Reading> byValue = readings.index("by-value");
        String sensor = subject.newKey();
        Reading first = Reading.of(sensor, "t1", "here", 9);
        Reading second = Reading.of(sensor, "t2", "here", 1);
        Reading third = Reading.of(sensor, "t3", "here", 5);
        subject.run(readings.putAll(List.of(first, second, third, Reading.bare(sensor, "t4"))));

        assertThat(subject.run(byValue.query(sensor).consistent())).containsExactly(second, third, first);
        assertThat(subject.run(byValue.query(sensor).consistent().sortKey(KeyCondition.between(1, 5))))
                .containsExactly(second, third);
        assertThat(subject.run(readings.query(sensor).consistent().count())).isEqualTo(4);
    }

    @Contract
    void indexesFollowEveryWrite(Subject subject) {
        Table<Reading> readings = subject.shared(Reading.class);
        Index<Reading> byPlace = readings.index("by-place");
        String place = subject.newKey();
        Reading reading = Reading.of(place, "t1", place, 1);

        subject.run(readings.put(reading));
        eventually(() -> assertThat(subject.run(byPlace.query(place))).containsExactly(reading));

        subject.run(readings.update(place, "t1").set(attr(Reading::value), 2).set(Reading::text, "moved"));
        eventually(() -> assertThat(subject.run(byPlace.query(place)))
                .containsExactly(new Reading(place, "t1", Optional.of(place), Optional.of(2), "moved")));

        subject.run(readings.update(place, "t1").remove(Reading::value));
        eventually(() -> assertThat(subject.run(byPlace.query(place)))
                .as("the index is sparse")
                .isEmpty());
        assertThat(subject.run(readings.index("by-place-only").query(place))).hasSize(1);

        subject.run(
                readings.update(place, "t1").set(attr(Reading::value), 3).set(attr(Reading::place), "else " + place));
        eventually(() -> assertThat(subject.run(byPlace.query("else " + place))).hasSize(1));

        subject.run(readings.delete(place, "t1"));
        eventually(() -> assertThat(subject.run(byPlace.query("else " + place))).isEmpty());
        assertThat(subject.run(readings.index("by-value").query(place).consistent()))
                .isEmpty();
    }

    @Contract
    void cursorsOfAnIndexTellEqualKeysApart(Subject subject) {
        Table<Reading> readings = subject.shared(Reading.class);
        String place = subject.newKey();
        List<Reading> same = IntStream.range(0, 5)
                .mapToObj(i -> Reading.of(place, "t" + i, place, 7))
                .toList();
        subject.run(readings.putAll(same));
        Query<Reading> query = readings.index("by-place").query(place).limit(2);
        eventually(() -> assertThat(subject.run(query.limit(9).count())).isEqualTo(5));

        List<Reading> found = new ArrayList<>();
        Optional<String> cursor = Optional.empty();
        do {
            Page<Reading> page =
                    subject.run(cursor.map(query::after).orElse(query).page());
            found.addAll(page.items());
            cursor = page.cursor();
        } while (cursor.isPresent());

        assertThat(found).containsExactlyInAnyOrderElementsOf(same);
    }

    /** Global indexes follow a moment later on the service. */
    private static void eventually(Runnable assertion) {
        for (int tries = 0; tries < 50; tries++) {
            try {
                assertion.run();
                return;
            } catch (AssertionError notYet) {
                pause();
            }
        }
        assertion.run();
    }

    private static void pause() {
        try {
            Thread.sleep(100);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Contract(Difference.PARAMETER_MESSAGES)
    void aConsistentReadOfAGlobalIndexIsRefused(Subject subject) {
        assertThat(refusal(
                        subject,
                        "'IndexName':'by-place-only','KeyConditionExpression':'place = :v','ConsistentRead':true",
                        "{':v':{'S':'a'}}"))
                .isEqualTo("Consistent reads are not supported on global secondary indexes");
    }

    @Contract
    void anUnknownIndexIsRefused(Subject subject) {
        assertThat(refusal(subject, "'IndexName':'nothing','KeyConditionExpression':'sensor = :v'", "{':v':{'S':'a'}}"))
                .isEqualTo("The table does not have the specified index: nothing");
    }

    @Contract(Difference.KEY_MESSAGES)
    void aKeyConditionMustNameThePartition(Subject subject) {
        assertThat(refusal(
                        subject,
                        "'KeyConditionExpression':'#t = :v','ExpressionAttributeNames':{'#t':'time'}",
                        "{':v':{'S':'a'}}"))
                .isEqualTo("Query condition missed key schema element: sensor");
        assertThat(refusal(subject, "'KeyConditionExpression':'sensor > :v'", "{':v':{'S':'a'}}"))
                .isEqualTo("Query key condition not supported");
        assertThat(refusal(subject, "'KeyConditionExpression':'sensor = :v AND note = :v'", "{':v':{'S':'a'}}"))
                .isEqualTo("Query condition missed key schema element: time");
    }

    @Contract
    void aKeyConditionWithOtherOperatorsIsRefused(Subject subject) {
        assertThat(refusal(subject, "'KeyConditionExpression':'sensor = :v OR note = :v'", "{':v':{'S':'a'}}"))
                .isEqualTo("Invalid operator used in KeyConditionExpression: OR");
        assertThat(refusal(subject, "'KeyConditionExpression':'sensor <> :v'", "{':v':{'S':'a'}}"))
                .isEqualTo("Invalid operator used in KeyConditionExpression: <>");
    }

    @Contract
    void aKeyConditionOfAWrongTypeIsRefused(Subject subject) {
        for (String value : List.of("{'N':'1'}", "{'BOOL':true}", "{'NULL':true}", "{'M':{}}", "{'SS':['a']}")) {
            assertThat(refusal(subject, "'KeyConditionExpression':'sensor = :v'", "{':v':" + value + "}"))
                    .isEqualTo("One or more parameter values were invalid: "
                            + "Condition parameter type does not match schema type");
        }
    }

    @Contract
    void aQueryWithoutKeyConditionIsRefused(Subject subject) {
        assertThat(subject.refusal(subject.raw(
                        "Query",
                        "{'TableName':'%s'}",
                        subject.shared(Reading.class).name())))
                .isEqualTo(
                        "Either the KeyConditions or KeyConditionExpression parameter must be specified in the request.");
    }

    @Contract
    void aFilterOnTheKeyIsRefused(Subject subject) {
        assertThat(refusal(
                        subject,
                        "'KeyConditionExpression':'sensor = :v','FilterExpression':'sensor = :v'",
                        "{':v':{'S':'a'}}"))
                .isEqualTo(
                        "Filter Expression can only contain non-primary key attributes: Primary key attribute: sensor");
    }

    @Contract(Difference.PARAMETER_MESSAGES)
    void aLimitOfZeroIsRefused(Subject subject) {
        assertThat(refusal(subject, "'Limit':0,'KeyConditionExpression':'sensor = :v'", "{':v':{'S':'a'}}"))
                .contains("failed to satisfy constraint: Member must have value greater than or equal to 1");
    }

    @Contract(Difference.KEY_MESSAGES)
    void aStartKeyThatDoesNotFitIsRefused(Subject subject) {
        assertThat(refusal(
                        subject,
                        "'ExclusiveStartKey':{'sensor':{'S':'a'}},'KeyConditionExpression':'sensor = :v'",
                        "{':v':{'S':'a'}}"))
                .isEqualTo("The provided starting key is invalid");
    }

    @Contract(Difference.KEY_MESSAGES)
    void aStartKeyOutsideThePartitionIsRefused(Subject subject) {
        assertThat(refusal(
                        subject,
                        "'ExclusiveStartKey':{'sensor':{'S':'b'},'time':{'S':'t'}},'KeyConditionExpression':'sensor = :v'",
                        "{':v':{'S':'a'}}"))
                .isEqualTo("The provided starting key is outside query boundaries based on provided conditions");
    }

    private static String refusal(Subject subject, String parameters, String values) {
        return subject.refusal(subject.raw(
                "Query",
                "{'TableName':'%s',%s,'ExpressionAttributeValues':%s}",
                subject.shared(Reading.class).name(),
                parameters,
                values));
    }

    @Contract
    void aTableThatIsNotThereIsNotFound(Subject subject) {
        Table<Thing> things = subject.missing(Thing.class);

        assertThat(subject.failure(ResourceNotFoundException.class, things.query("a"))
                        .code())
                .isEqualTo("ResourceNotFoundException");
    }
}
