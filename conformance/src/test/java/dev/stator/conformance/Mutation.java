package dev.stator.conformance;

import static dev.stator.conformance.WireValues.JSON;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Changes one place of a request: something is missing, twice, of another type, beyond a limit, or does not belong there. */
final class Mutation {
    private static final List<String> VALUES = List.of(
            "null",
            "''",
            "'x'",
            "'A'",
            "' '",
            "1",
            "0",
            "-1",
            "1.5",
            "1000001",
            "99999999999999",
            "true",
            "false",
            "'true'",
            "[]",
            "{}",
            "[{}]",
            "['x']",
            "[null]",
            "{'x':1}",
            "{'S':'x'}",
            "{'N':'1'}",
            "{'a':{'S':'x'}}",
            "'no-such-table'",
            "'a.b'",
            "'#a'",
            "'missing'",
            "'global'");
    private static final List<String> MEMBERS = List.of(
            "'ConditionExpression':'a = a'",
            "'ConditionExpression':''",
            "'UpdateExpression':'REMOVE e'",
            "'UpdateExpression':''",
            "'KeyConditionExpression':'a = a'",
            "'FilterExpression':'attribute_exists(e)'",
            "'FilterExpression':'attribute_exists(a)'",
            "'FilterExpression':''",
            "'ProjectionExpression':'e'",
            "'ProjectionExpression':''",
            "'ProjectionExpression':'a.b'",
            "'ProjectionExpression':'a,a'",
            "'ProjectionExpression':'m,m.x'",
            "'AttributesToGet':['e']",
            "'AttributesToGet':['e','e']",
            "'AttributesToGet':[]",
            "'Expected':{'e':{'Exists':false}}",
            "'Expected':{'e':{'Value':{'S':'x'},'Exists':false}}",
            "'Expected':{'e':{'Value':{'S':'x'},'ComparisonOperator':'EQ'}}",
            "'Expected':{'e':{'Value':{'S':'x'},'AttributeValueList':[{'S':'x'}]}}",
            "'Expected':{'e':{'AttributeValueList':[{'S':'x'}]}}",
            "'Expected':{'e':{}}",
            "'Expected':{}",
            "'AttributeUpdates':{'e':{'Value':{'S':'x'}}}",
            "'AttributeUpdates':{'a':{'Value':{'S':'x'}}}",
            "'AttributeUpdates':{}",
            "'KeyConditions':{'a':{'ComparisonOperator':'EQ','AttributeValueList':[{'S':'x'}]}}",
            "'KeyConditions':{}",
            "'QueryFilter':{'e':{'ComparisonOperator':'NULL'}}",
            "'QueryFilter':{'a':{'ComparisonOperator':'NULL'}}",
            "'ScanFilter':{'e':{'ComparisonOperator':'NULL'}}",
            "'ConditionalOperator':'OR'",
            "'ExpressionAttributeNames':{'#e':'e'}",
            "'ExpressionAttributeNames':{}",
            "'ExpressionAttributeValues':{':x':{'S':'x'}}",
            "'ExpressionAttributeValues':{}",
            "'ExclusiveStartKey':{'a':{'S':'x'}}",
            "'ExclusiveStartKey':{}",
            "'IndexName':'local'",
            "'IndexName':'global'",
            "'IndexName':'no'",
            "'ConsistentRead':true",
            "'Limit':0",
            "'Select':'COUNT'",
            "'Select':'ALL_PROJECTED_ATTRIBUTES'",
            "'Segment':0",
            "'Segment':3,'TotalSegments':3",
            "'TotalSegments':2",
            "'ReturnValues':'UPDATED_NEW'",
            "'ReturnValues':'SOME'",
            "'ReturnConsumedCapacity':'SOME'",
            "'Unknown':{'x':[1]}",
            "'ClientRequestToken':''",
            "'ClientRequestToken':'1234567890123456789012345678901234567'");

    private final Random random;

    Mutation(Random random) {
        this.random = random;
    }

    void apply(JsonNode body) {
        if (random.nextInt(3) == 0) {
            List<ObjectNode> structures = new ArrayList<>();
            collect(body, structures);
            ObjectNode into = random.nextBoolean() ? structures.get(0) : pick(structures);
            into.setAll((ObjectNode) WireValues.json("{" + pick(MEMBERS) + "}"));
            return;
        }
        List<Runnable> changes = new ArrayList<>();
        collectChanges(body, changes);
        if (!changes.isEmpty()) {
            pick(changes).run();
        }
    }

    private void collect(JsonNode node, List<ObjectNode> structures) {
        if (node instanceof ObjectNode object) {
            structures.add(object);
        }
        node.forEach(child -> collect(child, structures));
    }

    /** Gathers one change for each member and element. */
    private void collectChanges(JsonNode node, List<Runnable> changes) {
        if (node instanceof ObjectNode object) {
            for (String name : List.copyOf(object.propertyNames())) {
                changes.add(() -> change(object, name));
                collectChanges(object.get(name), changes);
            }
        } else if (node instanceof ArrayNode array) {
            for (int i = 0; i < array.size(); i++) {
                int at = i;
                changes.add(() -> change(array, at));
                collectChanges(array.get(i), changes);
            }
        }
    }

    private void change(ObjectNode object, String name) {
        switch (random.nextInt(6)) {
            case 0, 1 -> object.remove(name);
            case 2 ->
                object.set(pick(List.of("", "x", "a", "S", "N", "e", "TableName", ".", "#a")), object.remove(name));
            case 3 -> object.set(name, other(object.get(name)));
            default -> object.set(name, WireValues.json(pick(VALUES)));
        }
    }

    private void change(ArrayNode array, int at) {
        switch (random.nextInt(5)) {
            case 0 -> array.remove(at);
            case 1 -> array.insert(at, array.get(at).deepCopy());
            case 2 -> array.set(at, WireValues.json(pick(VALUES)));
            case 3 -> {
                JsonNode element = array.get(at);
                for (int more = random.nextBoolean() ? 25 : 100; more > 0; more--) {
                    array.add(element.deepCopy());
                }
            }
            default -> array.set(at, other(array.get(at)));
        }
    }

    /** A value of the same JSON type that may be beyond a limit. */
    private JsonNode other(JsonNode value) {
        if (value.isString()) {
            String text = value.stringValue();
            return JSON.getNodeFactory()
                    .stringNode(
                            switch (random.nextInt(6)) {
                                case 0 -> "";
                                case 1 -> repeated(text, 300);
                                case 2 -> repeated(text, 2_000);
                                case 3 -> text.toLowerCase(java.util.Locale.ROOT);
                                case 4 -> text + "$";
                                default -> text + " ";
                            });
        } else if (value.isNumber()) {
            return WireValues.json(pick(List.of("0", "-1", "1000000", "1000001", "2147483648", "1.9", "'1'")));
        }
        return value.isObject() ? JSON.createObjectNode() : WireValues.json(pick(VALUES));
    }

    /** Not again and again: DynamoDB Local hangs up on requests of several megabytes. */
    private static String repeated(String text, int times) {
        return text.isEmpty() || text.length() > 100 ? "x" : text.repeat(times);
    }

    private <V> V pick(List<V> values) {
        return values.get(random.nextInt(values.size()));
    }
}
