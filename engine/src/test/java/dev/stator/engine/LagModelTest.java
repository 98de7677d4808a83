package dev.stator.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stator.testing.Lag;
import dev.stator.testing.ManualClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/**
 * Reads that are behind, beside a model that remembers everything: each finds what was there its lag ago, if the table and the index were there by then, else
 * what they were made with; after any writes, any passing of time, and tables and indexes that go and come.
 */
class LagModelTest {
    private static final int STEPS = 150;
    private static final Pattern ITEM = Pattern.compile("'a':\\{'S':'(\\w+)'},'c':\\{'S':'\\w+'},'v':\\{'N':'(\\d+)'}");
    private static final String NAME = "'TableName': 'things'";

    @Property(tries = 40)
    void everyReadFindsTheStateOfItsLagAgo(@ForAll long seed) {
        new Run(new Random(seed)).steps();
    }

    /** What a map of the engine held from some time on. */
    private record Moment(long millis, Map<String, Integer> content) {}

    /** All that a table, or an index, has held since it was made. */
    private static final class Known {
        private final List<Moment> moments = new ArrayList<>();

        void add(long millis, Map<String, Integer> content) {
            moments.add(new Moment(millis, new TreeMap<>(content)));
        }

        Map<String, Integer> asOf(long millis) {
            Map<String, Integer> found = moments.get(0).content();
            for (Moment moment : moments) {
                if (moment.millis() <= millis) {
                    found = moment.content();
                }
            }
            return found;
        }

        Map<String, Integer> present() {
            return moments.get(moments.size() - 1).content();
        }
    }

    private static final class Run {
        private final Random random;
        private final ManualClock clock = ManualClock.at(Instant.parse("2026-01-01T00:00:00Z"));
        private final long tableLag;
        private final long indexLag;
        private final Engine engine;
        private final Calls db;
        private final Calls behind;
        private Known table = new Known();
        private Known index = new Known();
        private boolean hasIndex;
        private int values;

        Run(Random random) {
            this.random = random;
            this.tableLag = random.nextInt(60);
            this.indexLag = random.nextInt(120);
            Lag lag = Lag.of(Duration.ofMillis(tableLag)).withIndexes(Duration.ofMillis(indexLag));
            EngineOptions options = EngineOptions.standard().withClock(clock).withExpiryEvery(Duration.ZERO);
            // By its options, or by a view of it; and sometimes there is another, longer lag.
            boolean byOptions = random.nextBoolean();
            this.engine = Engine.inMemory(byOptions ? options.withLag(lag) : options);
            this.db = new Calls(engine);
            this.behind = byOptions ? db : new Calls(engine.lagging(lag).orElseThrow());
            if (random.nextBoolean()) {
                assertThat(engine.lagging(Lag.of(Duration.ofMillis(500)))).isPresent();
            }
            create();
        }

        private long now() {
            return clock.millis();
        }

        private void create() {
            db.ok(
                    "CreateTable",
                    "{" + NAME + ", 'BillingMode': 'PAY_PER_REQUEST',"
                            + " 'AttributeDefinitions': [{'AttributeName': 'a', 'AttributeType': 'S'}],"
                            + " 'KeySchema': [{'AttributeName': 'a', 'KeyType': 'HASH'}]}");
            table = new Known();
            table.add(now(), Map.of());
            hasIndex = false;
        }

        void steps() {
            for (int i = 0; i < STEPS; i++) {
                if (random.nextInt(3) > 0) {
                    clock.advance(Duration.ofMillis(random.nextInt(15)));
                }
                step();
                compare();
            }
            engine.close();
        }

        private void step() {
            String key = "k" + random.nextInt(6);
            int kind = random.nextInt(40);
            if (kind == 0) {
                db.ok("DeleteTable", "{" + NAME + "}");
                create();
            } else if (kind <= 2) {
                toggleIndex();
            } else if (kind == 3) {
                restore();
            } else if (kind < 15) {
                db.ok("DeleteItem", "{" + NAME + ", 'Key': {'a': {'S': '" + key + "'}}}");
                write(key, -1);
            } else {
                int value = values++;
                db.ok(
                        "PutItem",
                        "{" + NAME + ", 'Item': {'a': {'S': '" + key + "'}, 'c': {'S': 'c" + value % 3
                                + "'}, 'v': {'N': '" + value + "'}}}");
                write(key, value);
            }
        }

        private void write(String key, int value) {
            Map<String, Integer> content = new TreeMap<>(table.present());
            if (value < 0) {
                content.remove(key);
            } else {
                content.put(key, value);
            }
            table.add(now(), content);
            if (hasIndex) {
                index.add(now(), content);
            }
        }

        private void toggleIndex() {
            if (hasIndex) {
                db.ok(
                        "UpdateTable",
                        "{" + NAME + ", 'GlobalSecondaryIndexUpdates': [{'Delete': {'IndexName': 'by-c'}}]}");
            } else {
                db.ok(
                        "UpdateTable",
                        "{" + NAME
                                + ", 'AttributeDefinitions': [{'AttributeName': 'c', 'AttributeType': 'S'}],"
                                + " 'GlobalSecondaryIndexUpdates': [{'Create': {'IndexName': 'by-c',"
                                + " 'Projection': {'ProjectionType': 'ALL'},"
                                + " 'KeySchema': [{'AttributeName': 'c', 'KeyType': 'HASH'}]}}]}");
                index = new Known();
                index.add(now(), table.present());
            }
            hasIndex = !hasIndex;
        }

        /** A state that is restored has reached everybody. */
        private void restore() {
            engine.restore(engine.snapshot());
            Map<String, Integer> present = table.present();
            table = new Known();
            table.add(now(), present);
            if (hasIndex) {
                index = new Known();
                index.add(now(), present);
            }
        }

        private void compare() {
            assertThat(scan("")).isEqualTo(table.asOf(now() - tableLag));
            assertThat(scan(", 'ConsistentRead': true")).isEqualTo(table.present());
            if (hasIndex) {
                assertThat(scan(", 'IndexName': 'by-c'")).isEqualTo(index.asOf(now() - indexLag));
            }
        }

        private Map<String, Integer> scan(String more) {
            Matcher items = ITEM.matcher(behind.ok("Scan", "{" + NAME + more + "}"));
            Map<String, Integer> found = new TreeMap<>();
            while (items.find()) {
                found.put(items.group(1), Integer.valueOf(items.group(2)));
            }
            return found;
        }
    }
}
