package dev.stator.conformance;

import static dev.stator.conformance.WireValues.JSON;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiFunction;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What the stream of a table tells, by the key of the item: servers agree in no other order. */
final class WireStream {
    private static final int MOST_PAGES = 100;

    /** Sends an action and a body to a server, and gives the reply. */
    private final BiFunction<String, JsonNode, JsonNode> server;

    WireStream(BiFunction<String, JsonNode, JsonNode> server) {
        this.server = server;
    }

    /** The records of each item in their order, without what is of the server that tells them. */
    Map<String, List<JsonNode>> records(String table) {
        Map<String, List<JsonNode>> records = new TreeMap<>();
        JsonNode arn = server.apply("DescribeTable", object("TableName", JSON.valueToTree(table)))
                .path("Table")
                .path("LatestStreamArn");
        JsonNode shards = server.apply("DescribeStream", object("StreamArn", arn))
                .path("StreamDescription")
                .path("Shards");
        for (JsonNode shard : shards) {
            ObjectNode request = object("StreamArn", arn).put("ShardIteratorType", "TRIM_HORIZON");
            request.set("ShardId", shard.get("ShardId"));
            read(server.apply("GetShardIterator", request).get("ShardIterator"), records);
        }
        return records;
    }

    /** An open shard never ends: what it has is read once a page has nothing. */
    private void read(JsonNode iterator, Map<String, List<JsonNode>> records) {
        JsonNode next = iterator;
        boolean more = true;
        for (int pages = 0; more && next != null && pages < MOST_PAGES; pages++) {
            JsonNode page = server.apply("GetRecords", object("ShardIterator", next));
            for (JsonNode record : page.get("Records")) {
                JsonNode told = WireAnswer.comparable(record, false);
                records.computeIfAbsent(WireAnswer.text(told.get("dynamodb").get("Keys")), key -> new ArrayList<>())
                        .add(told);
            }
            more = !page.get("Records").isEmpty();
            next = page.get("NextShardIterator");
        }
    }

    private static ObjectNode object(String name, JsonNode value) {
        ObjectNode object = JSON.createObjectNode();
        object.set(name, value);
        return object;
    }
}
