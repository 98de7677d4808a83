package dev.stator.benchmarks.contender;

import dev.stator.benchmarks.workload.Client;
import dev.stator.benchmarks.workload.Contender;
import dev.stator.benchmarks.workload.FutureClient;
import dev.stator.benchmarks.workload.Profile;
import dev.stator.benchmarks.workload.Sample;
import dev.stator.benchmarks.workload.Service;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import software.amazon.awssdk.enhanced.dynamodb.DynamoDbAsyncTable;
import software.amazon.awssdk.enhanced.dynamodb.DynamoDbEnhancedAsyncClient;
import software.amazon.awssdk.enhanced.dynamodb.Key;
import software.amazon.awssdk.enhanced.dynamodb.model.QueryConditional;
import software.amazon.awssdk.enhanced.dynamodb.model.WriteBatch;
import software.amazon.awssdk.services.dynamodb.DynamoDbAsyncClient;

/** The asynchronous Enhanced client of the AWS SDK v2, as it comes. */
final class EnhancedAsync implements Contender {

    @Override
    public String id() {
        return "enhanced-async";
    }

    @Override
    public String title() {
        return "AWS SDK v2 Enhanced, async";
    }

    @Override
    public String description() {
        return "`DynamoDbEnhancedAsyncClient` over the asynchronous low-level client; the same schema";
    }

    @Override
    public Client open(Service service) {
        DynamoDbAsyncClient client = SdkSettings.build(DynamoDbAsyncClient.builder(), service);
        DynamoDbEnhancedAsyncClient enhanced =
                DynamoDbEnhancedAsyncClient.builder().dynamoDbClient(client).build();
        DynamoDbAsyncTable<Profile> table = enhanced.table(Sample.TABLE, EnhancedSchema.profile());
        return new FutureClient() {
            @Override
            public CompletableFuture<?> get(String team, String id) {
                return table.getItem(
                        Key.builder().partitionValue(team).sortValue(id).build());
            }

            @Override
            public CompletableFuture<?> put(Profile profile) {
                return table.putItem(profile);
            }

            @Override
            public CompletableFuture<?> query(String team) {
                List<Profile> found = new ArrayList<>();
                return table.query(QueryConditional.keyEqualTo(
                                Key.builder().partitionValue(team).build()))
                        .items()
                        .subscribe(found::add)
                        .thenApply(done -> found);
            }

            @Override
            public CompletableFuture<?> batchWrite(List<Profile> profiles) {
                WriteBatch.Builder<Profile> batch =
                        WriteBatch.builder(Profile.class).mappedTableResource(table);
                profiles.forEach(batch::addPutItem);
                return enhanced.batchWriteItem(request -> request.writeBatches(batch.build()));
            }

            @Override
            public void close() {
                client.close();
            }
        };
    }
}
