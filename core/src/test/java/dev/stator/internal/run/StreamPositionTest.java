package dev.stator.internal.run;

import static dev.stator.testing.ScriptedTransport.failure;
import static dev.stator.testing.ScriptedTransport.ok;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stator.error.AccessDeniedException;
import dev.stator.stream.StreamRecord;
import dev.stator.testing.ScriptedTransport;
import dev.stator.transport.WireReply;
import dev.stator.transport.WireRequest;
import dev.stator.value.Item;
import dev.stator.value.ItemReader;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The order in which shards are read, what is remembered, and what happens to whoever comes late. */
class StreamPositionTest {
    private static final Duration INTERVAL = Duration.ofSeconds(3);

    /** A shard with numbered records; those below the first are trimmed. */
    private static final class FakeShard {
        private final String parent;
        private final List<Integer> records = new ArrayList<>();
        private boolean closed;
        private int first;

        FakeShard(String parent, Integer... records) {
            this.parent = parent;
            this.records.addAll(List.of(records));
        }

        private String describe(String id) {
            return "{\"ShardId\":\"" + id + "\"" + (parent.isEmpty() ? "" : ",\"ParentShardId\":\"" + parent + "\"")
                    + ",\"SequenceNumberRange\":{\"StartingSequenceNumber\":\"0\""
                    + (closed ? ",\"EndingSequenceNumber\":\"9\"" : "") + "}}";
        }
    }

    /** Streams as the service has them; an iterator is its shard and the next record's number. */
    private static final class FakeStream implements ScriptedTransport.Service {
        private final Map<String, FakeShard> shards = new LinkedHashMap<>();
        private String expired = "";
        private Instant created = Instant.EPOCH;
        private int perRead = 2;
        private boolean knowsNoEmptyBeginnings;

        @Override
        public WireReply answer(WireRequest request) {
            String body = new String(request.body(), UTF_8);
            return switch (request.action()) {
                case "DescribeStream" ->
                    ok("{\"StreamDescription\":{\"Shards\":["
                            + shards.entrySet().stream()
                                    .map(shard -> shard.getValue().describe(shard.getKey()))
                                    .collect(Collectors.joining(","))
                            + "]}}");
                case "GetShardIterator" -> iterator(body);
                case "GetRecords" -> records(field(body, "ShardIterator"));
                default -> throw new AssertionError(request.action());
            };
        }

        private WireReply iterator(String body) {
            String id = field(body, "ShardId");
            FakeShard shard = shards.get(id);
            if (shard == null) {
                return failure(400, "ResourceNotFoundException");
            }
            int from = switch (field(body, "ShardIteratorType")) {
                case "TRIM_HORIZON" -> shard.first;
                case "LATEST" -> 1000;
                case "AT_SEQUENCE_NUMBER" -> Integer.parseInt(field(body, "SequenceNumber"));
                default -> Integer.parseInt(field(body, "SequenceNumber")) + 1;
            };
            if (knowsNoEmptyBeginnings && body.contains("AT_SEQUENCE_NUMBER") && shard.records.isEmpty()) {
                return failure(400, "ValidationException");
            }
            return from < shard.first
                    ? failure(400, "TrimmedDataAccessException")
                    : ok("{\"ShardIterator\":\"" + id + ":" + from + "\"}");
        }

        private WireReply records(String iterator) {
            if (iterator.equals(expired)) {
                expired = "";
                return failure(400, "ExpiredIteratorException");
            }
            String id = iterator.substring(0, iterator.indexOf(':'));
            int from = Integer.parseInt(iterator.substring(iterator.indexOf(':') + 1));
            FakeShard shard = shards.get(id);
            if (shard == null) {
                return failure(400, "ResourceNotFoundException");
            } else if (from < shard.first) {
                return failure(400, "TrimmedDataAccessException");
            }
            List<Integer> found = shard.records.stream()
                    .filter(number -> number >= from)
                    .limit(perRead)
                    .toList();
            int next = found.isEmpty() ? from : found.get(found.size() - 1) + 1;
            boolean end = shard.closed && shard.records.stream().noneMatch(number -> number >= next);
            return ok("{\"Records\":["
                    + found.stream()
                            .map(number -> "{\"eventName\":\"INSERT\",\"dynamodb\":{\"Keys\":{\"id\":{\"S\":\"k\"}},"
                                    + "\"ApproximateCreationDateTime\":"
                                    + (number < 5 ? 0 : created.getEpochSecond())
                                    + ",\"SequenceNumber\":\"" + number + "\"}}")
                            .collect(Collectors.joining(","))
                    + "]" + (end ? "" : ",\"NextShardIterator\":\"" + id + ":" + next + "\"") + "}");
        }

        private static String field(String body, String name) {
            Matcher field = Pattern.compile("\"" + name + "\":\"([^\"]*)\"").matcher(body);
            assertThat(field.find()).as(name + " in " + body).isTrue();
            return field.group(1);
        }
    }

    private final Workbench bench = new Workbench();
    private final FakeStream stream = new FakeStream();

    private FakeShard shard(String id, String parent, Integer... records) {
        FakeShard shard = new FakeShard(parent, records);
        stream.shards.put(id, shard);
        return shard;
    }

    private static Optional<Item> image(ItemReader in) {
        return Optional.of(Item.readFrom(in));
    }

    private static StreamPosition<Item> from(Map<String, String> places) {
        return new StreamPosition<>("arn", StreamPositionTest::image, key -> true, places, false, INTERVAL);
    }

    private StreamPosition.Batch<Item> poll(StreamPosition<Item> position) {
        return bench.run(position.poll(bench.context()), stream);
    }

    /** Polls until one brings nothing, and gives what came, as shard and number. */
    private List<String> drain(StreamPosition<Item> position) {
        List<String> all = new ArrayList<>();
        for (List<StreamRecord<Item>> some = poll(position).records();
                !some.isEmpty();
                some = poll(position).records()) {
            some.forEach(record -> all.add(record.shard() + record.sequenceNumber()));
        }
        return all;
    }

    @Test
    void aShardIsReadOnceTheOneBeforeItHasEnded() {
        shard("c", "b", 6, 7);
        shard("b", "a", 4, 5).closed = true;
        shard("a", "trimmed-long-ago", 1, 2, 3).closed = true;
        assertThat(drain(from(Map.of()))).containsExactly("a1", "a2", "a3", "b4", "b5", "c6", "c7");
    }

    @Test
    void shardsThatDoNotFollowEachOtherAreReadInTurn() {
        shard("a", "", 1, 2, 3, 4);
        shard("b", "", 5, 6, 7, 8);
        assertThat(drain(from(Map.of()))).containsExactly("a1", "a2", "b5", "b6", "a3", "a4", "b7", "b8");
    }

    @Test
    void childrenWaitForTheirParentHoweverLongItStaysOpen() {
        FakeShard parent = shard("a", "", 1);
        StreamPosition<Item> position = from(Map.of());
        assertThat(drain(position)).containsExactly("a1");
        shard("b", "a", 3);
        assertThat(drain(position)).isEmpty();
        parent.records.add(2);
        parent.closed = true;
        assertThat(drain(position)).containsExactly("a2", "b3");
    }

    @Test
    void whatIsRememberedIsGoneOnFrom() {
        shard("a", "", 1, 2, 3).closed = true;
        shard("b", "a", 4, 5, 6);
        StreamPosition<Item> first = from(Map.of());
        assertThat(poll(first).records()).hasSize(2);
        Map<String, String> places = first.places();
        assertThat(places).isEqualTo(Map.of("a", "2"));
        assertThat(drain(first)).hasSize(4);

        assertThat(drain(from(places))).containsExactly("a3", "b4", "b5", "b6");
        assertThat(first.places()).isEqualTo(Map.of("a", "END", "b", "6"));
        assertThat(drain(from(first.places()))).isEmpty();
    }

    @Test
    void aDryRunLosesNoPlace() {
        shard("a", "", 1, 2, 3, 4);
        StreamPosition<Item> position = from(Map.of());
        assertThat(poll(position).records()).hasSize(2);

        assertThat(DryRun.of(position.poll(bench.context()))).isNotEmpty();

        assertThat(drain(position)).containsExactly("a3", "a4");
    }

    @Test
    void placesInShardsThatAreGoneAreForgottenAndToldUnlessTheyAreEnds() {
        shard("b", "a", 4);
        StreamPosition<Item> position = from(Map.of("a", "END", "z", "3"));
        StreamPosition.Batch<Item> batch = poll(position);
        assertThat(batch.trimmed()).isEqualTo(Set.of("z"));
        assertThat(batch.records()).extracting(StreamRecord::sequenceNumber).containsExactly("4");
        assertThat(position.places()).isEqualTo(Map.of("a", "END", "b", "4"));
        assertThat(poll(position).trimmed()).isEmpty();
        assertThat(poll(position).trimmed()).isEmpty();
        assertThat(position.places()).isEqualTo(Map.of("b", "4"));
    }

    @Test
    void aShardThatCameAndWentUnreadIsToldOnceByWhatGoesOnFromIt() {
        FakeShard open = shard("d", "c");
        StreamPosition<Item> position = from(Map.of("a", "END"));
        assertThat(poll(position).trimmed()).isEqualTo(Set.of("c"));
        assertThat(poll(position).trimmed()).isEmpty();
        assertThat(poll(from(position.places())).trimmed()).isEmpty();
        open.records.add(7);
        assertThat(drain(position)).containsExactly("d7");
        assertThat(poll(position).trimmed()).isEmpty();
        assertThat(position.places()).isEqualTo(Map.of("d", "7"));
        assertThat(poll(from(position.places())).trimmed()).isEmpty();
    }

    @Test
    void aStreamThatFollowsAnotherIsReadAndWhatMayBeUnreadOfTheOtherIsToldOnce() {
        shard("p", "", 1, 2);
        StreamPosition<Item> position = from(Map.of("a", "END", "b", "END"));
        StreamPosition.Batch<Item> batch = poll(position);
        assertThat(batch.trimmed()).isEqualTo(Set.of("a", "b"));
        assertThat(batch.records()).extracting(StreamRecord::sequenceNumber).containsExactly("1", "2");
        assertThat(position.places()).isEqualTo(Map.of("p", "2"));
        assertThat(poll(position).trimmed()).isEmpty();
        assertThat(poll(from(position.places())).trimmed()).isEmpty();
    }

    @Test
    void whatWentBeforeAnyoneReadIsNotMissed() {
        shard("b", "a", 4);
        FakeShard empty = shard("d", "c");
        StreamPosition<Item> position = from(Map.of());
        for (int i = 0; i < 4; i++) {
            assertThat(poll(position).trimmed()).isEmpty();
            assertThat(poll(from(position.places())).trimmed()).isEmpty();
        }
        empty.closed = true;
        shard("e", "d", 5);
        assertThat(drain(position)).containsExactly("e5");
    }

    @Test
    void aShardThatWasBegunBeforeItHadARecordIsToldIfItGoes() {
        shard("a", "");
        StreamPosition<Item> position = from(Map.of());
        assertThat(drain(position)).isEmpty();
        stream.shards.remove("a");
        shard("b", "a", 4);
        StreamPosition.Batch<Item> batch = poll(position);
        assertThat(batch.trimmed()).isEqualTo(Set.of("a"));
        assertThat(batch.records()).hasSize(1);
    }

    @Test
    void whatIsTrimmedOfAShardThatWasEmptyWhenItWasBegunIsToldToWhomeverSleptOrStartsAgain() {
        FakeShard shard = shard("a", "");
        StreamPosition<Item> position = from(Map.of());
        assertThat(drain(position)).isEmpty();
        StreamPosition<Item> inTime = from(position.places());
        StreamPosition<Item> again = from(position.places());
        shard.records.addAll(List.of(1, 2));
        assertThat(drain(inTime)).containsExactly("a1", "a2");

        shard.first = 2;
        stream.expired = "a:0";
        for (StreamPosition<Item> late : List.of(position, again)) {
            StreamPosition.Batch<Item> batch = poll(late);
            assertThat(batch.trimmed()).isEqualTo(Set.of("a"));
            assertThat(batch.records()).extracting(StreamRecord::sequenceNumber).containsExactly("2");
            assertThat(poll(late).trimmed()).isEmpty();
        }
    }

    @Test
    void whoBeganNowAndSleptForADayIsToldOfWhatIsTrimmed() {
        FakeShard shard = shard("a", "", 1, 5);
        stream.created = Instant.now();
        Map<String, String> hourAgo = Map.of("a", "SINCE " + Instant.now().minus(Duration.ofHours(1)));
        Map<String, String> daysAgo = Map.of("a", "SINCE " + Instant.now().minus(Duration.ofDays(2)));
        shard.first = 5;
        assertThat(poll(from(hourAgo)).trimmed()).isEmpty();
        StreamPosition.Batch<Item> batch = poll(from(daysAgo));
        assertThat(batch.trimmed()).isEqualTo(Set.of("a"));
        assertThat(batch.records()).extracting(StreamRecord::sequenceNumber).containsExactly("5");
        shard.first = 0;
        assertThat(poll(from(daysAgo)).trimmed()).isEmpty();
    }

    @Test
    void aServerThatDoesNotKnowTheBeginningOfAnEmptyShardIsReadAll() {
        stream.knowsNoEmptyBeginnings = true;
        FakeShard shard = shard("a", "");
        StreamPosition<Item> position = from(Map.of());
        assertThat(drain(position)).isEmpty();
        shard.records.addAll(List.of(1, 2, 3));
        assertThat(drain(position)).containsExactly("a1", "a2", "a3");
    }

    @Test
    void whoBeginsNowSeesNothingOfBeforeAndAllOfAfter() {
        shard("a", "", 1).closed = true;
        FakeShard open = shard("b", "a", 2);
        StreamPosition<Item> position =
                new StreamPosition<>("arn", StreamPositionTest::image, key -> true, Map.of(), true, INTERVAL);
        assertThat(drain(position)).isEmpty();
        open.records.add(1000);
        open.closed = true;
        shard("c", "b", 1001);
        assertThat(drain(position)).containsExactly("b1000", "c1001");
    }

    @Test
    void whoBeginsNowAndStartsAgainLosesNothing() {
        shard("a", "", 1).closed = true;
        FakeShard open = shard("b", "a", 2, 3, 4);
        StreamPosition<Item> first =
                new StreamPosition<>("arn", StreamPositionTest::image, key -> true, Map.of(), true, INTERVAL);
        assertThat(drain(first)).isEmpty();
        open.records.add(5);
        stream.created = Instant.now();
        assertThat(drain(from(first.places()))).containsExactly("b5");
    }

    @Test
    void whatAnExpiredIteratorStoodForIsFoundByItsTime() {
        FakeShard open = shard("b", "", 2, 3, 4);
        StreamPosition<Item> position =
                new StreamPosition<>("arn", StreamPositionTest::image, key -> true, Map.of(), true, INTERVAL);
        assertThat(drain(position)).isEmpty();
        open.records.add(5);
        stream.created = Instant.now();
        stream.expired = "b:1000";
        assertThat(drain(position)).containsExactly("b5");
    }

    @Test
    void whatAPollThatIsGivenUpHadReadComesAgain() {
        shard("a", "", 1, 2, 3);
        StreamPosition<Item> position = from(Map.of());
        assertThat(poll(position).records()).hasSize(2);
        position.giveUp();
        assertThat(position.places()).isEmpty();

        Exchange<StreamPosition.Batch<Item>> late = position.poll(bench.context());
        position.giveUp();
        assertThat(bench.run(late, stream).records()).hasSize(2);
        assertThat(position.places()).isEmpty();

        assertThat(drain(position)).containsExactly("a1", "a2", "a3");
    }

    @Test
    void aPauseLeavesACallTimeToRead() {
        shard("a", "", 1);
        StreamPosition<Item> position = from(Map.of());
        drain(position);
        bench.run(position.poll(bench.within(Duration.ofSeconds(2))), stream);
        assertThat(bench.pauses).containsExactly(Duration.ofSeconds(1));
        StreamPosition<Item> seldom = new StreamPosition<>(
                "arn", StreamPositionTest::image, key -> true, Map.of(), false, Duration.ofMinutes(5));
        drain(seldom);
        assertThat(poll(seldom).records()).isEmpty();
        assertThat(bench.pauses).endsWith(Duration.ofMinutes(5));
    }

    @Test
    void whoHasPlacesGoesOnThereEvenFromNow() {
        shard("a", "", 1, 2);
        assertThat(drain(new StreamPosition<>(
                        "arn", StreamPositionTest::image, key -> true, Map.of("a", "1"), true, INTERVAL)))
                .containsExactly("a2");
    }

    @Test
    void whatIsNotWantedIsPassedOverAndDoesNotComeAgain() {
        shard("a", "", 1, 2, 3, 4);
        StreamPosition<Item> position =
                new StreamPosition<>("arn", StreamPositionTest::image, key -> false, Map.of(), false, INTERVAL);
        assertThat(drain(position)).isEmpty();
        assertThat(position.places()).isEqualTo(Map.of("a", "4"));
    }

    @Test
    void anExpiredIteratorIsReplacedByOneBehindTheLastRecord() {
        shard("a", "", 1, 2, 3, 4);
        stream.expired = "a:3";
        assertThat(drain(from(Map.of()))).containsExactly("a1", "a2", "a3", "a4");
    }

    @Test
    void trimmedRecordsAreToldAndTheOldestThereAreComeNext() {
        FakeShard shard = shard("a", "", 1, 2, 3, 4, 5, 6);
        shard.first = 5;
        StreamPosition.Batch<Item> batch = poll(from(Map.of("a", "2")));
        assertThat(batch.trimmed()).isEqualTo(Set.of("a"));
        assertThat(batch.records()).extracting(StreamRecord::sequenceNumber).containsExactly("5", "6");

        StreamPosition<Item> onTheWay = from(Map.of());
        shard.first = 0;
        assertThat(poll(onTheWay).trimmed()).isEmpty();
        shard.first = 5;
        assertThat(poll(onTheWay).trimmed()).isEqualTo(Set.of("a"));
    }

    @Test
    void aShardThatIsTrimmedBeforeItIsBegunIsToldOnce() {
        shard("a", "", 1).closed = true;
        FakeShard next = shard("b", "a", 2, 3);
        StreamPosition<Item> position = from(Map.of("a", "END"));
        StreamPosition<Item> inTime = from(Map.of("a", "END"));
        assertThat(drain(inTime)).containsExactly("b2", "b3");
        next.first = 3;

        StreamPosition.Batch<Item> batch = poll(position);

        assertThat(batch.trimmed()).isEqualTo(Set.of("b"));
        assertThat(batch.records()).extracting(StreamRecord::sequenceNumber).containsExactly("3");
        assertThat(poll(position).trimmed()).isEmpty();
        assertThat(poll(from(position.places())).trimmed()).isEmpty();
    }

    @Test
    void aShardThatIsTrimmedWhileTheOneBeforeItIsReadIsTold() {
        shard("a", "", 1).closed = true;
        FakeShard next = shard("b", "a", 2, 3);
        StreamPosition<Item> position = from(Map.of());
        assertThat(poll(position).records()).hasSize(1);
        next.first = 3;
        assertThat(poll(position).trimmed()).isEqualTo(Set.of("b"));
    }

    @Test
    void whatWasTrimmedBeforeAnyoneReadIsNotMissed() {
        FakeShard shard = shard("a", "", 1, 2, 3);
        shard.first = 3;
        StreamPosition.Batch<Item> batch = poll(from(Map.of()));
        assertThat(batch.trimmed()).isEmpty();
        assertThat(batch.records()).extracting(StreamRecord::sequenceNumber).containsExactly("3");
    }

    @Test
    void aShardThatIsGoneWhileItIsReadIsToldAndItsChildrenAreRead() {
        shard("a", "", 1, 2, 3, 4).closed = true;
        shard("b", "a", 5);
        StreamPosition<Item> position = from(Map.of());
        assertThat(poll(position).records()).hasSize(2);
        stream.shards.remove("a");
        StreamPosition.Batch<Item> next = poll(position);
        assertThat(next.trimmed()).isEqualTo(Set.of("a"));
        assertThat(next.records()).extracting(StreamRecord::sequenceNumber).containsExactly("5");
    }

    @Test
    void onlyAPollAfterOneThatFoundNothingWaits() {
        FakeShard shard = shard("a", "", 1, 2, 3);
        StreamPosition<Item> position = from(Map.of());
        assertThat(drain(position)).hasSize(3);
        assertThat(bench.pauses).isEmpty();
        shard.records.add(4);
        assertThat(drain(position)).containsExactly("a4");
        assertThat(bench.pauses).containsExactly(INTERVAL);
    }

    @Test
    void otherFailuresAreThose() {
        assertThatThrownBy(() -> bench.run(
                        from(Map.of()).poll(bench.context()), request -> failure(400, "AccessDeniedException")))
                .isInstanceOf(AccessDeniedException.class);
    }
}
