package dev.stator.testing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stator.Stator;
import dev.stator.Table;
import dev.stator.codec.PartitionKey;
import dev.stator.error.StatorException;
import dev.stator.error.ThrottlingException;
import dev.stator.error.TransportException;
import dev.stator.error.TransportException.Kind;
import dev.stator.transport.RetryPolicy;
import dev.stator.transport.Transport;
import dev.stator.transport.WireReply;
import dev.stator.transport.WireRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.function.UnaryOperator;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecordingTest {
    record User(@PartitionKey String email, int points) {}

    private static final String ANN = "{\"Item\":{\"email\":{\"S\":\"ann\"},\"points\":{\"N\":\"5\"}}}";
    private static final String BOB = "{\"Item\":{\"email\":{\"S\":\"bob\"},\"points\":{\"N\":\"7\"}}}";

    @TempDir
    private Path folder;

    private final ScriptedTransport service = new ScriptedTransport();

    private Path file() {
        return folder.resolve("made/users.jsonl");
    }

    private static Table<User> users(Transport transport) {
        return Stator.builder()
                .transport(transport)
                .retry(RetryPolicy.never())
                .build()
                .table("users", User.class);
    }

    private List<String> record(UnaryOperator<String> scrubber) throws IOException {
        try (RecordingTransport recording = new RecordingTransport(service, file(), scrubber)) {
            Table<User> users = users(recording);
            users.get("ann").execute();
            users.get("bob").executeAsync().join();
        }
        return Files.readAllLines(file());
    }

    @Test
    void whatWasRecordedIsReplayedWhateverTheOrder() throws IOException {
        service.reply(ANN).reply(BOB);
        record(UnaryOperator.identity());
        assertThat(service.isClosed()).isTrue();
        ReplayingTransport replay = new ReplayingTransport(file());
        assertThat(users(replay).get("bob").executeAsync().join()).contains(new User("bob", 7));
        assertThat(users(replay).get("ann").execute()).contains(new User("ann", 5));
        replay.verify();
    }

    @Test
    void theSameRequestGetsItsRepliesInTheirOrder() {
        service.reply(ANN).reply(BOB);
        try (RecordingTransport recording = new RecordingTransport(service, file())) {
            users(recording).get("ann").execute();
            users(recording).get("ann").execute();
        }
        Table<User> users = users(new ReplayingTransport(file()));
        assertThat(users.get("ann").execute().orElseThrow().points()).isEqualTo(5);
        assertThat(users.get("ann").execute().orElseThrow().points()).isEqualTo(7);
        assertThatThrownBy(() -> users.get("ann").execute())
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("It was recorded 2 times, and has been asked for as often already");
    }

    @Test
    void anUnknownRequestIsShownWithTheNearestKnownOne() throws IOException {
        service.reply(ANN).reply(BOB);
        record(UnaryOperator.identity());
        ReplayingTransport replay = new ReplayingTransport(file());
        assertThatThrownBy(() -> users(replay).get("cid").execute())
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("Nothing is recorded in")
                .hasMessageContaining("/Key/email/S is \"cid\"; expected \"ann\"");
        assertThatThrownBy(() -> users(replay).delete("ann").executeAsync().join())
                .isInstanceOf(CompletionException.class)
                .hasMessageContaining("No other DeleteItem is left in it");
        assertThatThrownBy(replay::verify).isInstanceOf(AssertionError.class).hasMessageContaining("cid");
    }

    @Test
    void whatWasNotAskedForIsTold() throws IOException {
        service.reply(ANN).reply(BOB);
        record(UnaryOperator.identity());
        ReplayingTransport replay = new ReplayingTransport(file());
        users(replay).get("ann").execute();
        assertThatThrownBy(replay::verify)
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("1 of 2 exchanges in")
                .hasMessageContaining("bob");
    }

    @Test
    void noHeaderButTheRequestIdIsWritten() throws IOException {
        service.always(request -> new WireReply(
                200,
                Map.of("x-amzn-requestid", "R7", "date", "Wed, 01 Jan 2026", "x-amz-security-token", "TOKEN"),
                "{}".getBytes(UTF_8)));
        assertThat(record(UnaryOperator.identity()))
                .first()
                .isEqualTo(
                        "{\"action\":\"GetItem\",\"request\":{\"Key\":{\"email\":{\"S\":\"ann\"}},\"TableName\":\"users\"},"
                                + "\"status\":200,\"requestId\":\"R7\",\"reply\":{}}");
    }

    @Test
    void whatIsScrubbedIsNowhereInTheFileAndIsReplayedAllTheSame() throws IOException {
        service.reply(ANN).reply(BOB);
        UnaryOperator<String> scrubber = text -> text.replace("ann", "NAME").replace("bob", "OTHER");
        assertThat(String.join("\n", record(scrubber)))
                .contains("NAME")
                .doesNotContain("ann")
                .doesNotContain("bob");
        Table<User> users = users(new ReplayingTransport(file(), scrubber));
        assertThat(users.get("ann").execute()).contains(new User("NAME", 5));
    }

    @Test
    void aLineThatCannotBeWrittenFailsNoCallAndIsToldAtTheEnd() throws IOException {
        service.reply(ANN).reply("{}").reply("{}").reply(BOB);
        RecordingTransport recording = new RecordingTransport(service, file(), text -> {
            if (text.equals("{}")) {
                throw new IllegalStateException("The disk is full");
            }
            return text;
        });
        Table<User> users = users(recording);
        users.get("ann").execute();
        users.put(new User("ann", 6)).execute();
        users.put(new User("ann", 7)).executeAsync().join();
        assertThat(users.get("bob").execute()).isPresent();
        assertThatThrownBy(recording::close)
                .isInstanceOf(StatorException.class)
                .hasMessageContainingAll("cannot be written", "The disk is full");
        assertThat(service.isClosed()).isTrue();
        assertThat(Files.readAllLines(file())).hasSize(1);
    }

    @Test
    void whatIsNoJsonObjectIsNotSentAndNotQuoted() {
        WireRequest odd = new WireRequest("PutItem", "[\"s3cret\"]".getBytes(UTF_8), Duration.ofSeconds(1));
        try (RecordingTransport recording = new RecordingTransport(service, file())) {
            for (ThrowingCallable send :
                    List.<ThrowingCallable>of(() -> recording.send(odd), () -> recording.sendAsync(odd))) {
                assertThatThrownBy(send)
                        .isInstanceOf(IllegalArgumentException.class)
                        .hasMessageContaining("PutItem")
                        .hasMessageNotContaining("s3cret");
            }
        }
        assertThat(service.requests()).isEmpty();
    }

    @Test
    void errorsAndLostConnectionsAreReplayedToo() throws IOException {
        service.error(400, "ThrottlingException")
                .fail(new TransportException(Kind.CONNECTION_LOST, "Lost", null))
                .answer(request -> new WireReply(503, Map.of(), "<html>".getBytes(UTF_8)));
        try (RecordingTransport recording = new RecordingTransport(service, file())) {
            for (int i = 0; i < 3; i++) {
                assertThatThrownBy(() -> users(recording).get("ann").execute()).isInstanceOf(StatorException.class);
            }
        }
        Table<User> users = users(new ReplayingTransport(file()));
        assertThatThrownBy(() -> users.get("ann").execute())
                .isInstanceOfSatisfying(
                        ThrottlingException.class,
                        e -> assertThat(e.requestId()).contains("R1"));
        assertThatThrownBy(() -> users.get("ann").execute())
                .isInstanceOfSatisfying(
                        TransportException.class, e -> assertThat(e.kind()).isEqualTo(Kind.CONNECTION_LOST));
        assertThatThrownBy(() -> users.get("ann").execute())
                .isInstanceOfSatisfying(
                        dev.stator.error.ServiceException.class,
                        e -> assertThat(e.failure().body()).isEqualTo("<html>"));
    }

    @Test
    void aFileThatIsNoRecordingIsRefused() throws IOException {
        Files.createDirectories(file().getParent());
        Files.writeString(file(), "{\"action\":\"GetItem\"}\n");
        assertThatThrownBy(() -> new ReplayingTransport(file()))
                .isInstanceOf(StatorException.class)
                .hasMessageContaining("Line 1 of");
        assertThatThrownBy(() -> new ReplayingTransport(folder.resolve("none.jsonl")))
                .isInstanceOf(StatorException.class)
                .hasMessageContaining("cannot be read");
    }
}
