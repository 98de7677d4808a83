package dev.stator.conformance;

import static dev.stator.conformance.WireValues.JSON;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The bodies of random requests that create, change, describe and delete tables. */
final class RandomTable {
    /** The tables that come and go. */
    private static final List<String> NAMES = List.of("fleeting-1", "fleeting-2", "fleeting-3");

    private static final List<String> INDEXES = List.of("global-1", "added-1", "added-2", "local-1", "missing");
    private static final List<String> VIEWS = List.of("NEW_IMAGE", "OLD_IMAGE", "NEW_AND_OLD_IMAGES", "KEYS_ONLY");

    private final Random random;
    private final WireValues values;

    RandomTable(Random random, WireValues values) {
        this.random = random;
        this.values = values;
    }

    private boolean one(int in) {
        return random.nextInt(in) == 0;
    }

    /** A body that names a table and nothing else. */
    ObjectNode named() {
        return JSON.createObjectNode().put("TableName", one(20) ? "missing" : values.pick(NAMES));
    }

    ObjectNode creation() {
        ObjectNode body = named();
        Set<String> used = new LinkedHashSet<>();
        boolean range = one(2);
        key(body, "a", range ? "b" : "", used);
        boolean perRequest = one(2);
        billing(body, perRequest);
        if (range ? one(3) : one(20)) {
            ArrayNode indexes = body.putArray("LocalSecondaryIndexes");
            for (int count = 1 + random.nextInt(2); count > 0; count--) {
                ObjectNode index = index(indexes, "local-" + count);
                key(index, one(20) ? "b" : "a", one(20) ? "" : values.pick(List.of("b", "c", "d")), used);
            }
        }
        if (one(3)) {
            ArrayNode indexes = body.putArray("GlobalSecondaryIndexes");
            for (int count = 1 + random.nextInt(2); count > 0; count--) {
                globalIndex(indexes, one(20) ? "twice" : "global-" + count, perRequest, used);
            }
        }
        if (one(20)) {
            used.add("e");
        } else if (one(20)) {
            used.remove("c");
        }
        define(body, used);
        if (one(5)) {
            body.put("DeletionProtectionEnabled", one(3));
        }
        if (one(6)) {
            stream(body);
        }
        return body;
    }

    private void globalIndex(ArrayNode indexes, String name, boolean perRequest, Set<String> used) {
        ObjectNode index = index(indexes, name);
        key(index, values.pick(List.of("b", "c", "d")), one(2) ? "" : values.pick(List.of("a", "c", "d")), used);
        if (perRequest == one(20)) {
            throughput(index);
        }
    }

    private void billing(ObjectNode body, boolean perRequest) {
        if (perRequest) {
            body.put("BillingMode", "PAY_PER_REQUEST");
        } else if (one(3)) {
            body.put("BillingMode", "PROVISIONED");
        }
        if (perRequest == one(20)) {
            throughput(body);
        }
    }

    private void throughput(ObjectNode body) {
        ObjectNode throughput = body.putObject("ProvisionedThroughput");
        throughput.put("ReadCapacityUnits", one(20) ? 0 : 1 + random.nextInt(9));
        throughput.put("WriteCapacityUnits", 1 + random.nextInt(9));
    }

    private void define(ObjectNode body, Set<String> used) {
        ArrayNode definitions = body.putArray("AttributeDefinitions");
        for (String name : used) {
            definitions
                    .addObject()
                    .put("AttributeName", name)
                    .put("AttributeType", values.pick(List.of("S", "N", "B")));
        }
    }

    private void key(ObjectNode body, String partition, String sort, Set<String> used) {
        ArrayNode key = body.putArray("KeySchema");
        key.addObject().put("AttributeName", partition).put("KeyType", one(30) ? "RANGE" : "HASH");
        used.add(partition);
        if (!sort.isEmpty()) {
            key.addObject().put("AttributeName", sort).put("KeyType", one(30) ? "HASH" : "RANGE");
            used.add(sort);
        }
    }

    private ObjectNode index(ArrayNode indexes, String name) {
        ObjectNode index = indexes.addObject().put("IndexName", name);
        ObjectNode projection = index.putObject("Projection");
        String type = values.pick(List.of("ALL", "KEYS_ONLY", "INCLUDE"));
        if (!one(20)) {
            projection.put("ProjectionType", type);
        }
        if (type.equals("INCLUDE") != one(20)) {
            projection.putArray("NonKeyAttributes").add("e").add(one(8) ? "e" : "f");
        }
        return index;
    }

    ObjectNode update() {
        ObjectNode body = named();
        switch (random.nextInt(8)) {
            case 0 -> billing(body, one(2));
            case 1 -> throughput(body);
            case 2 -> body.put("DeletionProtectionEnabled", one(2));
            case 3 -> {
                ObjectNode update = indexUpdate(body, "Update").put("IndexName", "global-1");
                throughput(update);
            }
            case 4, 5 -> newIndex(body);
            case 6 -> indexUpdate(body, "Delete").put("IndexName", values.pick(INDEXES));
            default -> {
                if (one(4)) {
                    body.putArray("GlobalSecondaryIndexUpdates");
                } else {
                    stream(body);
                }
            }
        }
        return body;
    }

    private static ObjectNode indexUpdate(ObjectNode body, String kind) {
        return body.putArray("GlobalSecondaryIndexUpdates").addObject().putObject(kind);
    }

    private void newIndex(ObjectNode body) {
        if (one(3)) {
            body.put("TableName", "plain");
        }
        Set<String> used = new LinkedHashSet<>();
        ArrayNode indexes = JSON.createArrayNode();
        globalIndex(
                indexes,
                values.pick(INDEXES),
                body.get("TableName").asString("").equals("plain") || one(2),
                used);
        indexUpdate(body, "Create").setAll((ObjectNode) indexes.get(0));
        if (one(20)) {
            used.add("e");
        } else if (one(20)) {
            used.remove("c");
        }
        define(body, used);
    }

    private void stream(ObjectNode body) {
        ObjectNode stream = body.putObject("StreamSpecification");
        boolean on = !one(3);
        stream.put("StreamEnabled", on);
        if (on != one(15)) {
            stream.put("StreamViewType", values.pick(VIEWS));
        }
    }

    ObjectNode list() {
        ObjectNode body = JSON.createObjectNode();
        if (one(2)) {
            body.put("Limit", 1 + random.nextInt(4));
        }
        if (one(3)) {
            body.put("ExclusiveStartTableName", one(2) ? "fleeting-2" : "g00");
        }
        return body;
    }

    ObjectNode timeToLive() {
        ObjectNode body = named();
        body.putObject("TimeToLiveSpecification")
                .put("AttributeName", values.name())
                .put("Enabled", one(2));
        return body;
    }

    /** Names one of those, or one that is always there. */
    ObjectNode description() {
        return one(4) ? named().put("TableName", values.pick(List.of("plain", "indexed"))) : named();
    }
}
