package dev.stator.internal.run;

import static dev.stator.testing.ScriptedTransport.failure;
import static dev.stator.testing.ScriptedTransport.ok;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.stator.error.InvalidRequestException;
import dev.stator.error.StatorException;
import dev.stator.error.TransportException;
import dev.stator.error.TransportException.Kind;
import dev.stator.internal.protocol.BatchReply;
import dev.stator.internal.protocol.ItemId;
import dev.stator.internal.protocol.Operation;
import dev.stator.internal.protocol.Operation.Effect;
import dev.stator.internal.run.Workbench.TextOperation;
import dev.stator.testing.ScriptedTransport;
import dev.stator.transport.Backoff;
import dev.stator.transport.RetryPolicy;
import dev.stator.transport.WireRequest;
import dev.stator.value.Item;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiPredicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BatchDrainTest {
    private final Workbench bench = new Workbench();

    private static ItemId id(String entry) {
        return new ItemId(entry.startsWith("b") ? "b" : "a", Item.of("id", entry));
    }

    private static Map<ItemId, String> entries(String... names) {
        Map<ItemId, String> entries = new LinkedHashMap<>();
        Stream.of(names).forEach(name -> entries.put(id(name), name));
        return entries;
    }

    private static Map<ItemId, String> numbered(int count) {
        return entries(IntStream.range(0, count).mapToObj(i -> "a" + i).toArray(String[]::new));
    }

    /** A request is the entries with a blank between; a reply is those that were left undone, in the same form. */
    private static Operation<BatchReply> operation(Map<ItemId, String> chunk) {
        return new TextOperation<>(
                Effect.IDEMPOTENT_WRITE,
                String.join(" ", chunk.values()),
                (request, reply) -> new BatchReply(
                        Map.of(), names(reply).stream().map(BatchDrainTest::id).collect(Collectors.toSet())));
    }

    private static List<String> names(String text) {
        return text.isEmpty() ? List.of() : List.of(text.split(" ", -1));
    }

    private static List<String> names(WireRequest request) {
        return names(new String(request.body(), UTF_8));
    }

    private static BatchDrain.Form<String> form(int chunkSize, BiPredicate<String, String> together) {
        return new BatchDrain.Form<>(chunkSize, 1000, String::length, together, BatchDrainTest::operation);
    }

    private BatchDrain<String> drain(Map<ItemId, String> entries, int chunkSize) {
        return drain(entries, chunkSize, (one, other) -> true);
    }

    private BatchDrain<String> drain(Map<ItemId, String> entries, int chunkSize, BiPredicate<String, String> together) {
        return new BatchDrain<>(bench.context(), form(chunkSize, together), 1, entries);
    }

    private List<List<String>> sent() {
        return bench.sent.stream().map(BatchDrainTest::names).toList();
    }

    @ParameterizedTest
    @CsvSource({"0, 0", "1, 1", "24, 1", "25, 1", "26, 2", "50, 2", "51, 3", "1000, 40"})
    void anyNumberOfEntriesGoesInChunks(int count, int requests) {
        Map<ItemId, String> entries = numbered(count);
        BatchDrain.Outcome<String> outcome = bench.run(drain(entries, 25), request -> ok(""));
        assertThat(bench.sent).hasSize(requests);
        assertThat(sent().stream().flatMap(List::stream)).containsExactlyElementsOf(entries.values());
        assertThat(outcome.unprocessed()).isEmpty();
        assertThat(outcome.failure()).isEmpty();
        assertThat(bench.pauses).isEmpty();
    }

    @Test
    void aChunkHasNoMoreBytesThanARequestTakesUnlessOneEntryHas() {
        String large = "a".repeat(600);
        bench.run(drain(entries("a1", large + 2, large + 3, "a4", "a".repeat(1500), "a6"), 25), request -> ok(""));
        assertThat(sent())
                .containsExactly(
                        List.of("a1", large + 2), List.of(large + 3, "a4"), List.of("a".repeat(1500)), List.of("a6"));
    }

    @Test
    void leftoversComeBackBehindThoseThatWait() {
        BatchDrain.Outcome<String> outcome = bench.run(
                drain(numbered(5), 2),
                request -> ok(names(request).contains("a0") && bench.sent.size() == 1 ? "a0" : ""));
        assertThat(sent()).containsExactly(List.of("a0", "a1"), List.of("a2", "a3"), List.of("a4", "a0"));
        assertThat(outcome.unprocessed()).isEmpty();
        assertThat(bench.pauses).as("a pause after the leftover alone").containsExactly(Duration.ofNanos(12_500_000));
    }

    @Test
    void roundsWithoutProgressBackOffAndAreLimited() {
        BatchDrain.Outcome<String> outcome =
                bench.run(drain(numbered(3), 25), request -> ok(String.join(" ", names(request))));
        assertThat(bench.sent).hasSize(4);
        assertThat(bench.pauses).containsExactly(Duration.ofMillis(25), Duration.ofMillis(50), Duration.ofMillis(100));
        assertThat(outcome.unprocessed().values()).containsExactly("a0", "a1", "a2");
        assertThat(outcome.failure()).isEmpty();
    }

    @Test
    void aPolicyWithATimeLimitInPlaceOfACountEndsAStalledBatchByThat() {
        bench.retry = RetryPolicy.of(Integer.MAX_VALUE, Backoff.fixed(Duration.ofSeconds(1)))
                .withTimeLimit(Duration.ofSeconds(5));
        BatchDrain.Outcome<String> stalled = bench.run(
                new BatchDrain<>(bench.context(), form(2, (one, other) -> true), 2, numbered(4)),
                request -> ok(String.join(" ", names(request))));
        assertThat(stalled.unprocessed()).hasSize(4);
        assertThat(stalled.failure()).isEmpty();
        assertThat(bench.pauses).as("three for each of two chunks").hasSize(6);
    }

    @Test
    void anyProgressStartsTheCountAnew() {
        bench.retry = RetryPolicy.standard().withMaxAttempts(2);
        // Every other round does one entry, every other none.
        BatchDrain.Outcome<String> outcome = bench.run(drain(numbered(6), 25), request -> {
            List<String> left = names(request);
            return ok(String.join(" ", bench.sent.size() % 2 == 0 ? left.subList(1, left.size()) : left));
        });
        assertThat(outcome.unprocessed()).isEmpty();
        assertThat(bench.sent).hasSize(12);
    }

    @Test
    void aFailureInTheMiddleSaysExactlyWhatIsNotDone() {
        BatchDrain.Outcome<String> outcome = bench.run(drain(numbered(7), 2), request -> switch (bench.sent.size()) {
            case 1 -> ok("a0");
            case 2 -> ok("");
            default -> failure(400, "ValidationException");
        });
        assertThat(outcome.unprocessed().values())
                .as("in the caller's order, the leftover and the chunk that failed included")
                .containsExactly("a0", "a4", "a5", "a6");
        assertThat(outcome.failure()).get().isInstanceOf(InvalidRequestException.class);
    }

    @Test
    void anEntryThatIsRefusedKeepsNoneBesideIt() {
        BatchDrain.Outcome<String> outcome = bench.run(
                drain(numbered(30), 25),
                request -> names(request).contains("a7") ? failure(400, "ValidationException") : ok(""));
        assertThat(outcome.unprocessed().values()).containsExactly("a7");
        assertThat(outcome.failure()).get().isInstanceOf(InvalidRequestException.class);
        assertThat(bench.sent)
                .as("two chunks, and 2 for each time it was halved")
                .hasSizeBetween(8, 12);
    }

    @Test
    void whereNothingFitsTheSearchForWhatIsToBlameEnds() {
        BatchDrain.Outcome<String> outcome =
                bench.run(drain(numbered(500), 25), request -> failure(400, "ValidationException"));
        assertThat(outcome.unprocessed()).hasSize(500);
        assertThat(bench.sent).hasSizeLessThan(60);
    }

    @Test
    void anInterruptedPauseSaysExactlyWhatIsNotDone() {
        BatchDrain<String> drain = drain(numbered(3), 2);
        drain.start();
        assertThat(drain.replied(ok("a1"))).isInstanceOf(Step.Pause.class);
        StatorException interruption = new TransportException(Kind.NOT_SENT, "Interrupted", null);
        Step<BatchDrain.Outcome<String>> last = drain.interrupted(interruption);
        assertThat(last).isInstanceOfSatisfying(Step.Done.class, done -> {
            BatchDrain.Outcome<?> outcome = (BatchDrain.Outcome<?>) done.result();
            assertThat(outcome.failure()).get().isSameAs(interruption);
            assertThat(List.copyOf(outcome.unprocessed().values())).isEqualTo(List.of("a1", "a2"));
        });
    }

    @Test
    void aDeadlineEndsTheBatchBetweenRounds() {
        BatchDrain<String> drain =
                new BatchDrain<>(bench.within(Duration.ofMillis(20)), form(25, (one, other) -> true), 1, numbered(2));
        BatchDrain.Outcome<String> outcome = bench.run(drain, request -> ok(String.join(" ", names(request))));
        assertThat(bench.sent).hasSize(1);
        assertThat(outcome.unprocessed()).hasSize(2);
    }

    @Test
    void withoutALimitOfItsOwnABatchThatGetsOnIsNotCutOff() {
        BatchDrain.Outcome<String> outcome = bench.run(drain(numbered(100), 25), request -> {
            bench.now += Duration.ofSeconds(50).toNanos();
            return ok("");
        });
        assertThat(bench.sent).as("200 s in all, 60 s for each").hasSize(4);
        assertThat(outcome.unprocessed()).isEmpty();
    }

    @Test
    void incompatibleEntriesOfATableGoInDifferentRequests() {
        BiPredicate<String, String> together = (one, other) -> one.endsWith("x") == other.endsWith("x");
        bench.run(drain(entries("a1", "a2x", "b1x", "a3", "b2", "a4x"), 25, together), request -> ok(""));
        assertThat(sent())
                .as("the first entry of a table decides; tables do not mind each other")
                .containsExactly(List.of("a1", "b1x", "a3"), List.of("a2x", "b2", "a4x"));
    }

    @Test
    void whatWasFoundIsGathered() {
        Map<ItemId, String> entries = numbered(4);
        BatchDrain.Form<String> form = new BatchDrain.Form<>(
                3,
                1000,
                entry -> 0,
                (one, other) -> true,
                chunk -> new TextOperation<>(Effect.READ, "", (request, reply) -> {
                    Map<ItemId, Item> found = new LinkedHashMap<>();
                    chunk.keySet().forEach(id -> found.put(id, id.key()));
                    return new BatchReply(found, Set.of());
                }));
        BatchDrain<String> drain = new BatchDrain<>(bench.context(), form, 1, entries);
        assertThat(bench.run(drain, request -> ok("")).found()).containsOnlyKeys(entries.keySet());
    }

    @Property
    void nothingIsLostOrDoneTwice(
            @ForAll @IntRange(max = 60) int count,
            @ForAll @IntRange(min = 1, max = 12) int chunkSize,
            @ForAll @Size(max = 40) List<@IntRange(min = -1, max = 13) Integer> turns) {
        Workbench random = new Workbench();
        Map<ItemId, String> entries = numbered(count);
        List<String> done = new ArrayList<>();
        List<Integer> left = new ArrayList<>(turns);
        ScriptedTransport.Service service = request -> {
            List<String> chunk = names(request);
            assertThat(chunk).hasSizeBetween(1, chunkSize).doesNotHaveDuplicates();
            int leave = left.isEmpty() ? 0 : left.remove(0);
            if (leave < 0) {
                return failure(400, "ValidationException");
            }
            int kept = Math.min(leave, chunk.size());
            done.addAll(chunk.subList(kept, chunk.size()));
            return ok(String.join(" ", chunk.subList(0, kept)));
        };
        BatchDrain.Outcome<String> outcome = random.run(
                new BatchDrain<>(random.context(), form(chunkSize, (one, other) -> true), 1, entries), service);
        assertThat(done).doesNotHaveDuplicates();
        Set<String> both = new LinkedHashSet<>(done);
        both.retainAll(outcome.unprocessed().values());
        assertThat(both).as("done and yet called unprocessed").isEmpty();
        Set<String> all = new TreeSet<>(done);
        all.addAll(outcome.unprocessed().values());
        assertThat(all).isEqualTo(new TreeSet<>(entries.values()));
        assertThat(outcome.unprocessed().values())
                .as("in the caller's order")
                .containsExactlyElementsOf(entries.values().stream()
                        .filter(outcome.unprocessed()::containsValue)
                        .toList());
    }

    @Property(tries = 300)
    void sideBySideNothingIsLostOrDoneTwiceEither(
            @ForAll @IntRange(max = 80) int count,
            @ForAll @IntRange(min = 2, max = 6) int atOnce,
            @ForAll @Size(max = 40) List<@IntRange(min = -2, max = 9) Integer> turns) {
        Workbench random = new Workbench();
        Map<ItemId, String> entries = numbered(count);
        List<String> done = new ArrayList<>();
        List<Integer> left = new ArrayList<>(turns);
        ScriptedTransport.Service service = request -> {
            List<String> chunk = names(request);
            int leave = left.isEmpty() ? 0 : left.remove(0);
            if (leave == -2) {
                return failure(400, "AccessDeniedException");
            } else if (leave == -1) {
                return failure(400, "ValidationException");
            }
            int kept = Math.min(leave, chunk.size());
            done.addAll(chunk.subList(kept, chunk.size()));
            return ok(String.join(" ", chunk.subList(0, kept)));
        };
        BatchDrain.Outcome<String> outcome =
                random.run(new BatchDrain<>(random.context(), form(7, (one, other) -> true), atOnce, entries), service);
        assertThat(done).doesNotHaveDuplicates().noneMatch(outcome.unprocessed()::containsValue);
        assertThat(done.size() + outcome.unprocessed().size()).isEqualTo(count);
        assertThat(outcome.unprocessed().values())
                .as("in the caller's order")
                .containsExactlyElementsOf(entries.values().stream()
                        .filter(outcome.unprocessed()::containsValue)
                        .toList());
    }
}
