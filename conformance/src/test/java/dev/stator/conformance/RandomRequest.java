package dev.stator.conformance;

import static dev.stator.conformance.WireValues.JSON;
import static java.util.function.Predicate.not;

import java.util.List;
import java.util.Random;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A request as JSON to one of the {@link WireTables}, sound or disturbed by a {@link Mutation}; always the same for a seed.
 *
 * @param action the action
 * @param body the body
 */
record RandomRequest(String action, JsonNode body) {
    /** Makes the requests of one seed. */
    private static final class Maker {
        private static final List<WireTables> TABLES = List.of(WireTables.values());
        private static final List<String> ACTIONS = List.of(
                "PutItem",
                "PutItem",
                "PutItem",
                "UpdateItem",
                "UpdateItem",
                "UpdateItem",
                "DeleteItem",
                "GetItem",
                "Query",
                "Query",
                "Query",
                "Scan",
                "Scan",
                "BatchGetItem",
                "BatchWriteItem",
                "TransactWriteItems",
                "TransactWriteItems",
                "TransactGetItems",
                "ExecuteStatement",
                "ExecuteStatement",
                "ExecuteStatement",
                "BatchExecuteStatement",
                "ExecuteTransaction",
                "CreateTable",
                "CreateTable",
                "UpdateTable",
                "UpdateTable",
                "DeleteTable",
                "DescribeLimits",
                "DescribeTable",
                "ListTables",
                "UpdateTimeToLive",
                "DescribeTimeToLive");
        private static final List<String> LEGACY = List.of(
                "EQ",
                "NE",
                "LE",
                "LT",
                "GE",
                "GT",
                "NOT_NULL",
                "NULL",
                "CONTAINS",
                "NOT_CONTAINS",
                "BEGINS_WITH",
                "IN",
                "BETWEEN");

        /** All but the one of which DynamoDB Local holds another opinion, see the page: it would be in the way here. */
        private static final List<String> LEGACY_FILTERS =
                LEGACY.stream().filter(not("NOT_CONTAINS"::equals)).toList();

        private final Random random;
        private final WireTables table;
        private final WireValues values;
        private final WireText text;
        private ObjectNode body = JSON.createObjectNode();

        Maker(Random random) {
            this.random = random;
            this.table = TABLES.get(random.nextInt(TABLES.size()));
            this.values = new WireValues(random, 40);
            this.text = new WireText(random, values);
        }

        RandomRequest make() {
            String action = values.pick(ACTIONS);
            switch (action) {
                case "PutItem", "DeleteItem" -> write(action, true);
                case "UpdateItem" -> update(true);
                case "GetItem" -> get(true);
                case "Query" -> query();
                case "Scan" -> scan();
                case "BatchGetItem" -> batchGet();
                case "BatchWriteItem" -> batchWrite();
                case "TransactWriteItems" -> transactWrite();
                case "TransactGetItems" -> transactGet();
                case "ExecuteStatement" -> body = RandomStatement.one(random);
                case "BatchExecuteStatement" -> body = RandomStatement.batch(random);
                case "ExecuteTransaction" -> body = RandomStatement.transaction(random);
                case "DescribeLimits" -> body = JSON.createObjectNode();
                default -> {
                    RandomTable tables = new RandomTable(random, values);
                    body = switch (action) {
                        case "CreateTable" -> tables.creation();
                        case "UpdateTable" -> tables.update();
                        case "ListTables" -> tables.list();
                        case "UpdateTimeToLive" -> tables.timeToLive();
                        case "DeleteTable" -> tables.named();
                        default -> tables.description();
                    };
                }
            }
            return new RandomRequest(action, body);
        }

        private boolean one(int in) {
            return random.nextInt(in) == 0;
        }

        private void maybe(String name, String... choices) {
            if (one(3)) {
                body.put(name, choices[random.nextInt(choices.length)]);
            }
        }

        private void wishes() {
            maybe("ReturnConsumedCapacity", "TOTAL", "INDEXES", "NONE");
        }

        private void write(String action, boolean alone) {
            body.put("TableName", table.tableName());
            boolean put = action.equals("PutItem");
            body.set(put ? "Item" : "Key", put ? values.item(table) : values.key(table));
            if (alone && one(4)) {
                expected();
            } else if (one(2)) {
                body.put("ConditionExpression", text.condition());
            }
            if (alone) {
                wishes();
                maybe("ReturnValues", "ALL_OLD", "NONE", "ALL_OLD", "ALL_NEW");
                maybe("ReturnItemCollectionMetrics", "NONE");
            }
            maybe("ReturnValuesOnConditionCheckFailure", "ALL_OLD", "NONE");
            text.addPlaceholders(body);
        }

        private void update(boolean alone) {
            body.put("TableName", table.tableName());
            body.set("Key", values.key(table));
            if (alone && one(3)) {
                attributeUpdates();
                if (one(2)) {
                    expected();
                }
            } else if (!alone || !one(20)) {
                body.put("UpdateExpression", text.update());
                if (one(3)) {
                    body.put("ConditionExpression", text.condition());
                }
            }
            if (alone) {
                wishes();
                maybe("ReturnValues", "ALL_OLD", "ALL_NEW", "UPDATED_OLD", "UPDATED_NEW", "NONE");
                maybe("ReturnItemCollectionMetrics", "NONE");
            }
            maybe("ReturnValuesOnConditionCheckFailure", "ALL_OLD", "NONE");
            text.addPlaceholders(body);
        }

        private void attributeUpdates() {
            ObjectNode updates = body.putObject("AttributeUpdates");
            for (int count = 1 + random.nextInt(3); count > 0; count--) {
                ObjectNode update = updates.putObject(values.pick(List.of("c", "d", "e", "m", "l", "m.x")));
                String action = values.pick(List.of("PUT", "PUT", "ADD", "DELETE"));
                if (!action.equals("PUT") || one(2)) {
                    update.put("Action", action);
                }
                if (!action.equals("DELETE") || one(2)) {
                    update.set("Value", action.equals("ADD") && one(2) ? values.of("N") : values.value());
                }
            }
        }

        private void expected() {
            ObjectNode expected = body.putObject("Expected");
            int count = 1 + random.nextInt(3);
            for (int i = 0; i < count; i++) {
                ObjectNode entry = expected.putObject(values.name());
                switch (random.nextInt(4)) {
                    case 0 -> entry.put("Exists", false);
                    case 1 -> entry.set("Value", values.value());
                    default -> legacyCondition(entry, values.pick(LEGACY));
                }
            }
            operator(expected.size());
        }

        private void operator(int conditions) {
            if (conditions > 1 ? one(3) : one(30)) {
                body.put("ConditionalOperator", one(2) ? "AND" : "OR");
            }
        }

        private void legacyCondition(ObjectNode entry, String comparison) {
            entry.put("ComparisonOperator", comparison);
            int count = switch (comparison) {
                case "NULL", "NOT_NULL" -> 0;
                case "BETWEEN" -> 2;
                case "IN" -> 1 + random.nextInt(3);
                default -> 1;
            };
            count = one(25) ? random.nextInt(4) : count;
            if (count > 0 || one(4)) {
                ArrayNode list = entry.putArray("AttributeValueList");
                String type = values.pick(List.of("S", "N", "N", "B"));
                for (int i = 0; i < count; i++) {
                    list.add(one(6) ? values.value() : values.of(type));
                }
            }
        }

        private void get(boolean alone) {
            body.put("TableName", table.tableName());
            body.set("Key", values.key(table));
            if (alone) {
                consistent();
                wishes();
            }
            project(alone);
            text.addPlaceholders(body);
        }

        private void consistent() {
            if (one(3)) {
                body.put("ConsistentRead", one(2));
            }
        }

        private void project(boolean legacy) {
            if (legacy && one(6)) {
                ArrayNode names = body.putArray("AttributesToGet");
                for (int count = 1 + random.nextInt(3); count > 0; count--) {
                    names.add(values.name());
                }
            } else if (one(3)) {
                body.put("ProjectionExpression", text.projection());
            }
        }

        private String index() {
            if (table.indexes().isEmpty() || one(2)) {
                if (one(30)) {
                    body.put("IndexName", "missing");
                }
                return "";
            }
            String index = values.pick(table.indexes());
            body.put("IndexName", index);
            return index;
        }

        private void query() {
            body.put("TableName", table.tableName());
            String index = index();
            List<String> key = switch (index) {
                case "local" -> List.of("a", "c");
                case "global" -> List.of("c", "d");
                case "keys" -> List.of("d");
                case "partial" -> List.of("c");
                default -> table == WireTables.PLAIN ? List.of("a") : List.of("a", "b");
            };
            boolean legacy = one(4);
            String partition = one(25) ? values.name() : key.get(0);
            String type = typeOf(partition);
            List<String> sorts = one(25) ? List.of(values.name()) : key.subList(1, key.size());
            if (legacy) {
                ObjectNode conditions = body.putObject("KeyConditions");
                legacyKey(conditions.putObject(partition), one(20) ? "GT" : "EQ", type);
                if (!sorts.isEmpty() && one(2)) {
                    String comparison = values.pick(LEGACY);
                    legacyKey(conditions.putObject(sorts.get(0)), comparison, typeOf(sorts.get(0)));
                }
                if (one(3)) {
                    filters(body.putObject("QueryFilter"));
                }
            } else {
                body.put(
                        "KeyConditionExpression",
                        text.keyCondition(
                                partition, values.of(type), sorts, sorts.isEmpty() ? "S" : typeOf(sorts.get(0))));
                if (one(3)) {
                    body.put("FilterExpression", text.condition());
                }
            }
            read(legacy);
            if (one(3)) {
                body.put("ScanIndexForward", one(2));
            }
            start(index, 8);
            text.addPlaceholders(body);
        }

        private void legacyKey(ObjectNode entry, String comparison, String type) {
            entry.put("ComparisonOperator", comparison);
            ArrayNode list = entry.putArray("AttributeValueList").add(values.of(type));
            if (comparison.equals("BETWEEN")) {
                list.add(values.of(type));
            }
        }

        private void filters(ObjectNode filter) {
            for (int count = 1 + random.nextInt(2); count > 0; count--) {
                legacyCondition(filter.putObject(values.name()), values.pick(LEGACY_FILTERS));
            }
            operator(filter.size());
        }

        private String typeOf(String name) {
            return table.types().getOrDefault(name, "S");
        }

        private void read(boolean legacy) {
            consistent();
            wishes();
            project(legacy);
            if (one(4)) {
                body.put("Limit", 1 + random.nextInt(4));
            }
            maybe("Select", "COUNT", "ALL_ATTRIBUTES", "SPECIFIC_ATTRIBUTES", "ALL_PROJECTED_ATTRIBUTES", "COUNT");
            if (body.has("Select") && one(2)) {
                body.remove("Select");
            }
        }

        private void start(String index, int seldom) {
            if (one(seldom)) {
                ObjectNode start = body.putObject("ExclusiveStartKey").setAll(values.key(table));
                if (!index.isEmpty()) {
                    List<String> more = switch (index) {
                        case "local", "partial" -> List.of("c");
                        case "global" -> List.of("c", "d");
                        default -> List.of("d");
                    };
                    more.forEach(name -> start.set(name, values.of(typeOf(name))));
                }
            }
        }

        private void scan() {
            body.put("TableName", table.tableName());
            String index = index();
            boolean legacy = one(4);
            if (legacy) {
                filters(body.putObject("ScanFilter"));
            } else if (one(2)) {
                body.put("FilterExpression", text.condition());
            }
            read(legacy);
            if (one(6)) {
                int total = 1 + random.nextInt(3);
                body.put("TotalSegments", total);
                body.put("Segment", random.nextInt(total));
            }
            start(index, 20);
            text.addPlaceholders(body);
        }

        private void batchGet() {
            ObjectNode outer = body;
            ObjectNode tables = outer.putObject("RequestItems");
            boolean several = one(2);
            for (int count = several ? 2 : 1; count > 0; count--) {
                Maker maker = new Maker(random);
                body = tables.putObject(maker.table.tableName());
                ArrayNode keys = body.putArray("Keys");
                for (int more = 1 + random.nextInt(3); more > 0; more--) {
                    keys.add(values.key(maker.table));
                }
                consistent();
                WireText its = new WireText(random, values);
                if (one(6)) {
                    body.putArray("AttributesToGet").add(values.name());
                } else if (!several && one(3)) {
                    // Of several that are wrong, DynamoDB Local tells any.
                    body.put("ProjectionExpression", its.projection());
                }
                its.addPlaceholders(body);
            }
            body = outer;
            wishes();
        }

        private void batchWrite() {
            ObjectNode tables = body.putObject("RequestItems");
            for (int count = 1 + random.nextInt(2); count > 0; count--) {
                WireTables other = new Maker(random).table;
                ArrayNode writes = tables.putArray(other.tableName());
                for (int more = 1 + random.nextInt(3); more > 0; more--) {
                    if (one(3)) {
                        writes.addObject().putObject("DeleteRequest").set("Key", values.key(other));
                    } else {
                        writes.addObject().putObject("PutRequest").set("Item", values.item(other));
                    }
                }
            }
            wishes();
            maybe("ReturnItemCollectionMetrics", "NONE");
        }

        private void transactWrite() {
            ArrayNode actions = body.putArray("TransactItems");
            for (int count = 1 + random.nextInt(3); count > 0; count--) {
                Maker maker = new Maker(random);
                ObjectNode action = actions.addObject();
                switch (random.nextInt(5)) {
                    case 0, 1 -> {
                        maker.write("PutItem", false);
                        action.set("Put", maker.body);
                    }
                    case 2 -> {
                        maker.write("DeleteItem", false);
                        action.set("Delete", maker.body);
                    }
                    case 3 -> {
                        maker.update(false);
                        action.set("Update", maker.body);
                    }
                    default -> {
                        maker.body.put("ConditionExpression", maker.text.condition());
                        maker.write("DeleteItem", false);
                        action.set("ConditionCheck", maker.body);
                    }
                }
            }
            wishes();
            maybe("ReturnItemCollectionMetrics", "NONE");
            if (one(3)) {
                body.put("ClientRequestToken", "t" + random.nextInt(100_000));
            }
        }

        private void transactGet() {
            ArrayNode actions = body.putArray("TransactItems");
            for (int count = 1 + random.nextInt(3); count > 0; count--) {
                Maker maker = new Maker(random);
                maker.get(false);
                actions.addObject().set("Get", maker.body);
            }
            wishes();
        }
    }

    /** The request of a seed. */
    static RandomRequest of(long seed) {
        Random random = new Random(seed);
        RandomRequest sound = new Maker(random).make();
        int mutations = random.nextInt(5) < 3 ? 0 : 1 + random.nextInt(2);
        for (int i = 0; i < mutations; i++) {
            new Mutation(random).apply(sound.body());
        }
        return sound;
    }

    /** The request of a text: the action, a space and the body. */
    static RandomRequest parse(String text) {
        int space = text.indexOf(' ');
        return new RandomRequest(text.substring(0, space), JSON.readTree(text.substring(space + 1)));
    }

    @Override
    public String toString() {
        return action + " " + body;
    }
}
