package dev.stator.internal.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stator.ScriptedTransport;
import dev.stator.transport.WireRequest;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StreamsBesideTest {
    private final ScriptedTransport tables = new ScriptedTransport().always(request -> ScriptedTransport.ok("{}"));
    private final ScriptedTransport streams = new ScriptedTransport().always(request -> ScriptedTransport.ok("{}"));
    private final StreamsBeside both = new StreamsBeside(tables, streams);

    private void send(String action) {
        WireRequest request = new WireRequest(action, new byte[0], Duration.ofSeconds(1));
        both.send(request);
        both.sendAsync(request).join();
    }

    @Test
    void theFourActionsOfStreamsGoToTheirHost() {
        send("ListStreams");
        send("DescribeStream");
        send("GetShardIterator");
        send("GetRecords");
        assertThat(tables.requests()).isEmpty();
        assertThat(streams.requests()).hasSize(8);
        send("GetItem");
        send("DescribeTable");
        assertThat(tables.requests()).hasSize(4);
        assertThat(streams.requests()).hasSize(8);
    }

    @Test
    void theActionsOfStreamsHaveATargetOfTheirOwn() {
        assertThat(StreamActions.target("GetRecords")).isEqualTo("DynamoDBStreams_20120810.");
        assertThat(StreamActions.target("GetItem")).isEqualTo("DynamoDB_20120810.");
    }

    @Test
    void closingClosesBoth() {
        both.close();
        assertThat(tables.isClosed()).isTrue();
        assertThat(streams.isClosed()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "https://dynamodb.eu-central-1.amazonaws.com, https://streams.dynamodb.eu-central-1.amazonaws.com",
        "https://dynamodb.cn-north-1.amazonaws.com.cn, https://streams.dynamodb.cn-north-1.amazonaws.com.cn",
        "https://dynamodb-fips.us-east-1.amazonaws.com/, https://streams.dynamodb-fips.us-east-1.amazonaws.com/",
        "https://dynamodb.eu-central-1.api.aws, https://streams.dynamodb.eu-central-1.api.aws"
    })
    void atAwsStreamsHaveAHostBesideThatOfTheTables(URI endpoint, URI expected) {
        assertThat(StreamsBeside.endpoint(endpoint)).contains(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://localhost:8000", "http://alternator:8000", "https://dynamodb.example.org"})
    void elsewhereTheyAreAtTheSamePlace(URI endpoint) {
        assertThat(StreamsBeside.endpoint(endpoint)).isEqualTo(Optional.empty());
    }
}
