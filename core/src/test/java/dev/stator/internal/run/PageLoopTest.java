package dev.stator.internal.run;

import static dev.stator.testing.ScriptedTransport.failure;
import static dev.stator.testing.ScriptedTransport.ok;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stator.error.ThrottlingException;
import dev.stator.internal.protocol.Operation;
import dev.stator.internal.protocol.Operation.Effect;
import dev.stator.internal.protocol.PageReply;
import dev.stator.internal.run.PageLoop.Limits;
import dev.stator.internal.run.Workbench.TextOperation;
import dev.stator.testing.ScriptedTransport;
import dev.stator.value.ConsumedCapacity;
import dev.stator.value.Item;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The items are the numbers from 0; a page's key is the last number that was evaluated. */
class PageLoopTest {
    private static final long NONE = Long.MAX_VALUE;

    private final Workbench bench = new Workbench();

    /** A table of numbers with a filter, whose pages hold so many at most. */
    private record Numbers(int size, IntPredicate filter, List<Integer> pageSizes) {
        static Numbers plain(int size, int pageSize) {
            return new Numbers(size, number -> true, List.of(pageSize));
        }

        static Numbers filtered(int size, int pageSize, IntPredicate filter) {
            return new Numbers(size, filter, List.of(pageSize));
        }

        boolean isFiltered() {
            return IntStream.range(0, size).anyMatch(filter.negate());
        }

        List<Integer> matching() {
            return IntStream.range(0, size).filter(filter).boxed().toList();
        }

        Operation<PageReply<Integer>> operation(Optional<Item> startKey, OptionalInt limit, boolean countOnly) {
            String request =
                    startKey.map(PageLoopTest::number).orElse(-1) + " " + (limit.isPresent() ? limit.getAsInt() : "-");
            return new TextOperation<>(Effect.READ, request, (from, pageSize) -> {
                int first = startKey.map(key -> number(key) + 1).orElse(0);
                int most = Math.min(limit.orElse(Integer.MAX_VALUE), Integer.parseInt(pageSize));
                int end = (int) Math.min(size, (long) first + most);
                List<Integer> found =
                        IntStream.range(first, end).filter(filter).boxed().toList();
                // As the service: a limit that is reached at the very end leaves a key all the same.
                boolean more = end < size || end - first == limit.orElse(-1);
                return new PageReply<>(
                        countOnly ? List.of() : found,
                        found.size(),
                        end - first,
                        1,
                        ConsumedCapacity.NONE,
                        more ? Optional.of(key(end - 1)) : Optional.empty(),
                        index -> key(found.get(index)));
            });
        }

        ScriptedTransport.Service service(Workbench bench) {
            return request -> ok(String.valueOf(pageSizes.get(Math.min(bench.sent.size(), pageSizes.size()) - 1)));
        }
    }

    private static Item key(int number) {
        return Item.of("n", number);
    }

    private static int number(Item key) {
        return key.number("n").orElseThrow().intValueExact();
    }

    private PageReply<Integer> read(Numbers numbers, Limits limits, Optional<Item> startKey) {
        return bench.run(loop(numbers, limits, startKey, false), numbers.service(bench));
    }

    private PageLoop<Integer> loop(Numbers numbers, Limits limits, Optional<Item> startKey, boolean countOnly) {
        return new PageLoop<>(
                bench.context(),
                (from, limit) -> numbers.operation(from, limit, countOnly),
                limits,
                startKey,
                numbers.isFiltered(),
                key -> key,
                new Pace(OptionalDouble.empty(), bench.settings().nanoTime()));
    }

    private List<String> requests() {
        return bench.sent.stream()
                .map(request -> new String(request.body(), UTF_8))
                .toList();
    }

    @Test
    void withoutLimitsAllPagesAreRead() {
        PageReply<Integer> all = read(Numbers.plain(10, 4), new Limits(NONE, NONE, NONE), Optional.empty());
        assertThat(all.items()).containsExactly(0, 1, 2, 3, 4, 5, 6, 7, 8, 9);
        assertThat(all.count()).isEqualTo(10);
        assertThat(all.scannedCount()).isEqualTo(10);
        assertThat(all.lastKey()).isEmpty();
        assertThat(requests()).containsExactly("-1 -", "3 -", "7 -");
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                // results, evaluated, pages: items, last key, requests
                "-, -, -, 10, -, 3",
                "3, -, -, 3, 2, 1",
                "4, -, -, 4, 3, 1",
                "6, -, -, 6, 5, 2",
                "10, -, -, 10, 9, 3",
                "99, -, -, 10, -, 3",
                "-, 3, -, 3, 2, 1",
                "-, 6, -, 6, 5, 2",
                "-, -, 1, 4, 3, 1",
                "-, -, 2, 8, 7, 2",
                "-, -, 9, 10, -, 3",
                "6, 5, -, 5, 4, 2",
                "5, 6, -, 5, 4, 2",
                "6, -, 1, 4, 3, 1",
                "2, -, 2, 2, 1, 1",
                "-, 9, 2, 8, 7, 2",
                "-, 2, 2, 2, 1, 1",
                "6, 5, 1, 4, 3, 1",
                "6, 5, 2, 5, 4, 2",
                "0, -, -, 0, -, 0",
                "-, 0, -, 0, -, 0",
                "-, -, 0, 0, -, 0"
            })
    void theFirstLimitThatIsReachedStops(
            Long results, Long evaluated, Long pages, int items, Integer lastKey, int requests) {
        Limits limits = new Limits(
                results == null ? NONE : results, evaluated == null ? NONE : evaluated, pages == null ? NONE : pages);
        PageReply<Integer> reply = read(Numbers.plain(10, 4), limits, Optional.empty());
        assertThat(reply.items()).isEqualTo(IntStream.range(0, items).boxed().toList());
        assertThat(reply.lastKey().map(PageLoopTest::number)).isEqualTo(Optional.ofNullable(lastKey));
        assertThat(bench.sent).hasSize(requests);
    }

    @Test
    void withAFilterTheServiceIsNotToldHowManyResultsAreWanted() {
        Numbers odd = Numbers.filtered(10, 4, number -> number % 2 == 1);
        PageReply<Integer> reply = read(odd, new Limits(3, NONE, NONE), Optional.empty());
        assertThat(reply.items()).containsExactly(1, 3, 5);
        assertThat(requests()).containsExactly("-1 -", "3 -");
    }

    @Test
    void withAFilterTheServiceIsToldHowManyItemsMayBeEvaluated() {
        Numbers odd = Numbers.filtered(10, 4, number -> number % 2 == 1);
        PageReply<Integer> reply = read(odd, new Limits(4, 5, NONE), Optional.empty());
        assertThat(reply.items()).containsExactly(1, 3);
        assertThat(reply.scannedCount()).isEqualTo(5);
        assertThat(requests()).containsExactly("-1 5", "3 1");
    }

    @Test
    void aPageThatIsCutShortGoesOnBehindTheLastItemGiven() {
        Numbers odd = Numbers.filtered(20, 10, number -> number % 2 == 1);
        PageReply<Integer> reply = read(odd, new Limits(2, NONE, NONE), Optional.empty());
        assertThat(reply.items()).containsExactly(1, 3);
        assertThat(reply.lastKey()).contains(key(3));
        assertThat(reply.count()).isEqualTo(2);
        assertThat(reply.scannedCount())
                .as("the service read them all the same")
                .isEqualTo(10);
        assertThat(read(odd, new Limits(2, NONE, NONE), reply.lastKey()).items())
                .containsExactly(5, 7);
    }

    @Test
    void aPageThatGivesJustEnoughGoesOnWhereTheServiceStopped() {
        Numbers few = Numbers.filtered(20, 10, number -> number == 3 || number == 15);
        PageReply<Integer> reply = read(few, new Limits(1, NONE, NONE), Optional.empty());
        assertThat(reply.items()).containsExactly(3);
        assertThat(reply.lastKey()).contains(key(9));
    }

    @Test
    void emptyPagesWithAKeyGoOn() {
        Numbers last = Numbers.filtered(12, 4, number -> number == 11);
        assertThat(read(last, new Limits(1, NONE, NONE), Optional.empty()).items())
                .containsExactly(11);
        assertThat(bench.sent).hasSize(3);
    }

    @Test
    void anEmptyPageWithAKeyIsNotTheEndWhenOnlyOneIsAskedFor() {
        Numbers last = Numbers.filtered(12, 4, number -> number == 11);
        PageReply<Integer> reply = read(last, new Limits(NONE, NONE, 1), Optional.empty());
        assertThat(reply.items()).isEmpty();
        assertThat(reply.lastKey()).contains(key(3));
    }

    @Test
    void nothingWantedIsNothingRead() {
        PageReply<Integer> reply = read(Numbers.plain(10, 4), new Limits(0, NONE, NONE), Optional.of(key(5)));
        assertThat(reply.items()).isEmpty();
        assertThat(reply.lastKey())
                .as("to go on from where it would have begun")
                .contains(key(5));
        assertThat(bench.sent).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"3, 3", "4, 4", "5, 5", "9223372036854775807, 5"})
    void countsAreCapped(long limit, long count) {
        Numbers odd = Numbers.filtered(10, 4, number -> number % 2 == 1);
        PageReply<Integer> reply =
                bench.run(loop(odd, new Limits(limit, NONE, NONE), Optional.empty(), true), odd.service(bench));
        assertThat(reply.count()).isEqualTo(count);
        assertThat(reply.items()).isEmpty();
    }

    @Test
    void countsWithoutAFilterAskForNoMoreThanIsWanted() {
        Numbers plain = Numbers.plain(10, 4);
        PageReply<Integer> reply =
                bench.run(loop(plain, new Limits(6, NONE, NONE), Optional.empty(), true), plain.service(bench));
        assertThat(reply.count()).isEqualTo(6);
        assertThat(requests()).containsExactly("-1 6", "3 2");
    }

    @Test
    void theItemsCannotBeChanged() {
        List<Integer> items = read(Numbers.plain(3, 4), new Limits(NONE, NONE, NONE), Optional.empty())
                .items();
        assertThatThrownBy(() -> items.add(4)).isInstanceOf(UnsupportedOperationException.class);
    }

    @Test
    void aFailedPageFailsTheWhole() {
        Numbers plain = Numbers.plain(10, 4);
        assertThatThrownBy(() -> bench.run(
                        loop(plain, new Limits(NONE, NONE, NONE), Optional.empty(), false),
                        request -> bench.sent.size() == 1 ? ok("4") : failure(400, "ThrottlingException")))
                .isInstanceOf(ThrottlingException.class);
    }

    @Property
    void anyPagesGiveExactlyTheItemsAndResumeWithoutGaps(
            @ForAll @IntRange(max = 40) int size,
            @ForAll @Size(min = 1, max = 6) List<@IntRange(min = 1, max = 9) Integer> pageSizes,
            @ForAll @IntRange(min = 1, max = 4) int everyNth,
            @ForAll @IntRange(min = 1, max = 12) int results,
            @ForAll @IntRange(min = 1, max = 12) int evaluated,
            @ForAll @IntRange(min = 1, max = 4) int pages,
            @ForAll @IntRange(max = 7) int whichLimits) {
        Limits limits = new Limits(
                (whichLimits & 1) == 0 ? NONE : results,
                (whichLimits & 2) == 0 ? NONE : evaluated,
                (whichLimits & 4) == 0 ? NONE : pages);
        Numbers numbers = new Numbers(size, number -> number % everyNth == 0, pageSizes);
        List<Integer> all = new ArrayList<>();
        Optional<Item> from = Optional.empty();
        do {
            Workbench random = new Workbench();
            PageLoop<Integer> loop = new PageLoop<>(
                    random.context(),
                    (startKey, limit) -> numbers.operation(startKey, limit, false),
                    limits,
                    from,
                    numbers.isFiltered(),
                    key -> key,
                    new Pace(OptionalDouble.empty(), bench.settings().nanoTime()));
            PageReply<Integer> reply = random.run(loop, numbers.service(random));
            assertThat((long) reply.items().size()).isEqualTo(reply.count()).isLessThanOrEqualTo(limits.results());
            assertThat(reply.scannedCount()).isLessThanOrEqualTo(limits.evaluated());
            assertThat((long) random.sent.size()).isLessThanOrEqualTo(limits.pages());
            all.addAll(reply.items());
            from = reply.lastKey();
        } while (from.isPresent());
        assertThat(all).isEqualTo(numbers.matching());
    }
}
