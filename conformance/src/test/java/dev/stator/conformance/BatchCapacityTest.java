package dev.stator.conformance;

import static dev.stator.conformance.WireValues.JSON;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.stator.engine.Engine;
import dev.stator.engine.EngineSnapshot;
import dev.stator.transport.WireReply;
import dev.stator.transport.WireRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What batches and transactions consume is what their requests consume one by one, and twice as much in transactions. DynamoDB
 * Local has other numbers for them, so that {@link RequestDifferentialTest} compares only those of single requests.
 */
class BatchCapacityTest {
    private static final String TABLE = "/Table";

    private static final int ROUNDS = 150;
    private static final List<WireTables> TABLES = List.of(WireTables.values());

    /** An action on one item, and its form in a transaction. */
    private record Single(String action, String member, ObjectNode body) {
        Single on(WireTables table) {
            body.put("TableName", table.tableName());
            return this;
        }
    }

    private final Engine engine = Engine.inMemory();

    @BeforeEach
    void createTables() {
        for (WireTables table : WireTables.values()) {
            send("CreateTable", table.creation());
        }
    }

    @AfterEach
    void close() {
        engine.close();
    }

    @Test
    void aBatchOfWritesConsumesWhatEachConsumesAlone() {
        for (int seed = 0; seed < ROUNDS; seed++) {
            List<Single> writes = writes(new Random(seed), false);
            ObjectNode batch = JSON.createObjectNode();
            ObjectNode tables = batch.putObject("RequestItems");
            for (Single each : writes) {
                boolean put = each.action.equals("PutItem");
                String member = put ? "Item" : "Key";
                tables.withArray(each.body.get("TableName").stringValue())
                        .addObject()
                        .putObject(put ? "PutRequest" : "DeleteRequest")
                        .set(member, each.body.get(member));
            }
            EngineSnapshot before = engine.snapshot();
            Map<String, Double> together = consumed("BatchWriteItem", batch);
            engine.restore(before);
            assertThat(together).as("%s", batch).isEqualTo(alone(writes, 1)).isNotEmpty();
        }
    }

    @Test
    void aTransactionOfWritesConsumesOfTablesTwiceWhatEachConsumesAlone() {
        for (int seed = 0; seed < ROUNDS; seed++) {
            List<Single> writes = writes(new Random(seed), true);
            EngineSnapshot before = engine.snapshot();
            Map<String, Double> together = consumed("TransactWriteItems", transaction(writes));
            engine.restore(before);
            assertThat(together).as("%s", writes).isEqualTo(alone(writes, 2)).isNotEmpty();
        }
    }

    @Test
    void aBatchOfReadsConsumesWhatEachConsumesAlone() {
        for (int seed = 0; seed < ROUNDS; seed++) {
            alone(writes(new Random(seed), false), 1);
            List<Single> reads = reads(new Random(seed), seed % 2 == 0);
            ObjectNode batch = JSON.createObjectNode();
            ObjectNode tables = batch.putObject("RequestItems");
            for (Single each : reads) {
                ObjectNode table = tables.withObject(each.body.get("TableName").stringValue());
                table.withArray("Keys").add(each.body.get("Key"));
                table.put("ConsistentRead", seed % 2 == 0);
            }
            assertThat(consumed("BatchGetItem", batch))
                    .as("%s", batch)
                    .isEqualTo(alone(reads, 1))
                    .isNotEmpty();
        }
    }

    @Test
    void aTransactionOfReadsConsumesTwiceWhatEachConsumesAloneIfConsistent() {
        for (int seed = 0; seed < ROUNDS; seed++) {
            alone(writes(new Random(seed), false), 1);
            List<Single> consistent = reads(new Random(seed), true);
            Map<String, Double> alone = alone(consistent, 2);
            consistent.forEach(each -> each.body.remove("ConsistentRead"));
            assertThat(consumed("TransactGetItems", transaction(consistent)))
                    .as("%s", consistent)
                    .isEqualTo(alone)
                    .isNotEmpty();
        }
    }

    private static ObjectNode transaction(List<Single> singles) {
        ObjectNode transaction = JSON.createObjectNode();
        ArrayNode actions = transaction.putArray("TransactItems");
        singles.forEach(each -> actions.addObject().set(each.member, each.body.deepCopy()));
        return transaction;
    }

    /** The sum of what requests consume alone, with the units of tables, not those of indexes, so many times. */
    private Map<String, Double> alone(List<Single> singles, int times) {
        Map<String, Double> sum = new TreeMap<>();
        for (Single each : singles) {
            Map<String, Double> consumed = consumed(each.action, each.body.deepCopy());
            consumed.forEach((where, units) -> {
                double ofTable = where.endsWith(TABLE) ? units : consumed.getOrDefault(where + TABLE, 0.0);
                sum.merge(where, units + (times - 1) * ofTable, Double::sum);
            });
        }
        return sum;
    }

    private Map<String, Double> consumed(String action, ObjectNode body) {
        JsonNode told = send(
                        action, body.put("ReturnConsumedCapacity", "INDEXES").toString())
                .get("ConsumedCapacity");
        Map<String, Double> units = new TreeMap<>();
        for (JsonNode table : told.isArray() ? told : JSON.createArrayNode().add(told)) {
            collect(table.get("TableName").stringValue(), table, units);
        }
        return units;
    }

    private static void collect(String where, JsonNode told, Map<String, Double> units) {
        told.properties().forEach(member -> {
            if (member.getKey().equals("CapacityUnits")) {
                units.put(where, member.getValue().doubleValue());
            } else if (member.getValue().isObject()) {
                collect(where + "/" + member.getKey(), member.getValue(), units);
            }
        });
    }

    private JsonNode send(String action, String body) {
        WireReply reply = engine.send(new WireRequest(action, body.getBytes(UTF_8), Duration.ofSeconds(30)));
        JsonNode json = JSON.readTree(reply.body());
        assertThat(reply.status()).as("%s %s: %s", action, body, json).isEqualTo(200);
        return json;
    }

    /** Writes of different items, some of several kilobytes. */
    private static List<Single> writes(Random random, boolean updates) {
        Map<String, Single> byKey = new LinkedHashMap<>();
        for (int count = 1 + random.nextInt(4); count > 0; count--) {
            WireTables table = TABLES.get(random.nextInt(TABLES.size()));
            ObjectNode key = key(table, random);
            Single write = switch (random.nextInt(updates ? 3 : 2)) {
                case 0 -> new Single("DeleteItem", "Delete", member("Key", key));
                case 1 -> new Single("PutItem", "Put", member("Item", item(key.deepCopy(), random)));
                default -> {
                    ObjectNode body = member("Key", key).put("UpdateExpression", "SET c = :c REMOVE d");
                    body.putObject("ExpressionAttributeValues").set(":c", text(random));
                    yield new Single("UpdateItem", "Update", body);
                }
            };
            byKey.put(table + key.toString(), write.on(table));
        }
        return new ArrayList<>(byKey.values());
    }

    private static List<Single> reads(Random random, boolean consistent) {
        Map<String, Single> byKey = new LinkedHashMap<>();
        for (int count = 1 + random.nextInt(4); count > 0; count--) {
            WireTables table = TABLES.get(random.nextInt(TABLES.size()));
            ObjectNode key = key(table, random);
            ObjectNode body = member("Key", key).put("ConsistentRead", consistent);
            byKey.put(table + key.toString(), new Single("GetItem", "Get", body).on(table));
        }
        return new ArrayList<>(byKey.values());
    }

    private static ObjectNode member(String name, ObjectNode value) {
        ObjectNode body = JSON.createObjectNode();
        body.set(name, value);
        return body;
    }

    private static ObjectNode key(WireTables table, Random random) {
        ObjectNode key = JSON.createObjectNode();
        table.key().forEach((name, type) -> {
            String value = type.equals("B") ? "AQ==" : Integer.toString(random.nextInt(3));
            key.set(name, JSON.createObjectNode().put(type, value));
        });
        return key;
    }

    private static ObjectNode item(ObjectNode item, Random random) {
        if (random.nextBoolean()) {
            item.set("c", text(random));
        }
        if (random.nextBoolean()) {
            item.set("d", JSON.createObjectNode().put("N", Integer.toString(random.nextInt(5))));
        }
        if (random.nextBoolean()) {
            item.set("e", JSON.createObjectNode().put("S", "e".repeat(random.nextInt(10_000))));
        }
        return item;
    }

    private static ObjectNode text(Random random) {
        return JSON.createObjectNode().put("S", "c".repeat(1 + random.nextInt(1_000)));
    }
}
