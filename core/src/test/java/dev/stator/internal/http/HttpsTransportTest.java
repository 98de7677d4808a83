package dev.stator.internal.http;

import static dev.stator.error.TransportException.Kind.CONNECTION_LOST;
import static dev.stator.error.TransportException.Kind.NOT_SENT;
import static dev.stator.error.TransportException.Kind.TIMED_OUT;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.stator.error.TransportException;
import dev.stator.transport.Credentials;
import dev.stator.transport.CredentialsProvider;
import dev.stator.transport.Region;
import dev.stator.transport.WireReply;
import dev.stator.transport.WireRequest;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The transport over TLS, with a certificate for {@code localhost} made for the occasion. */
@Timeout(60)
class HttpsTransportTest {
    private static final WireRequest REQUEST = new WireRequest("GetItem", "{}".getBytes(UTF_8), Duration.ofSeconds(30));

    private static SSLContext tls;

    @BeforeAll
    static void makeACertificate() {
        tls = TestTls.context();
    }

    @ParameterizedTest
    @EnumSource
    void requestsAndRepliesGoOverTlsAndConnectionsAreReused(Mode mode) throws Exception {
        try (var server = server((request, out) -> {
                    out.write(ScriptedServer.reply(request.body()));
                    return true;
                });
                var transport = transport(server.uri())) {
            for (int size : new int[] {0, 10, 100_000, 1_000_000}) {
                byte[] body = "x".repeat(size).getBytes(UTF_8);
                assertThat(mode.send(transport, new WireRequest("PutItem", body, Duration.ofSeconds(30)))
                                .body())
                        .isEqualTo(body);
            }
            assertThat(server.connections()).isEqualTo(1);
            assertThat(server.received().get(0).headers())
                    .containsEntry("host", "localhost:" + server.uri().getPort());
        }
    }

    /** In the same record as the reply, or in one of its own. */
    @ParameterizedTest
    @CsvSource({"SYNC,0", "SYNC,50", "ASYNC,0", "ASYNC,50"})
    void whatNobodyHasAskedForIsNotTheReplyToTheNextRequest(Mode mode, int pauseMillis) throws Exception {
        CountDownLatch written = new CountDownLatch(1);
        byte[] stray = ScriptedServer.reply("stray");
        try (var server = server((request, out) -> {
                    boolean first = request.connection() == 1;
                    byte[] reply = ScriptedServer.reply(request.body());
                    out.write(first && pauseMillis == 0 ? ScriptedServer.raw(new String(reply, UTF_8), stray) : reply);
                    if (first && pauseMillis > 0) {
                        Thread.sleep(pauseMillis);
                        out.write(stray);
                    }
                    written.countDown();
                    return true;
                });
                var transport = transport(server.uri())) {
            for (String body : List.of("first", "second", "third")) {
                var request = new WireRequest("PutItem", body.getBytes(UTF_8), Duration.ofSeconds(30));
                assertThat(mode.send(transport, request).body()).isEqualTo(body.getBytes(UTF_8));
                written.await();
                Thread.sleep(pauseMillis);
            }
            assertThat(server.connections()).isEqualTo(2);
        }
    }

    @ParameterizedTest
    @EnumSource
    void aServerThatIsNotTrustedGetsNothing(Mode mode) throws Exception {
        try (var server = server((request, out) -> {
                    out.write(ScriptedServer.reply("{}"));
                    return true;
                });
                var stranger = new HttpTransport(
                        server.uri(), Region.of("eu-central-1"), key(), Clock.systemUTC(), HttpSettings.standard());
                var misnamed =
                        transport(URI.create("https://127.0.0.1:" + server.uri().getPort()));
                var friend = transport(server.uri())) {
            for (HttpTransport refusing : new HttpTransport[] {stranger, misnamed}) {
                TransportException failure =
                        catchThrowableOfType(TransportException.class, () -> mode.send(refusing, REQUEST));
                assertThat(failure.kind()).isEqualTo(NOT_SENT);
            }
            assertThat(server.received()).isEmpty();
            assertThat(mode.send(friend, REQUEST).status()).isEqualTo(200);
        }
    }

    @ParameterizedTest
    @EnumSource
    void aTrustStoreThatCannotBeReadIsNotSentAndSaysWhatIsWrongWithIt(Mode mode) {
        HttpSettings unreadable = HttpSettings.standard().withTls(() -> {
            throw new IllegalStateException("the store", new IOException("Invalid keystore format"));
        });
        try (var transport = new HttpTransport(
                URI.create("https://localhost:1"), Region.of("eu-central-1"), key(), Clock.systemUTC(), unreadable)) {
            for (int i = 0; i < 2; i++) {
                TransportException failure =
                        catchThrowableOfType(TransportException.class, () -> mode.send(transport, REQUEST));
                assertThat(failure.kind()).isEqualTo(NOT_SENT);
                assertThat(failure)
                        .hasMessageContainingAll("GetItem", "localhost", "the store", "Invalid keystore format");
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void aServerThatNeverAnswersTimesOut(Mode mode) throws Exception {
        try (var server = server((request, out) -> {
                    new CountDownLatch(1).await();
                    return false;
                });
                var transport = transport(server.uri())) {
            WireRequest brief = new WireRequest("GetItem", "{}".getBytes(UTF_8), Duration.ofMillis(1500));
            TransportException failure =
                    catchThrowableOfType(TransportException.class, () -> mode.send(transport, brief));
            assertThat(failure.kind()).isEqualTo(TIMED_OUT);
        }
    }

    @ParameterizedTest
    @EnumSource
    void aReplyThatIsCutOffIsNeverTakenForAWholeOne(Mode mode) throws Exception {
        byte[] reply = ScriptedServer.reply("{\"a\":1}");
        try (var server = server((request, out) -> {
                    out.write(reply, 0, reply.length - Integer.parseInt(request.body()));
                    return false;
                });
                var transport = transport(server.uri())) {
            for (int missing : new int[] {1, 7, 20, reply.length}) {
                WireRequest request =
                        new WireRequest("GetItem", Integer.toString(missing).getBytes(UTF_8), Duration.ofSeconds(30));
                assertThat(catchThrowableOfType(TransportException.class, () -> mode.send(transport, request))
                                .kind())
                        .isEqualTo(CONNECTION_LOST);
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void closingEndsWhatIsInFlight(Mode mode) throws Exception {
        CountDownLatch busy = new CountDownLatch(1);
        try (var server = server((request, out) -> {
            busy.countDown();
            new CountDownLatch(1).await();
            return false;
        })) {
            HttpTransport transport = transport(server.uri());
            CompletableFuture<WireReply> sent = CompletableFuture.supplyAsync(() -> mode.send(transport, REQUEST));
            busy.await();
            transport.close();

            assertThat(sent.handle((reply, failure) -> failure).join().getCause())
                    .isInstanceOfSatisfying(
                            TransportException.class,
                            failure -> assertThat(failure.kind()).isEqualTo(CONNECTION_LOST));
        }
    }

    /** The handshake is held up until the request has been given up, and then goes through. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void givingUpDuringAHandshakeLeavesNoConnectionBehind(boolean cancelled) throws Exception {
        CountDownLatch release = new CountDownLatch(1);
        try (var server = server((request, out) -> {
                    out.write(ScriptedServer.reply("{}"));
                    return true;
                });
                var gate = new Gate(server.uri().getPort(), release);
                var transport = new HttpTransport(
                        URI.create("https://localhost:" + gate.port()),
                        Region.of("eu-central-1"),
                        key(),
                        Clock.systemUTC(),
                        HttpSettings.standard()
                                .withConnectTimeout(Duration.ofSeconds(30))
                                .withMaxConnections(1)
                                .withTls(() -> tls))) {
            Duration time = cancelled ? Duration.ofSeconds(30) : Duration.ofMillis(100);
            CompletableFuture<WireReply> first =
                    transport.sendAsync(new WireRequest("GetItem", "{}".getBytes(UTF_8), time));
            gate.entered();
            if (cancelled) {
                first.cancel(true);
            }
            assertThat(first.handle((reply, failure) -> failure).join()).isNotNull();
            release.countDown();

            assertThat(transport.sendAsync(REQUEST).join().status()).isEqualTo(200);
            while (gate.open() > 1) {
                Thread.sleep(1);
            }
            assertThat(server.received()).hasSize(1);
        }
    }

    /** Passes bytes on to a server once it is released, and knows which clients are still there. */
    private static final class Gate implements AutoCloseable {
        private final ServerSocket listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        private final CountDownLatch entered = new CountDownLatch(1);
        private final AtomicInteger open = new AtomicInteger();

        Gate(int port, CountDownLatch release) throws IOException {
            daemon(() -> {
                while (true) {
                    Socket client = listener.accept();
                    open.incrementAndGet();
                    entered.countDown();
                    daemon(() -> {
                        release.await();
                        try (client;
                                Socket server = new Socket(InetAddress.getLoopbackAddress(), port)) {
                            daemon(() -> server.getInputStream().transferTo(client.getOutputStream()));
                            client.getInputStream().transferTo(server.getOutputStream());
                        } finally {
                            open.decrementAndGet();
                        }
                        return null;
                    });
                }
            });
        }

        private static void daemon(Callable<?> task) {
            Thread thread = new Thread(
                    () -> {
                        try {
                            task.call();
                        } catch (Exception e) {
                            // One of both sides went away.
                        }
                    },
                    "gate");
            thread.setDaemon(true);
            thread.start();
        }

        int port() {
            return listener.getLocalPort();
        }

        void entered() throws InterruptedException {
            entered.await();
        }

        int open() {
            return open.get();
        }

        @Override
        public void close() throws IOException {
            listener.close();
        }
    }

    private static ScriptedServer server(ScriptedServer.Script script) throws Exception {
        return new ScriptedServer("https", tls.getServerSocketFactory(), script);
    }

    private static HttpTransport transport(URI endpoint) {
        return new HttpTransport(
                endpoint,
                Region.of("eu-central-1"),
                key(),
                Clock.systemUTC(),
                HttpSettings.standard().withTls(() -> tls));
    }

    private static CredentialsProvider key() {
        return CredentialsProvider.fixed(Credentials.of("AKID", "secret"));
    }
}
