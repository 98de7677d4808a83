package dev.stator.benchmarks.contender;

import dev.stator.benchmarks.workload.BlockingClient;
import dev.stator.benchmarks.workload.Client;
import dev.stator.benchmarks.workload.Contender;
import dev.stator.benchmarks.workload.Profile;
import dev.stator.benchmarks.workload.Service;
import java.util.List;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** The low-level client of the AWS SDK v2, as it comes. */
final class SdkBlocking implements Contender {

    @Override
    public String id() {
        return "sdk";
    }

    @Override
    public String title() {
        return "AWS SDK v2 low-level";
    }

    @Override
    public String description() {
        return "`DynamoDbClient` on the SDK's default HTTP client (Apache 5); the attribute map is built by hand for each"
                + " write, and left as a map on reads";
    }

    @Override
    public Client open(Service service) {
        DynamoDbClient client = SdkSettings.build(DynamoDbClient.builder(), service);
        return new BlockingClient() {
            @Override
            public Object get(String team, String id) {
                return client.getItem(SdkRequests.get(team, id)).item();
            }

            @Override
            public Object put(Profile profile) {
                return client.putItem(SdkRequests.put(profile));
            }

            @Override
            public Object query(String team) {
                return client.query(SdkRequests.query(team)).items();
            }

            @Override
            public Object batchWrite(List<Profile> profiles) {
                return client.batchWriteItem(SdkRequests.batchWrite(profiles));
            }

            @Override
            public void close() {
                client.close();
            }
        };
    }
}
