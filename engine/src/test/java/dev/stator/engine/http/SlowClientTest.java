package dev.stator.engine.http;

import static dev.stator.engine.Latches.await;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.stator.testing.ScriptedTransport;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Clients that take their time, beside a front with little patience. */
@Timeout(60)
class SlowClientTest {
    private static final Duration PATIENCE = Duration.ofMillis(400);
    private static final String HEAD = """
            POST / HTTP/1.1
            Host: x
            X-Amz-Target: DynamoDB_20120810.GetItem
            Content-Type: application/x-amz-json-1.0
            """;
    private static final String CALL = HEAD + "Content-Length: 2\n\n{}";

    private final ScriptedTransport transport = new ScriptedTransport();
    private HttpFront front = start(FrontOptions.standard());

    private HttpFront start(FrontOptions options) {
        return start(options, PATIENCE);
    }

    private HttpFront start(FrontOptions options, Duration patience) {
        return HttpFront.start(
                (account, region) -> transport,
                HttpFrontTest.ANY_PORT,
                options.withAuthentication(Authentication.OPTIONAL).withPatience(patience));
    }

    @AfterEach
    void closeFront() {
        front.close();
    }

    private Socket connect() throws IOException {
        return new Socket(front.uri().getHost(), front.uri().getPort());
    }

    private static void write(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.replace("\n", "\r\n").getBytes(US_ASCII));
    }

    /** What comes until the front ends the connection. */
    private static String rest(Socket socket) {
        try {
            return new String(socket.getInputStream().readAllBytes(), US_ASCII);
        } catch (IOException reset) {
            return "";
        }
    }

    private static String one(Socket socket, String ending) throws IOException {
        StringBuilder text = new StringBuilder();
        InputStream in = socket.getInputStream();
        while (text.indexOf(ending) < 0) {
            int next = in.read();
            assertThat(next).as("the end after: " + text).isNotNegative();
            text.append((char) next);
        }
        return text.toString();
    }

    /** Sends a byte now and then, which keeps every timeout of a socket away, until the front has had enough. */
    private static int trickle(Socket socket, byte[] bytes) throws InterruptedException {
        int sent = 0;
        try {
            OutputStream out = socket.getOutputStream();
            while (true) {
                out.write(bytes[sent % bytes.length]);
                sent++;
                Thread.sleep(20);
            }
        } catch (IOException closed) {
            return sent;
        }
    }

    @Test
    void aHeadOrABodyThatNeverEndsIsCutOff() throws Exception {
        transport.always(request -> ScriptedTransport.ok("{}"));
        try (Socket head = connect();
                Socket body = connect()) {
            write(head, "POST / HTTP/1.1\nX: ");
            assertThat(trickle(head, new byte[] {'y'})).isPositive();
            write(body, HEAD + "Content-Length: 1000000\n\n");
            assertThat(trickle(body, new byte[] {' '})).isPositive();
        }
        assertThat(transport.requests()).isEmpty();
    }

    @Test
    void aReplyThatIsNotTakenIsCutOff() throws Exception {
        transport.always(request -> ScriptedTransport.ok("\"" + "x".repeat(20_000_000) + "\""));
        try (Socket socket = connect()) {
            write(socket, CALL);
            Thread.sleep(PATIENCE.toMillis() * 4);
            assertThat(rest(socket).length()).isLessThan(20_000_000);
        }
        front.close();
        front = start(FrontOptions.standard(), Duration.ofMinutes(1));
        try (Socket socket = connect()) {
            write(socket, CALL.replace("Host: x", "Host: x\nConnection: close"));
            Thread.sleep(PATIENCE.toMillis() * 4);
            assertThat(rest(socket).length()).isGreaterThan(20_000_000);
        }
    }

    @Test
    void workMayTakeLongerThanAnyClient() throws Exception {
        transport.always(request -> {
            sleep(PATIENCE.toMillis() * 3);
            return ScriptedTransport.ok("{\"late\":1}");
        });
        try (Socket socket = connect()) {
            write(socket, CALL);
            assertThat(one(socket, "}")).contains("200").endsWith("{\"late\":1}");
        }
    }

    private static void sleep(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void anIdleConnectionIsKept() throws Exception {
        transport.always(request -> ScriptedTransport.ok("{\"again\":1}"));
        try (Socket socket = connect()) {
            for (int i = 0; i < 2; i++) {
                write(socket, CALL);
                assertThat(one(socket, "}")).endsWith("{\"again\":1}");
                Thread.sleep(PATIENCE.toMillis() * 3);
            }
        }
    }

    @Test
    void aHandshakeThatDoesNotBeginIsCutOff(@TempDir Path folder) throws Exception {
        front.close();
        TestCertificate certificate = TestCertificate.make(folder, "EC");
        front = start(FrontOptions.standard().withTls(certificate.certificate(), certificate.key()));
        try (Socket silent = connect()) {
            assertThat(rest(silent)).isEmpty();
        }
    }

    @Test
    void aThousandSilentConnectionsKeepNobodyAway() throws Exception {
        transport.always(request -> ScriptedTransport.ok("{\"served\":1}"));
        List<Socket> silent = new ArrayList<>();
        try {
            for (int i = 0; i < 1_000; i++) {
                silent.add(connect());
            }
            try (Socket socket = connect()) {
                write(socket, CALL);
                assertThat(one(socket, "}")).endsWith("{\"served\":1}");
            }
        } finally {
            for (Socket each : silent) {
                each.close();
            }
        }
    }

    @Test
    void connectionsThatAreIdleMakeRoomAndThoseAtWorkDoNot() throws Exception {
        front.close();
        FrontOptions options = FrontOptions.standard().withAuthentication(Authentication.OPTIONAL);
        front = HttpFront.start((account, region) -> transport, HttpFrontTest.ANY_PORT, options, 4);
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch done = new CountDownLatch(1);
        transport.always(request -> {
            begun.countDown();
            await(done);
            return ScriptedTransport.ok("{\"served\":1}");
        });
        List<Socket> silent = new ArrayList<>();
        try (Socket working = connect()) {
            write(working, CALL);
            begun.await();
            for (int i = 0; i < 50; i++) {
                silent.add(connect());
            }
            try (Socket last = connect()) {
                write(last, CALL);
                done.countDown();
                assertThat(one(last, "}")).endsWith("{\"served\":1}");
            }
            assertThat(one(working, "}")).endsWith("{\"served\":1}");
            assertThat(rest(silent.get(0))).isEmpty();
        } finally {
            for (Socket each : silent) {
                each.close();
            }
        }
    }

    @Test
    void patienceMayBeWithoutEnd() throws Exception {
        front.close();
        transport.always(request -> ScriptedTransport.ok("{\"served\":1}"));
        front = start(FrontOptions.standard(), ChronoUnit.FOREVER.getDuration());
        try (Socket socket = connect()) {
            write(socket, CALL);
            assertThat(one(socket, "}")).endsWith("{\"served\":1}");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"PT0S", "PT-1S"})
    void patienceIsPositive(String time) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> FrontOptions.standard().withPatience(Duration.parse(time)))
                .withMessageContaining("patience");
    }
}
