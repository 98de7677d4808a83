package dev.stator.benchmarks.contender;

import dev.stator.benchmarks.workload.Client;
import dev.stator.benchmarks.workload.Contender;
import dev.stator.benchmarks.workload.FutureClient;
import dev.stator.benchmarks.workload.Profile;
import dev.stator.benchmarks.workload.Service;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import software.amazon.awssdk.services.dynamodb.DynamoDbAsyncClient;
import software.amazon.awssdk.services.dynamodb.model.GetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;

/** The low-level asynchronous client of the AWS SDK v2, as it comes. */
final class SdkAsync implements Contender {

    @Override
    public String id() {
        return "sdk-async";
    }

    @Override
    public String title() {
        return "AWS SDK v2 low-level, async";
    }

    @Override
    public String description() {
        return "`DynamoDbAsyncClient` on the SDK's default HTTP client (Netty); the item as in the synchronous one";
    }

    @Override
    public Client open(Service service) {
        DynamoDbAsyncClient client = SdkSettings.build(DynamoDbAsyncClient.builder(), service);
        return new FutureClient() {
            @Override
            public CompletableFuture<?> get(String team, String id) {
                return client.getItem(SdkRequests.get(team, id)).thenApply(GetItemResponse::item);
            }

            @Override
            public CompletableFuture<?> put(Profile profile) {
                return client.putItem(SdkRequests.put(profile));
            }

            @Override
            public CompletableFuture<?> query(String team) {
                return client.query(SdkRequests.query(team)).thenApply(QueryResponse::items);
            }

            @Override
            public CompletableFuture<?> batchWrite(List<Profile> profiles) {
                return client.batchWriteItem(SdkRequests.batchWrite(profiles));
            }

            @Override
            public void close() {
                client.close();
            }
        };
    }
}
