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
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** What replies that pass by have told of tables, so that a refusal can name what it is about. */
final class KnownTables {
    private static final Set<String> TELLING = Set.of(
            "CreateTable", "DescribeTable", "UpdateTable", "RestoreTableFromBackup", "RestoreTableToPointInTime");

    /**
     * A table.
     *
     * @param arn its ARN
     * @param perRequest whether it is paid per request; nothing if that is not known
     * @param globalIndexes the names of its global indexes; nothing if they are not known
     */
    record Known(String arn, Optional<Boolean> perRequest, Optional<List<String>> globalIndexes) {}

    private final Map<String, Known> tables = new ConcurrentHashMap<>();

    /** Learns of a reply. */
    void note(WireRequest request, WireReply reply) {
        if (TELLING.contains(request.action()) && reply.status() == 200) {
            Map<String, AttributeValue> body =
                    Body.read(reply.body()).map(M::values).orElse(Map.of());
            learn(body.get("TableDescription"));
            learn(body.get("Table"));
        }
    }

    private void learn(@Nullable AttributeValue description) {
        if (description instanceof M table
                && table.values().get("TableName") instanceof S name
                && table.values().get("TableArn") instanceof S arn) {
            boolean perRequest = table.values().get("BillingModeSummary") instanceof M billing
                    && new S("PAY_PER_REQUEST").equals(billing.values().get("BillingMode"));
            List<String> indexes = new ArrayList<>();
            if (table.values().get("GlobalSecondaryIndexes") instanceof L list) {
                for (AttributeValue index : list.values()) {
                    if (index instanceof M fields && fields.values().get("IndexName") instanceof S indexName) {
                        indexes.add(indexName.value());
                    }
                }
            }
            tables.put(
                    name.value(), new Known(arn.value(), Optional.of(perRequest), Optional.of(List.copyOf(indexes))));
        }
    }

    /** What is known of a table by its name, or by its ARN. */
    Known of(String name) {
        boolean isArn = name.startsWith("arn:");
        String known = isArn ? name.substring(name.indexOf('/') + 1) : name;
        String arn = isArn ? name : "arn:aws:dynamodb:us-east-1:000000000000:table/" + name;
        return tables.getOrDefault(known, new Known(arn, Optional.empty(), Optional.empty()));
    }
}
