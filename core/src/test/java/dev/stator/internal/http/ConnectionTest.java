package dev.stator.internal.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.Assumptions.abort;

import dev.stator.error.TransportException;
import dev.stator.error.TransportException.Kind;
import dev.stator.transport.Credentials;
import dev.stator.transport.CredentialsProvider;
import dev.stator.transport.Region;
import dev.stator.transport.WireRequest;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.hc.client5.http.SystemDefaultDnsResolver;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Connections that end, and hosts that move. */
@Timeout(60)
class ConnectionTest {
    private static final WireRequest GET = new WireRequest("GetItem", "{}".getBytes(UTF_8), Duration.ofSeconds(30));

    private static HttpTransport transport(URI endpoint, HttpSettings settings) {
        return new HttpTransport(
                endpoint,
                Region.of("local"),
                CredentialsProvider.fixed(Credentials.of("AKID", "secret")),
                Clock.systemUTC(),
                settings.withMaxConnections(1));
    }

    private static String body(Mode mode, HttpTransport transport) {
        return new String(mode.send(transport, GET).body(), UTF_8);
    }

    private static ScriptedServer.Script answering(String body) {
        return (request, out) -> {
            out.write(ScriptedServer.reply(body));
            return true;
        };
    }

    /** The server sees the end of a connection a little after the client has closed it. */
    private static int openAtRest(ScriptedServer server) throws InterruptedException {
        for (int i = 0; i < 5000 && server.open() > 1; i++) {
            TimeUnit.MILLISECONDS.sleep(1);
        }
        return server.open();
    }

    @ParameterizedTest
    @EnumSource
    void aConnectionServesNoLongerThanItsMaxAge(Mode mode) throws Exception {
        try (var server = new ScriptedServer(answering("{}"));
                var transport = transport(server.uri(), HttpSettings.standard().withMaxAge(Duration.ofMillis(1)));
                var patient = transport(server.uri(), HttpSettings.standard())) {
            for (int i = 0; i < 5; i++) {
                assertThat(body(mode, transport)).isEqualTo("{}");
                TimeUnit.MILLISECONDS.sleep(3);
            }
            assertThat(server.connections()).isEqualTo(5);
            assertThat(openAtRest(server)).isEqualTo(1);
            for (int i = 0; i < 5; i++) {
                assertThat(body(mode, patient)).isEqualTo("{}");
            }
            assertThat(server.connections()).as("one more").isEqualTo(6);
        }
    }

    /** An address of this machine. */
    private static InetAddress loopback(int last) throws UnknownHostException {
        return InetAddress.getByAddress(new byte[] {127, 0, 0, (byte) last});
    }

    /** Two servers at two addresses and one port, of which a host moves from the one to the other. */
    private static final class MovingHost implements AutoCloseable {
        private final ScriptedServer before;
        private final ScriptedServer after;
        private final AtomicInteger address = new AtomicInteger(1);

        MovingHost() throws IOException {
            before = new ScriptedServer(loopback(1), 0, answering("\"before\""));
            try {
                after = new ScriptedServer(loopback(2), before.uri().getPort(), answering("\"after\""));
            } catch (IOException e) {
                before.close();
                abort("This machine has no second address of its own, or its port is taken: " + e);
                throw e;
            }
        }

        HttpTransport transport(Duration maxAge) {
            var resolver = new SystemDefaultDnsResolver() {
                @Override
                public InetAddress[] resolve(String host) throws UnknownHostException {
                    return new InetAddress[] {loopback(address.get())};
                }
            };
            return ConnectionTest.transport(
                    URI.create("http://dynamodb.example:" + before.uri().getPort()),
                    HttpSettings.standard().withMaxAge(maxAge).withResolver(resolver));
        }

        void move() {
            address.set(2);
        }

        @Override
        public void close() throws IOException {
            before.close();
            after.close();
        }
    }

    @ParameterizedTest
    @EnumSource
    void aHostThatMovesIsFollowedUnderLoad(Mode mode) throws Exception {
        try (var host = new MovingHost();
                var transport = host.transport(Duration.ofMillis(50))) {
            assertThat(body(mode, transport)).isEqualTo("\"before\"");
            host.move();
            String answer = "";
            while (!answer.equals("\"after\"")) {
                answer = body(mode, transport);
            }
            int left = host.before.received().size();
            for (int i = 0; i < 20; i++) {
                assertThat(body(mode, transport)).isEqualTo("\"after\"");
            }
            assertThat(host.before.received()).hasSize(left);
        }
    }

    @ParameterizedTest
    @EnumSource
    void aHostThatDiesIsFoundWhereItIsNext(Mode mode) throws Exception {
        try (var host = new MovingHost();
                var transport = host.transport(Duration.ofMinutes(5))) {
            assertThat(body(mode, transport)).isEqualTo("\"before\"");
            host.before.close();
            List<Kind> lost = new ArrayList<>();
            // On a busy machine the host may still answer what reached it before.
            for (int i = 0; i < 1000 && !lost.contains(Kind.NOT_SENT); i++) {
                try {
                    body(mode, transport);
                } catch (TransportException e) {
                    lost.add(e.kind());
                }
            }
            assertThat(lost).endsWith(Kind.NOT_SENT).isSubsetOf(Kind.NOT_SENT, Kind.CONNECTION_LOST);
            host.move();
            assertThat(body(mode, transport)).isEqualTo("\"after\"");
        }
    }

    @ParameterizedTest
    @EnumSource
    void aHalfClosedConnectionIsLostAtOnceWhereverTheReplyEnds(Mode mode) throws Exception {
        byte[] reply = ScriptedServer.reply("{\"a\":1}");
        for (int length : new int[] {0, 5, reply.length - 1}) {
            try (var server = new ScriptedServer((request, out) -> {
                        out.write(reply, 0, length);
                        request.halfClose();
                        return true;
                    });
                    var transport = transport(server.uri(), HttpSettings.standard())) {
                // Twice with one connection: the first must have given it back.
                for (int i = 0; i < 2; i++) {
                    TransportException lost =
                            catchThrowableOfType(TransportException.class, () -> body(mode, transport));
                    assertThat(lost.kind()).as("after %s bytes", length).isEqualTo(Kind.CONNECTION_LOST);
                    assertThat(lost.mayHaveApplied()).isTrue();
                }
                assertThat(openAtRest(server)).isLessThanOrEqualTo(1);
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void aConnectionThatIsHalfClosedAfterAReplyIsReplacedOrLostButNeverWrong(Mode mode) throws Exception {
        try (var server = new ScriptedServer((request, out) -> {
                    out.write(ScriptedServer.reply(request.body()));
                    request.halfClose();
                    return true;
                });
                var transport = transport(server.uri(), HttpSettings.standard())) {
            int answered = 0;
            for (int i = 0; i < 20; i++) {
                byte[] body = ("{\"n\":" + i + "}").getBytes(UTF_8);
                try {
                    assertThat(mode.send(transport, new WireRequest("PutItem", body, Duration.ofSeconds(30)))
                                    .body())
                            .isEqualTo(body);
                    answered++;
                } catch (TransportException e) {
                    assertThat(e.kind()).isIn(Kind.CONNECTION_LOST, Kind.NOT_SENT);
                }
            }
            assertThat(answered).isGreaterThanOrEqualTo(10);
            assertThat(openAtRest(server)).isLessThanOrEqualTo(1);
        }
    }
}
