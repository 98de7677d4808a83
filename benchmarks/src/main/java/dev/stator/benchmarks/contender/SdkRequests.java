package dev.stator.benchmarks.contender;

import dev.stator.benchmarks.workload.Address;
import dev.stator.benchmarks.workload.Device;
import dev.stator.benchmarks.workload.Profile;
import dev.stator.benchmarks.workload.Sample;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BatchWriteItemRequest;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.WriteRequest;

/** The requests of the low-level SDK, as its users write them: a map of attribute values, built by hand for each write. */
public final class SdkRequests {

    private SdkRequests() {}

    static GetItemRequest get(String team, String id) {
        return GetItemRequest.builder()
                .tableName(Sample.TABLE)
                .key(Map.of("team", AttributeValue.fromS(team), "id", AttributeValue.fromS(id)))
                .build();
    }

    /** The PutItem of an item. */
    public static PutItemRequest put(Profile profile) {
        return PutItemRequest.builder()
                .tableName(Sample.TABLE)
                .item(item(profile))
                .build();
    }

    static QueryRequest query(String team) {
        return QueryRequest.builder()
                .tableName(Sample.TABLE)
                .keyConditionExpression("#k = :k")
                .expressionAttributeNames(Map.of("#k", "team"))
                .expressionAttributeValues(Map.of(":k", AttributeValue.fromS(team)))
                .build();
    }

    static BatchWriteItemRequest batchWrite(List<Profile> profiles) {
        List<WriteRequest> writes = profiles.stream()
                .map(profile -> WriteRequest.builder()
                        .putRequest(put -> put.item(item(profile)))
                        .build())
                .toList();
        return BatchWriteItemRequest.builder()
                .requestItems(Map.of(Sample.TABLE, writes))
                .build();
    }

    /** An item as the low-level SDK has it. */
    public static Map<String, AttributeValue> item(Profile profile) {
        Map<String, AttributeValue> item = new HashMap<>();
        item.put("team", AttributeValue.fromS(profile.team()));
        item.put("id", AttributeValue.fromS(profile.id()));
        item.put("name", AttributeValue.fromS(profile.name()));
        item.put("email", AttributeValue.fromS(profile.email()));
        item.put("active", AttributeValue.fromBool(profile.active()));
        item.put("level", AttributeValue.fromN(Integer.toString(profile.level())));
        item.put("points", AttributeValue.fromN(Long.toString(profile.points())));
        item.put("balance", AttributeValue.fromN(profile.balance().toPlainString()));
        item.put("address", address(profile.address()));
        item.put(
                "devices",
                AttributeValue.fromL(
                        profile.devices().stream().map(SdkRequests::device).toList()));
        item.put("tags", AttributeValue.fromSs(List.copyOf(profile.tags())));
        item.put(
                "scores",
                AttributeValue.fromNs(
                        profile.scores().stream().map(String::valueOf).toList()));
        Map<String, AttributeValue> counters = new HashMap<>();
        profile.counters().forEach((name, count) -> counters.put(name, AttributeValue.fromN(Integer.toString(count))));
        item.put("counters", AttributeValue.fromM(counters));
        item.put("biography", AttributeValue.fromS(profile.biography()));
        return item;
    }

    private static AttributeValue address(Address address) {
        return AttributeValue.fromM(Map.of(
                "street", AttributeValue.fromS(address.street()),
                "city", AttributeValue.fromS(address.city()),
                "postcode", AttributeValue.fromS(address.postcode()),
                "country", AttributeValue.fromS(address.country())));
    }

    private static AttributeValue device(Device device) {
        return AttributeValue.fromM(Map.of(
                "model", AttributeValue.fromS(device.model()),
                "platform", AttributeValue.fromS(device.platform()),
                "lastSeen", AttributeValue.fromN(Long.toString(device.lastSeen()))));
    }
}
