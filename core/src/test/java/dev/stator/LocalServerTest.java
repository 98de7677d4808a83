package dev.stator;

import static dev.stator.testing.ScriptedTransport.ok;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stator.codec.PartitionKey;
import dev.stator.codec.TimeToLive;
import dev.stator.error.InvalidRequestException;
import dev.stator.error.StatorException;
import dev.stator.error.UnconfirmedException;
import dev.stator.testing.ScriptedTransport;
import dev.stator.transport.WireReply;
import dev.stator.transport.WireRequest;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Servers that stand for the service on a developer's machine, and do not know all of it. */
class LocalServerTest {
    record Session(@PartitionKey String id, @TimeToLive Optional<Long> ends) {}

    private final Table<Session> sessions = Stator.builder()
            .transport(new ScriptedTransport().always(LocalServerTest::answer))
            .build()
            .table("sessions", Session.class);

    /** Knows tables and items, but neither times to live nor transactions; names its errors without a namespace. */
    private static WireReply answer(WireRequest request) {
        String table = "{\"TableName\":\"sessions\",\"TableStatus\":\"ACTIVE\","
                + "\"KeySchema\":[{\"AttributeName\":\"id\",\"KeyType\":\"HASH\"}],"
                + "\"AttributeDefinitions\":[{\"AttributeName\":\"id\",\"AttributeType\":\"S\"}]}";
        return switch (request.action()) {
            case "CreateTable" -> ok("{\"TableDescription\":" + table + "}");
            case "DescribeTable" -> ok("{\"Table\":" + table + "}");
            case "PutItem" -> ok("{}");
            default ->
                new WireReply(
                        400, Map.of(), "{\"__type\":\"UnknownOperationException\"}".getBytes(StandardCharsets.UTF_8));
        };
    }

    @Test
    void whatItLacksIsNotAskedForIfTheCallerSaysSo() {
        assertThat(sessions.create().withoutTimeToLive().execute().status()).isEqualTo("ACTIVE");
        Session session = new Session("a", Optional.of(1L));
        assertThat(sessions.put(session).execute()).isEqualTo(session);
    }

    @Test
    void whatItLacksIsAFailureThatNamesTheAction() {
        assertThatThrownBy(() -> sessions.create().execute())
                .isInstanceOfSatisfying(
                        UnconfirmedException.class,
                        failure -> assertThat(failure.action()).contains("DescribeTimeToLive"))
                .hasCauseInstanceOf(InvalidRequestException.class);
        assertThatThrownBy(() -> sessions.db()
                        .transact(sessions.put(new Session("a", Optional.empty())))
                        .execute())
                .isInstanceOfSatisfying(
                        StatorException.class,
                        failure -> assertThat(failure.code()).isEqualTo("UnknownOperationException"));
    }
}
