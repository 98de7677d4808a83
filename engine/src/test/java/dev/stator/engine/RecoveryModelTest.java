package dev.stator.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stator.testing.ManualClock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/**
 * After any writes at any times, a table restored to a time has the items of that time, in its indexes too; times that are out of
 * reach are refused, and no others.
 */
class RecoveryModelTest {
    private static final int STEPS = 80;

    @Property(tries = 60)
    void everyTimeIsRestoredInMemory(@ForAll long seed) {
        Run run = new Run(new Random(seed));
        try (Engine engine = Engine.inMemory(run.options)) {
            run.begin(engine);
            run.steps(STEPS);
            run.compareAll();
        }
    }

    @Property(tries = 6)
    void everyTimeIsRestoredFromAFolderAndAfterReopening(@ForAll long seed) throws IOException {
        Path folder = Files.createTempDirectory("stator-recovery");
        Run run = new Run(new Random(seed));
        try {
            try (Engine engine = Engine.open(folder, run.options)) {
                run.begin(engine);
                run.steps(STEPS / 2);
            }
            try (Engine engine = Engine.open(folder, run.options)) {
                run.on(engine);
                run.steps(STEPS / 2);
                run.compareAll();
            }
            assertThat(DataFolder.at(folder).verify().problems()).isEmpty();
        } finally {
            try (Stream<Path> files = Files.walk(folder)) {
                files.sorted(Comparator.reverseOrder())
                        .forEach(file -> file.toFile().delete());
            }
        }
    }

    /** A naive model beside an engine: all items of each moment, and the moments that can be gone back to. */
    private static final class Run {
        private final ManualClock clock = ManualClock.at(Instant.parse("2026-01-01T00:00:00Z"));
        private final EngineOptions options =
                EngineOptions.standard().withClock(clock).withExpiryEvery(Duration.ZERO);
        private final Random random;
        private final Map<String, String> items = new TreeMap<>();
        private final TreeMap<Instant, Map<String, String>> past = new TreeMap<>();
        private Engine engine = Engine.inMemory();
        private int days = 35;
        private Instant since = Instant.MIN;

        Run(Random random) {
            this.random = random;
        }

        void on(Engine other) {
            engine = other;
        }

        private Calls db() {
            return new Calls(engine);
        }

        void begin(Engine first) {
            engine = first;
            db().ok("CreateTable", Calls.RANGE_TABLE);
            change();
            change();
            enable(35);
        }

        void steps(int count) {
            for (int i = 0; i < count; i++) {
                switch (random.nextInt(12)) {
                    case 0 -> clock.advance(Duration.ofHours(random.nextInt(60)));
                    case 1, 2 -> clock.advance(Duration.ofMillis(1 + random.nextInt(3)));
                    case 3 -> other();
                    default -> change();
                }
                past.put(clock.instant(), new TreeMap<>(items));
            }
        }

        private void other() {
            switch (random.nextInt(5)) {
                case 0 -> enable(1 + random.nextInt(10));
                case 1 -> {
                    recover("false");
                    since = Instant.MAX;
                    enable(35);
                }
                case 2 -> engine.expire();
                default -> compare(random.nextInt());
            }
        }

        private void recover(String specification) {
            db().ok(
                            "UpdateContinuousBackups",
                            "{'TableName': 'range', 'PointInTimeRecoverySpecification': {'PointInTimeRecoveryEnabled': "
                                    + specification + "}}");
        }

        private void enable(int period) {
            since = since.equals(Instant.MIN) || since.equals(Instant.MAX) ? clock.instant() : earliest();
            days = period;
            recover("true, 'RecoveryPeriodInDays': " + period);
            past.put(clock.instant(), new TreeMap<>(items));
        }

        private Instant earliest() {
            Instant bound = clock.instant().minus(Duration.ofDays(days));
            return bound.isAfter(since) ? bound : since;
        }

        /** One write, or a few in one transaction. */
        private void change() {
            int first = random.nextInt(6);
            if (random.nextInt(4) > 0) {
                change("PutItem", "DeleteItem", first);
            } else {
                StringBuilder actions = new StringBuilder();
                for (int key = first; key < first + 3; key++) {
                    actions.append(actions.isEmpty() ? "" : ", ").append(action(key));
                }
                db().ok("TransactWriteItems", "{'TransactItems': [" + actions + "]}");
            }
        }

        private void change(String put, String delete, int key) {
            String action = action(key);
            int begin = action.indexOf('{', 1);
            db().ok(action.startsWith("{'Put'") ? put : delete, action.substring(begin, action.length() - 1));
        }

        private String action(int key) {
            String attributes = "'a': {'S': 'p'}, 'b': {'N': '" + key + "'}";
            if (random.nextInt(3) == 0) {
                items.remove("" + key);
                return "{'Delete': {'TableName': 'range', 'Key': {" + attributes + "}}}";
            }
            String value = "v" + random.nextInt(3);
            items.put("" + key, value);
            return "{'Put': {'TableName': 'range', 'Item': {" + attributes + ", 'c': {'S': '" + value + "'}}}}";
        }

        void compareAll() {
            for (int place = 0; place < 20; place++) {
                compare(random.nextInt());
            }
        }

        /** Restores to some moment, which has the state of the last one known at or before it. */
        private void compare(int seed) {
            past.put(clock.instant(), new TreeMap<>(items));
            Instant[] moments = past.keySet().toArray(new Instant[0]);
            Instant moment = moments[Math.floorMod(seed, moments.length)].plusMillis(Math.floorMod(seed, 3) - 1);
            String body = "{'SourceTableName': 'range', 'TargetTableName': 'other', 'RestoreDateTime': "
                    + moment.toEpochMilli() / 1000.0 + "}";
            if (moment.isBefore(earliest()) || moment.isAfter(clock.instant())) {
                db().refused(
                                "com.amazonaws.dynamodb.v20120810#InvalidRestoreTimeException",
                                "RestoreTableToPointInTime",
                                body);
                return;
            }
            Map<String, String> expected = past.floorEntry(moment).getValue();
            db().ok("RestoreTableToPointInTime", body);
            assertThat(read("")).as("at " + moment).isEqualTo(expected);
            assertThat(read(", 'IndexName': 'by-c'")).isEqualTo(expected);
            assertThat(read(", 'IndexName': 'of-c'")).isEqualTo(expected);
            assertThat(db().ok("DescribeTable", "{'TableName': 'other'}"))
                    .contains("'ItemCount':" + expected.size() + ",")
                    .contains("'TableSizeBytes':" + sizes(expected) + ",");
            db().ok("DeleteTable", "{'TableName': 'other'}");
        }

        /** By the service's count: names, values, and two bytes for a number other than zero of one digit, one for zero. */
        private static int sizes(Map<String, String> items) {
            return items.keySet().stream()
                    .mapToInt(key -> 1 + 1 + 1 + (key.equals("0") ? 1 : 2) + 1 + 2)
                    .sum();
        }

        private Map<String, String> read(String index) {
            String reply = db().ok("Scan", "{'TableName': 'other'" + index + "}");
            Matcher item =
                    Pattern.compile("'b':\\{'N':'(\\d)'},'c':\\{'S':'(\\w+)'}").matcher(reply);
            return item.results().collect(Collectors.toMap(each -> each.group(1), each -> each.group(2)));
        }
    }
}
