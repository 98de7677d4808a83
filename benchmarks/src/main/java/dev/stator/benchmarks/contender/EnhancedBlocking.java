package dev.stator.benchmarks.contender;

import dev.stator.benchmarks.workload.BlockingClient;
import dev.stator.benchmarks.workload.Client;
import dev.stator.benchmarks.workload.Contender;
import dev.stator.benchmarks.workload.Profile;
import dev.stator.benchmarks.workload.Sample;
import dev.stator.benchmarks.workload.Service;
import java.util.List;
import software.amazon.awssdk.enhanced.dynamodb.DynamoDbEnhancedClient;
import software.amazon.awssdk.enhanced.dynamodb.DynamoDbTable;
import software.amazon.awssdk.enhanced.dynamodb.Key;
import software.amazon.awssdk.enhanced.dynamodb.model.QueryConditional;
import software.amazon.awssdk.enhanced.dynamodb.model.WriteBatch;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** The Enhanced client of the AWS SDK v2, as it comes. */
final class EnhancedBlocking implements Contender {

    @Override
    public String id() {
        return "enhanced";
    }

    @Override
    public String title() {
        return "AWS SDK v2 Enhanced";
    }

    @Override
    public String description() {
        return "`DynamoDbEnhancedClient` over the low-level client as above; records by a `StaticImmutableTableSchema`";
    }

    @Override
    public Client open(Service service) {
        DynamoDbClient client = SdkSettings.build(DynamoDbClient.builder(), service);
        DynamoDbEnhancedClient enhanced =
                DynamoDbEnhancedClient.builder().dynamoDbClient(client).build();
        DynamoDbTable<Profile> table = enhanced.table(Sample.TABLE, EnhancedSchema.profile());
        return new BlockingClient() {
            @Override
            public Object get(String team, String id) {
                return table.getItem(
                        Key.builder().partitionValue(team).sortValue(id).build());
            }

            @Override
            public Object put(Profile profile) {
                table.putItem(profile);
                return profile;
            }

            @Override
            public Object query(String team) {
                return table
                        .query(QueryConditional.keyEqualTo(
                                Key.builder().partitionValue(team).build()))
                        .items()
                        .stream()
                        .toList();
            }

            @Override
            public Object batchWrite(List<Profile> profiles) {
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
