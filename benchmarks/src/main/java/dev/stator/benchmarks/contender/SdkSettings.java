package dev.stator.benchmarks.contender;

import dev.stator.benchmarks.workload.Service;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.regions.Region;

/** What every client of the AWS SDK is told; the rest is the SDK's default. */
final class SdkSettings {

    private SdkSettings() {}

    static <B extends AwsClientBuilder<B, C>, C> C build(AwsClientBuilder<B, C> builder, Service service) {
        return builder.endpointOverride(service.endpoint())
                .region(Region.of(Service.REGION))
                .credentialsProvider(StaticCredentialsProvider.create(
                        AwsBasicCredentials.create(Service.ACCESS_KEY, Service.SECRET_KEY)))
                .build();
    }
}
