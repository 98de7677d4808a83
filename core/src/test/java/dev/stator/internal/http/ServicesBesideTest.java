package dev.stator.internal.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stator.testing.ScriptedTransport;
import dev.stator.transport.WireRequest;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ServicesBesideTest {
    private final ScriptedTransport tables = new ScriptedTransport().always(request -> ScriptedTransport.ok("{}"));
    private final ScriptedTransport streams = new ScriptedTransport().always(request -> ScriptedTransport.ok("{}"));
    private final ScriptedTransport scaling = new ScriptedTransport().always(request -> ScriptedTransport.ok("{}"));
    private final ServicesBeside all =
            new ServicesBeside(Map.of(Service.TABLES, tables, Service.STREAMS, streams, Service.SCALING, scaling));

    private static void send(ServicesBeside to, String action) {
        WireRequest request = new WireRequest(action, new byte[0], Duration.ofSeconds(1));
        to.send(request);
        to.sendAsync(request).join();
    }

    @Test
    void eachServiceGetsItsActions() {
        for (String action : new String[] {"ListStreams", "DescribeStream", "GetShardIterator", "GetRecords"}) {
            send(all, action);
        }
        assertThat(streams.requests()).hasSize(8);
        for (String action : new String[] {
            "RegisterScalableTarget", "DeregisterScalableTarget", "DescribeScalableTargets", "PutScalingPolicy"
        }) {
            send(all, action);
        }
        assertThat(scaling.requests()).hasSize(8);
        assertThat(tables.requests()).isEmpty();
        send(all, "GetItem");
        send(all, "AnActionToCome");
        assertThat(tables.requests()).hasSize(4);
        assertThat(streams.requests()).hasSize(8);
        assertThat(scaling.requests()).hasSize(8);
    }

    @Test
    void severalServicesMayShareATransport() {
        ServicesBeside some =
                new ServicesBeside(Map.of(Service.TABLES, tables, Service.STREAMS, tables, Service.SCALING, scaling));
        send(some, "GetRecords");
        send(some, "PutScalingPolicy");
        assertThat(tables.requests()).hasSize(2);
        assertThat(scaling.requests()).hasSize(2);
    }

    @Test
    void closingClosesEach() {
        all.close();
        assertThat(tables.isClosed()).isTrue();
        assertThat(streams.isClosed()).isTrue();
        assertThat(scaling.isClosed()).isTrue();
    }

    /** By the published endpoint rules of the three services. */
    @ParameterizedTest
    @CsvSource({
        "dynamodb.eu-central-1.amazonaws.com, streams.dynamodb.eu-central-1.amazonaws.com,"
                + " application-autoscaling.eu-central-1.amazonaws.com",
        "dynamodb.cn-north-1.amazonaws.com.cn, streams.dynamodb.cn-north-1.amazonaws.com.cn,"
                + " application-autoscaling.cn-north-1.amazonaws.com.cn",
        "dynamodb-fips.us-east-1.amazonaws.com, streams.dynamodb-fips.us-east-1.amazonaws.com,"
                + " application-autoscaling-fips.us-east-1.amazonaws.com",
        "dynamodb.us-gov-west-1.amazonaws.com, streams.dynamodb.us-gov-west-1.amazonaws.com,"
                + " application-autoscaling.us-gov-west-1.amazonaws.com",
        "dynamodb.eu-central-1.api.aws, streams-dynamodb.eu-central-1.api.aws,"
                + " application-autoscaling.eu-central-1.api.aws",
        "dynamodb-fips.us-east-1.api.aws, streams-dynamodb-fips.us-east-1.api.aws,"
                + " application-autoscaling-fips.us-east-1.api.aws",
        "dynamodb.us-iso-east-1.c2s.ic.gov, streams.dynamodb.us-iso-east-1.c2s.ic.gov,"
                + " application-autoscaling.us-iso-east-1.c2s.ic.gov"
    })
    void atAwsEachServiceHasAHost(String host, String streamsHost, String scalingHost) {
        URI at = URI.create("https://" + host + "/");
        assertThat(Service.STREAMS.beside(at)).contains(URI.create("https://" + streamsHost + "/"));
        assertThat(Service.SCALING.beside(at)).contains(URI.create("https://" + scalingHost + "/"));
        assertThat(Service.TABLES.beside(at)).isEmpty();
    }

    /** A host in a VPC, or of an account, answers for tables only. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "vpce-1a2b3c4d-5e6f.dynamodb.eu-central-1.vpce.amazonaws.com",
                "vpce-1a2b3c4d-5e6f-eu-central-1a.dynamodb.eu-central-1.vpce.amazonaws.com",
                "123456789012.ddb.eu-central-1.amazonaws.com"
            })
    void whatIsForTablesAloneHasThePublicHostsBesideIt(String host) {
        URI at = URI.create("https://" + host);
        assertThat(Service.STREAMS.beside(at))
                .contains(URI.create("https://streams.dynamodb.eu-central-1.amazonaws.com"));
        assertThat(Service.SCALING.beside(at))
                .contains(URI.create("https://application-autoscaling.eu-central-1.amazonaws.com"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://vpce-1a2b3c4d.streams.dynamodb.eu-central-1.vpce.amazonaws.com",
                "https://streams.dynamodb.eu-central-1.amazonaws.com",
                "http://localhost:8000",
                "http://alternator:8000",
                "https://dynamodb.example.org",
                "https://dynamodb.eu-central-1.api.example.org"
            })
    void elsewhereTheyAreAtTheSamePlace(URI endpoint) {
        assertThat(Service.STREAMS.beside(endpoint)).isEmpty();
        assertThat(Service.SCALING.beside(endpoint)).isEmpty();
    }
}
