package dev.stator.testing;

import dev.stator.transport.WireReply;
import dev.stator.transport.WireRequest;
import dev.stator.value.AttributeValue;
import dev.stator.value.AttributeValue.L;
import dev.stator.value.AttributeValue.M;
import dev.stator.value.AttributeValue.S;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.random.RandomGenerator;

/**
 * The refusal of a request of which there are too many: which limit of which table or index was reached, in the service's words. A table with provisioned
 * capacity exceeds that; one that is paid per request its own maximum or the account's; both what one partition can do. Actions on tables themselves, on
 * backups or streams use no capacity, and are refused without more words.
 *
 * @param tables the names of the tables whose capacity the request uses
 * @param index the index that it reads, or nothing
 * @param reads whether it reads
 */
record Throttling(List<String> tables, String index, boolean reads) {
    private static final String PROVISIONED = "ProvisionedThroughputExceededException";
    private static final String ON_DEMAND = "ThrottlingException";

    /** Those that use the capacity of tables. Of the others there is just a rate. */
    private static final Set<String> DATA_ACTIONS = Set.of(
            "BatchExecuteStatement",
            "BatchGetItem",
            "BatchWriteItem",
            "DeleteItem",
            "ExecuteStatement",
            "ExecuteTransaction",
            "GetItem",
            "PutItem",
            "Query",
            "Scan",
            "TransactGetItems",
            "TransactWriteItems",
            "UpdateItem");

    static Throttling of(WireRequest request) {
        if (!DATA_ACTIONS.contains(request.action())) {
            return new Throttling(List.of(), "", true);
        }
        Map<String, AttributeValue> body =
                Body.read(request.body()).map(M::values).orElse(Map.of());
        List<String> tables = new ArrayList<>();
        List<Statement> statements = new ArrayList<>();
        collect(body, tables, statements);
        if (body.get("RequestItems") instanceof M items) {
            tables.addAll(items.values().keySet());
        }
        statements.forEach(statement -> statement.table().ifPresent(tables::add));
        boolean reads = statements.isEmpty()
                ? !request.action().contains("Write") && !Fault.SINGLE_WRITES.contains(request.action())
                : statements.get(0).isSelect();
        String index = body.get("IndexName") instanceof S name
                ? name.value()
                : statements.isEmpty() ? "" : statements.get(0).index().orElse("");
        return new Throttling(List.copyOf(tables), index, reads);
    }

    /** Finds the tables and statements of a request and of what stands in its list. */
    private static void collect(Map<String, AttributeValue> body, List<String> tables, List<Statement> statements) {
        body.forEach((name, value) -> {
            if (name.equals("TableName") && value instanceof S table) {
                tables.add(table.value());
            } else if (name.equals("Statement") && value instanceof S text) {
                statements.add(Statement.of(text.value()));
            } else if (name.equals("TransactItems") || name.endsWith("Statements")) {
                members(value).forEach(member -> {
                    collect(member, tables, statements);
                    member.values().forEach(action -> {
                        if (action instanceof M inner) {
                            collect(inner.values(), tables, statements);
                        }
                    });
                });
            }
        });
    }

    private static List<Map<String, AttributeValue>> members(AttributeValue value) {
        return value instanceof L list
                ? list.values().stream()
                        .filter(M.class::isInstance)
                        .map(member -> ((M) member).values())
                        .toList()
                : List.of();
    }

    /** A refusal, in which chance chooses among what can be. */
    WireReply refusal(KnownTables known, RandomGenerator random) {
        if (tables.isEmpty()) {
            return Refusal.of(400, ON_DEMAND, "Rate exceeded");
        }
        KnownTables.Known table = known.of(tables.get(random.nextInt(tables.size())));
        String struck = struckIndex(table, random);
        boolean perRequest = table.perRequest().orElseGet(random::nextBoolean);
        boolean hot = random.nextBoolean();
        boolean account = perRequest && !hot && random.nextBoolean();
        String limit = hot
                ? "KeyRangeThroughputExceeded"
                : !perRequest
                        ? "ProvisionedThroughputExceeded"
                        : account ? "AccountLimitExceeded" : "MaxOnDemandThroughputExceeded";
        String reason = (struck.isEmpty() ? "Table" : "Index") + (reads ? "Read" : "Write") + limit;
        String resource = table.arn() + (struck.isEmpty() ? "" : "/index/" + struck);
        String code = !perRequest ? PROVISIONED : account ? "RequestLimitExceeded" : ON_DEMAND;
        // The service's model has a small letter in one of the three.
        String member = code.equals(ON_DEMAND) ? "throttlingReasons" : "ThrottlingReasons";
        return Refusal.of(
                400,
                code,
                message(limit, perRequest, !struck.isEmpty()),
                Map.of(member, new L(List.of(new M(Map.of("reason", new S(reason), "resource", new S(resource)))))));
    }

    /** The index that a read names, unless it is known to be local; or one that a write has to write too. */
    private String struckIndex(KnownTables.Known table, RandomGenerator random) {
        List<String> indexes = table.globalIndexes().orElse(List.of());
        if (reads) {
            return table.globalIndexes().isEmpty() || indexes.contains(index) ? index : "";
        }
        int choice = random.nextInt(indexes.size() + 1);
        return choice == 0 ? "" : indexes.get(choice - 1);
    }

    private static String message(String limit, boolean perRequest, boolean ofIndex) {
        if (limit.startsWith("MaxOnDemand")) {
            return "Throughput exceeds the maximum OnDemandThroughput configured on table or index";
        } else if (limit.startsWith("Account")) {
            return "Throughput exceeds the current throughput limit for your account";
        } else if (perRequest) {
            return ofIndex
                    ? "Throughput exceeds the current capacity for one or more global secondary indexes. DynamoDB is"
                            + " automatically scaling your index so please try again shortly."
                    : "Throughput exceeds the current capacity of your table or index. DynamoDB is automatically scaling"
                            + " your table or index so please try again shortly. If exceptions persist, check if you have a hot"
                            + " key: https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/bp-partition-key-design.html";
        }
        return ofIndex
                ? "The level of configured provisioned throughput for one or more global secondary indexes of the table was"
                        + " exceeded. Consider increasing your provisioning level for the under-provisioned global secondary"
                        + " indexes with the UpdateTable API"
                : "The level of configured provisioned throughput for the table was exceeded. Consider increasing your"
                        + " provisioning level with the UpdateTable API";
    }
}
