package dev.stator.testing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stator.Stator;
import dev.stator.Table;
import dev.stator.codec.PartitionKey;
import dev.stator.error.ThrottlingException;
import dev.stator.error.TransportException;
import dev.stator.transport.RetryPolicy;
import dev.stator.transport.WireReply;
import dev.stator.transport.WireRequest;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;

class ScriptedTransportTest {
    record User(@PartitionKey String email, int points, Set<String> tags) {}

    private static final String GET_ANN = """
            {"Key": {"email": {"S": "ann"}}, "TableName": "users"}""";
    private static final String ANN = """
            {"Item": {"email": {"S": "ann"}, "points": {"N": "5"}, "tags": {"SS": ["a"]}}}""";

    private final ScriptedTransport service = new ScriptedTransport();

    private Table<User> users() {
        return Stator.builder()
                .transport(service)
                .retry(RetryPolicy.never())
                .build()
                .table("users", User.class);
    }

    private static WireRequest request(String action, String json) {
        return new WireRequest(action, json.getBytes(UTF_8), Duration.ofMillis(1));
    }

    @Test
    void expectedRequestsGetTheirAnswersInOrder() {
        service.expect("GetItem", GET_ANN).reply(ANN).expect("GetItem").error(400, "ThrottlingException");
        assertThat(users().get("ann").execute()).contains(new User("ann", 5, Set.of("a")));
        assertThatThrownBy(() -> users().get("bob").execute()).isInstanceOf(ThrottlingException.class);
        service.verify();
        assertThat(service.requests()).hasSize(2);
        assertThat(service.bodies().get(1)).contains("bob");
    }

    @Test
    void anotherBodyThanExpectedIsShownByItsDifferences() {
        service.expect("GetItem", GET_ANN).reply(ANN);
        assertThatThrownBy(() -> users().get("bob").consistent().execute())
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("Request 1 is not the one that the script expects")
                .hasMessageContaining("/Key/email/S is \"bob\"; expected \"ann\"")
                .hasMessageContaining("/ConsistentRead is not expected, and it is true");
    }

    @Test
    void whatIsMissingIsShown() {
        service.expect("PutItem", """
                {"TableName": "users", "ReturnValues": "ALL_OLD"}""").reply("{}");
        assertThatThrownBy(() -> service.send(request("PutItem", "{\"TableName\":\"users\"}")))
                .hasMessageContaining("/ReturnValues is missing; expected \"ALL_OLD\"");
    }

    @Test
    void anotherActionThanExpectedIsShown() {
        service.expect("PutItem").reply("{}");
        assertThatThrownBy(() -> users().get("ann").execute())
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("Expected PutItem, got GetItem {");
    }

    @Test
    void anAsynchronousCallFailsWithTheMismatchToo() {
        service.expect("GetItem", GET_ANN).reply(ANN);
        assertThatThrownBy(() -> users().get("bob").executeAsync().join())
                .isInstanceOf(CompletionException.class)
                .hasCauseInstanceOf(AssertionError.class);
    }

    @Test
    void theOrderOfMembersAndOfSetsAndTheTokenDoNotMatter() {
        service.expect("TransactWriteItems", """
                        {"a": {"SS": ["x", "y"]}, "b": 1}""").reply("{}");
        assertThatCode(() -> service.send(request(
                        "TransactWriteItems", "{\"ClientRequestToken\":\"t1\",\"b\":1,\"a\":{\"SS\":[\"y\",\"x\"]}}")))
                .doesNotThrowAnyException();
    }

    @Test
    void theOrderOfListsMatters() {
        service.expect("PutItem", """
                {"a": {"L": ["x", "y"]}}""").reply("{}");
        assertThatThrownBy(() -> service.send(request("PutItem", "{\"a\":{\"L\":[\"y\",\"x\"]}}")))
                .hasMessageContaining("/a/L/0 is \"y\"; expected \"x\"");
    }

    @Test
    void aMismatchThatWasSwallowedIsToldByVerify() {
        service.expect("PutItem").reply("{}");
        CompletableFuture<Optional<User>> swallowed = users().get("ann").executeAsync();
        assertThat(swallowed).isCompletedExceptionally();
        assertThatThrownBy(service::verify).isInstanceOf(AssertionError.class).hasMessageContaining("Expected PutItem");
    }

    @Test
    void answersThatWereNotAskedForAreToldByVerify() {
        service.reply(ANN).expect("GetItem").reply(ANN);
        users().get("ann").execute();
        assertThatThrownBy(service::verify)
                .isInstanceOf(AssertionError.class)
                .hasMessage("After 1 requests, 1 answers of the script were not asked for; the first is to GetItem");
        users().get("ann").execute();
        service.verify();
    }

    @Test
    void aRequestTooManyIsShownUnlessThereIsAnAnswerForAll() {
        service.reply(ANN);
        users().get("ann").execute();
        assertThatThrownBy(() -> users().get("ann").execute())
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("The script has no answer to request 2, GetItem {");
        service.always(request -> ScriptedTransport.ok(ANN));
        assertThat(users().get("ann").execute()).isPresent();
    }

    @Test
    void aScriptThatIsNoScriptIsRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> service.expect("GetItem", "{\"TableName\""));
        service.expect("GetItem");
        assertThatIllegalStateException()
                .isThrownBy(() -> service.expect("PutItem"))
                .withMessageContaining("no answer to it before PutItem");
    }

    @Test
    void silenceEndsWithTheTimeOfTheRequestOrStaysPending() {
        service.always(ScriptedTransport.silence());
        assertThatThrownBy(() -> service.send(request("GetItem", "{}")))
                .isInstanceOfSatisfying(
                        TransportException.class,
                        e -> assertThat(e.kind()).isEqualTo(TransportException.Kind.TIMED_OUT));
        CompletableFuture<WireReply> reply = service.sendAsync(request("GetItem", "{}"));
        assertThat(reply).isNotDone();
        service.pending().get(0).complete(ScriptedTransport.ok("{}"));
        assertThat(reply).isCompleted();
    }

    @Test
    void aClosedTransportSaysSo() {
        Table<User> users = users();
        service.reply(ANN).close();
        assertThat(service.isClosed()).isTrue();
        assertThatThrownBy(() -> users.get("ann").execute())
                .isInstanceOfSatisfying(
                        TransportException.class, e -> assertThat(e.kind()).isEqualTo(TransportException.Kind.CLOSED));
    }
}
