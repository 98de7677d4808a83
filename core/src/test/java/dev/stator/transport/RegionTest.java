package dev.stator.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.services.dynamodb.endpoints.DynamoDbEndpointProvider;

/** Our endpoints beside those of the rules that AWS publishes, as the AWS SDK for Java carries them. */
class RegionTest {
    static Stream<Arguments> variants() {
        Stream<String> known = software.amazon.awssdk.regions.Region.regions().stream()
                .filter(region -> !region.isGlobalRegion())
                .map(software.amazon.awssdk.regions.Region::id);
        return Stream.concat(known, Stream.of("us-west-9", "cn-south-7", "us-gov-north-1", "eusc-de-east-1"))
                .distinct()
                .flatMap(region -> Stream.of(
                        Arguments.of(region, false, false),
                        Arguments.of(region, true, false),
                        Arguments.of(region, false, true),
                        Arguments.of(region, true, true)));
    }

    @ParameterizedTest
    @MethodSource("variants")
    void anEndpointIsThatOfThePublishedRules(String region, boolean fips, boolean dualStack) {
        assertThat(Region.of(region).endpoint(fips, dualStack)).isEqualTo(published(region, fips, dualStack));
    }

    private static URI published(String region, boolean fips, boolean dualStack) {
        return DynamoDbEndpointProvider.defaultProvider()
                .resolveEndpoint(rules -> rules.region(software.amazon.awssdk.regions.Region.of(region))
                        .useFips(fips)
                        .useDualStack(dualStack))
                .join()
                .endpointUrl()
                .toUri();
    }
}
