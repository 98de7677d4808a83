package dev.stator.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stator.internal.json.JsonReader;
import dev.stator.internal.json.JsonWriter;
import dev.stator.transport.WireReply;
import dev.stator.transport.WireRequest;
import dev.stator.value.Item;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.assertj.core.api.SoftAssertions;

/**
 * After any writes, every index holds exactly what follows from the items, in the order of its keys, and the stream told
 * leads to the same items.
 */
class IndexModelTest {
    private static final int STEPS = 40;

    @Property(tries = 60)
    void indexesFollowTheItemsInMemory(@ForAll long seed) {
        try (Engine engine = Engine.inMemory()) {
            new Run(engine, new Random(seed)).steps();
        }
    }

    @Property(tries = 4)
    void indexesFollowTheItemsOnDiskAndAfterReopening(@ForAll long seed) throws IOException {
        Path folder = Files.createTempDirectory("stator-index");
        try {
            Run run;
            try (Engine engine = Engine.open(folder)) {
                run = new Run(engine, new Random(seed));
                run.steps();
            }
            try (Engine engine = Engine.open(folder)) {
                run.on(engine).compare();
            }
        } finally {
            try (Stream<Path> files = Files.walk(folder)) {
                files.sorted(Comparator.reverseOrder())
                        .forEach(file -> file.toFile().delete());
            }
        }
    }

    /** A naive model beside an engine. */
    private static final class Run {
        private final Engine engine;
        private final Random random;
        private final Map<Item, Item> model;

        Run(Engine engine, Random random) {
            this(engine, random, new HashMap<>());
            new Calls(engine).ok("CreateTable", Streaming.with("NEW_IMAGE", Calls.RANGE_TABLE));
        }

        private Run(Engine engine, Random random, Map<Item, Item> model) {
            this.engine = engine;
            this.random = random;
            this.model = model;
        }

        Run on(Engine other) {
            return new Run(other, random, model);
        }

        void steps() {
            for (int i = 0; i < STEPS; i++) {
                Item key = Item.of("a", "p" + random.nextInt(3), "b", random.nextInt(4) - 2);
                switch (random.nextInt(4)) {
                    case 0 -> delete(key);
                    case 1 -> update(key);
                    default -> put(key);
                }
                if (i % 8 == 7) {
                    compare();
                }
            }
        }

        private void put(Item key) {
            Item item = key;
            for (String name : List.of("c", "d", "e")) {
                if (random.nextBoolean()) {
                    item = item.with(name, name + random.nextInt(3));
                }
            }
            send("PutItem", "Item", item, "");
            model.put(key, item);
        }

        private void delete(Item key) {
            send("DeleteItem", "Key", key, "");
            model.remove(key);
        }

        private void update(Item key) {
            String name = random.nextBoolean() ? "c" : "d";
            if (random.nextBoolean()) {
                send("UpdateItem", "Key", key, ", \"UpdateExpression\": \"REMOVE " + name + "\"");
                // What only takes away makes no item.
                model.computeIfPresent(key, (there, item) -> item.without(name));
            } else {
                String value = name + random.nextInt(3);
                send(
                        "UpdateItem",
                        "Key",
                        key,
                        ", \"UpdateExpression\": \"SET " + name
                                + " = :v\", \"ExpressionAttributeValues\": {\":v\": {\"S\": \"" + value + "\"}}");
                model.put(key, model.getOrDefault(key, key).with(name, value));
            }
        }

        void compare() {
            assertThat(scan("")).containsExactlyInAnyOrderElementsOf(model.values());
            assertThat(told()).isEqualTo(model);
            compareIndex("by-c", item -> item.has("c"), Set.of("a", "b", "c", "d", "e"));
            compareIndex("by-d", item -> item.has("d"), Set.of("a", "b", "c", "d"));
            compareIndex("of-c", item -> item.has("c"), Set.of("a", "b", "c", "d", "e"));
            compareIndex("of-c-d", item -> item.has("c") && item.has("d"), Set.of("a", "b", "c", "d"));
        }

        private void compareIndex(String index, Predicate<Item> holds, Set<String> projected) {
            List<Item> expected = model.values().stream()
                    .filter(holds)
                    .map(item -> Item.copyOf(item.asMap().entrySet().stream()
                            .filter(entry -> projected.contains(entry.getKey()))
                            .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue))))
                    .toList();
            assertThat(scan(", \"IndexName\": \"" + index + "\"")).containsExactlyInAnyOrderElementsOf(expected);
            SoftAssertions.assertSoftly(softly -> {
                String description = new Calls(engine).ok("DescribeTable", "{'TableName': 'range'}");
                softly.assertThat(description.substring(description.indexOf("'IndexName':'" + index + "'")))
                        .matches("(?s).*?'ItemCount':" + expected.size() + ",.*");
            });
        }

        /** The items that come of doing again what the stream tells. */
        private Map<Item, Item> told() {
            Streaming stream = Streaming.of(new Calls(engine), "range");
            JsonReader in = new JsonReader(
                    stream.records(stream.oldest()).replace('\'', '"').getBytes(StandardCharsets.UTF_8));
            Map<Item, Item> told = new HashMap<>();
            in.startObject();
            for (String field = in.nextField(); field != null; field = in.nextField()) {
                if (field.equals("Records")) {
                    in.startArray();
                    while (in.nextElement()) {
                        tell(in, told);
                    }
                } else {
                    in.skip();
                }
            }
            return told;
        }

        private static void tell(JsonReader in, Map<Item, Item> told) {
            in.startObject();
            for (String field = in.nextField(); field != null; field = in.nextField()) {
                if (field.equals("dynamodb")) {
                    Item key = Item.empty();
                    Item image = Item.empty();
                    in.startObject();
                    for (String part = in.nextField(); part != null; part = in.nextField()) {
                        switch (part) {
                            case "Keys" -> key = Item.readFrom(in.items());
                            case "NewImage" -> image = Item.readFrom(in.items());
                            default -> in.skip();
                        }
                    }
                    if (image.equals(Item.empty())) {
                        told.remove(key);
                    } else {
                        told.put(key, image);
                    }
                } else {
                    in.skip();
                }
            }
        }

        private List<Item> scan(String index) {
            byte[] body = ("{\"TableName\": \"range\"" + index + "}").getBytes(StandardCharsets.UTF_8);
            WireReply reply = engine.send(new WireRequest("Scan", body, Duration.ofSeconds(10)));
            List<Item> items = new ArrayList<>();
            JsonReader in = new JsonReader(reply.body());
            in.startObject();
            for (String field = in.nextField(); field != null; field = in.nextField()) {
                if (field.equals("Items")) {
                    in.startArray();
                    while (in.nextElement()) {
                        items.add(Item.readFrom(in.items()));
                    }
                } else {
                    in.skip();
                }
            }
            assertThat(new HashSet<>(items)).hasSameSizeAs(items);
            return items;
        }

        private void send(String action, String member, Item item, String more) {
            JsonWriter json = new JsonWriter();
            item.writeTo(json.items());
            String body = "{\"TableName\": \"range\", \"" + member + "\": "
                    + new String(json.toByteArray(), StandardCharsets.UTF_8) + more + "}";
            WireReply reply =
                    engine.send(new WireRequest(action, body.getBytes(StandardCharsets.UTF_8), Duration.ofSeconds(10)));
            assertThat(reply.status()).as(body).isEqualTo(200);
        }
    }
}
