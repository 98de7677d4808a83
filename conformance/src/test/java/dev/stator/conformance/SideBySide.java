package dev.stator.conformance;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.stator.conformance.WireAnswer.Discrepancy;
import dev.stator.transport.WireReply;
import dev.stator.transport.WireRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;

/** The engine and DynamoDB Local with the same {@link WireTables}, which are sent the same requests. */
final class SideBySide implements AutoCloseable {
    private static final Set<String> WRITES = Set.of(
            "PutItem",
            "UpdateItem",
            "DeleteItem",
            "BatchWriteItem",
            "TransactWriteItems",
            "ExecuteStatement",
            "BatchExecuteStatement",
            "ExecuteTransaction",
            "CreateTable",
            "UpdateTable",
            "DeleteTable",
            "UpdateTimeToLive");

    private static final int MOST_WAITS = 1500;

    private final Server.Running engine;
    private final Server.Running local;
    private boolean fresh;

    /** What the engine held after the last write. */
    private List<WireAnswer> stored = List.of();

    private SideBySide(Server.Running engine, Server.Running local) {
        this.engine = engine;
        this.local = local;
    }

    static SideBySide start() {
        return new SideBySide(Server.ENGINE_IN_MEMORY.start(), Server.DYNAMODB_LOCAL.start());
    }

    /**
     * What came of a request.
     *
     * @param ours what the engine answered
     * @param discrepancies where DynamoDB Local differs, in its answer or in what is stored afterwards
     * @param apart whether the two hold other data from now on
     */
    record Result(WireAnswer ours, List<Discrepancy> discrepancies, boolean apart) {}

    /** Makes all tables new, if anything may have changed. */
    void reset() {
        if (!fresh) {
            reset(engine);
            reset(local);
            fresh = true;
            stored = stored(engine);
        }
    }

    private static void reset(Server.Running server) {
        for (JsonNode name : json(send(server, "ListTables", "{}")).get("TableNames")) {
            send(server, "UpdateTable", "{\"TableName\":" + name + ",\"DeletionProtectionEnabled\":false}");
            send(server, "DeleteTable", "{\"TableName\":" + name + "}");
        }
        for (WireTables table : WireTables.values()) {
            send(server, "CreateTable", table.creation());
        }
    }

    Result send(RandomRequest request) {
        WireAnswer ours = answer(engine, request);
        WireAnswer theirs = answer(local, request);
        for (int waits = 0; isTooSoon(ours, theirs) && waits < MOST_WAITS; waits++) {
            await();
            theirs = answer(local, request);
        }
        List<Discrepancy> found = new ArrayList<>(ours.without(theirs));
        if (request.action().equals("UpdateTable")) {
            settle(request.body().path("TableName"));
        }
        if (ours.isOk() && theirs.isOk() && WirePages.isPaged(request) && !WireAnswer.isFetched(request)) {
            List<JsonNode> one = pages(engine, request);
            List<JsonNode> other = pages(local, request);
            if (!one.equals(other)) {
                found.add(new Discrepancy("paged " + one, "paged " + other));
            }
        }
        boolean writes = WRITES.contains(request.action());
        // DynamoDB Local does some statements of a batch that it refuses for an item that is named twice.
        boolean halfDone = request.action().equals("BatchExecuteStatement")
                && theirs.outcome().contains("item keys contains duplicates");
        fresh &= !halfDone && (!writes || (!ours.isOk() && !theirs.isOk()));
        boolean apart = halfDone || (writes && ours.isOk() != theirs.isOk());
        if (writes) {
            List<WireAnswer> before = stored;
            stored = stored(engine);
            if (!ours.isOk() && !stored.equals(before)) {
                found.add(new Discrepancy("stored though refused " + stored, "stored before " + before));
            }
            String what = ours.isOk() ? "stored " : "stored though refused ";
            List<WireAnswer> others = apart ? stored : stored(local);
            for (int i = 0; i < stored.size(); i++) {
                WireAnswer one = stored.get(i);
                WireAnswer other = others.get(i);
                if (!one.equals(other)) {
                    apart = true;
                    found.add(new Discrepancy(what + one.itemsBeside(other), what + other.itemsBeside(one)));
                }
            }
        }
        return new Result(ours, found, apart);
    }

    /** What is in each table. */
    private static List<WireAnswer> stored(Server.Running server) {
        List<WireAnswer> tables = new ArrayList<>();
        for (WireTables table : WireTables.values()) {
            RandomRequest all = RandomRequest.parse("Scan {\"TableName\":\"" + table.tableName() + "\"}");
            tables.add(answer(server, all));
        }
        return tables;
    }

    /** Where the streams of the tables tell other changes. */
    List<Discrepancy> streamed() {
        List<Discrepancy> found = new ArrayList<>();
        for (WireTables table : WireTables.values()) {
            Map<String, List<JsonNode>> ours = stream(engine).records(table.tableName());
            Map<String, List<JsonNode>> theirs = stream(local).records(table.tableName());
            for (int waits = 0; size(theirs) < size(ours) && waits < MOST_WAITS; waits++) {
                await();
                theirs = stream(local).records(table.tableName());
            }
            Set<String> keys = new TreeSet<>(ours.keySet());
            keys.addAll(theirs.keySet());
            for (String key : keys) {
                List<JsonNode> one = ours.getOrDefault(key, List.of());
                List<JsonNode> other = theirs.getOrDefault(key, List.of());
                if (!one.equals(other)) {
                    found.add(new Discrepancy("streamed " + one, "streamed " + other));
                }
            }
        }
        return found;
    }

    private static int size(Map<String, List<JsonNode>> records) {
        return records.values().stream().mapToInt(List::size).sum();
    }

    private static List<JsonNode> pages(Server.Running server, RandomRequest request) {
        return new WirePages(body -> json(send(server, request.action(), body.toString()))).items(request);
    }

    private static WireStream stream(Server.Running server) {
        return new WireStream((action, body) -> json(send(server, action, body.toString())));
    }

    /** Waits until DynamoDB Local has made or deleted an index. */
    private void settle(JsonNode table) {
        String description = "{\"TableName\":" + table + "}";
        for (int waits = 0; waits < MOST_WAITS && isMoving(json(send(local, "DescribeTable", description))); waits++) {
            await();
        }
    }

    /** Whether DynamoDB Local is still at work at an index that it shows as made or no longer shows. */
    private static boolean isTooSoon(WireAnswer ours, WireAnswer theirs) {
        return ours.isOk() && theirs.outcome().contains("Only 1 online index can be created or deleted simultaneously");
    }

    private static boolean isMoving(JsonNode reply) {
        return reply.path("Table")
                .path("GlobalSecondaryIndexes")
                .valueStream()
                .anyMatch(index -> !index.path("IndexStatus").asString("").equals("ACTIVE"));
    }

    private static void await() {
        try {
            Thread.sleep(20);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while DynamoDB Local was at work", e);
        }
    }

    private static WireAnswer answer(Server.Running server, RandomRequest request) {
        return WireAnswer.of(
                request, send(server, request.action(), request.body().toString()));
    }

    private static WireReply send(Server.Running server, String action, String body) {
        return server.wire().send(new WireRequest(action, body.getBytes(UTF_8), Duration.ofSeconds(30)));
    }

    private static JsonNode json(WireReply reply) {
        return WireValues.JSON.readTree(reply.body());
    }

    @Override
    public void close() {
        local.close();
        engine.close();
    }
}
