package dev.stator.internal.http;

import static dev.stator.error.TransportException.Kind.NOT_SENT;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.stator.error.TransportException;
import dev.stator.transport.Credentials;
import dev.stator.transport.CredentialsProvider;
import dev.stator.transport.Proxy;
import dev.stator.transport.Region;
import dev.stator.transport.WireRequest;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Through a proxy: https in a tunnel, http by its whole address. */
@Timeout(60)
class ProxyTest {
    private static final WireRequest REQUEST = new WireRequest("GetItem", "{}".getBytes(UTF_8), Duration.ofSeconds(30));

    /** A proxy that opens tunnels, or refuses to, and remembers what it was asked. */
    private static final class TunnelProxy implements AutoCloseable {
        private final ServerSocket listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        private final List<List<String>> asked = new CopyOnWriteArrayList<>();
        private final List<Socket> sockets = new CopyOnWriteArrayList<>();
        private final String status;
        private final int target;

        TunnelProxy(String status, int target) throws IOException {
            this.status = status;
            this.target = target;
            daemon(this::accept);
        }

        private static void daemon(Runnable task) {
            Thread thread = new Thread(task, "tunnel-proxy");
            thread.setDaemon(true);
            thread.start();
        }

        Proxy proxy() {
            return Proxy.of("http://127.0.0.1:" + listener.getLocalPort());
        }

        private void accept() {
            try {
                while (true) {
                    Socket client = listener.accept();
                    sockets.add(client);
                    daemon(() -> serve(client));
                }
            } catch (IOException e) {
                // Closed.
            }
        }

        private void serve(Socket client) {
            try {
                List<String> head = new ArrayList<>();
                StringBuilder line = new StringBuilder();
                for (int c = client.getInputStream().read();
                        c >= 0;
                        c = client.getInputStream().read()) {
                    if (c == '\n') {
                        if (line.isEmpty()) {
                            break;
                        }
                        head.add(line.toString());
                        line.setLength(0);
                    } else if (c != '\r') {
                        line.append((char) c);
                    }
                }
                asked.add(head);
                client.getOutputStream().write(("HTTP/1.1 " + status + "\r\n\r\n").getBytes(ISO_8859_1));
                if (status.startsWith("200")) {
                    Socket server = new Socket(InetAddress.getLoopbackAddress(), target);
                    sockets.add(server);
                    daemon(() -> pipe(client, server));
                    pipe(server, client);
                }
                client.close();
            } catch (IOException e) {
                // The client went away.
            }
        }

        private static void pipe(Socket from, Socket to) {
            try {
                from.getInputStream().transferTo(to.getOutputStream());
                to.shutdownOutput();
            } catch (IOException e) {
                // One side went away.
            }
        }

        @Override
        public void close() throws IOException {
            listener.close();
            for (Socket socket : sockets) {
                socket.close();
            }
        }
    }

    private static HttpTransport transport(String endpoint, HttpSettings settings) {
        return new HttpTransport(
                URI.create(endpoint),
                Region.of("eu-central-1"),
                CredentialsProvider.fixed(Credentials.of("AKID", "secret")),
                Clock.systemUTC(),
                settings);
    }

    private static ScriptedServer answering(String scheme) throws Exception {
        ScriptedServer.Script script = (request, out) -> {
            out.write(ScriptedServer.reply("{}"));
            return true;
        };
        return scheme.equals("http")
                ? new ScriptedServer(script)
                : new ScriptedServer("https", TestTls.context().getServerSocketFactory(), script);
    }

    @ParameterizedTest
    @EnumSource
    void httpsGoesThroughATunnelThatServesMoreThanOneRequest(Mode mode) throws Exception {
        try (var server = answering("https");
                var tunnel = new TunnelProxy(
                        "200 Connection established", server.uri().getPort());
                var transport = transport(
                        "https://localhost:8443",
                        HttpSettings.standard()
                                .withTls(TestTls::context)
                                .withProxy(tunnel.proxy().withUser("me", "hidden")))) {
            assertThat(mode.send(transport, REQUEST).status()).isEqualTo(200);
            assertThat(mode.send(transport, REQUEST).status()).isEqualTo(200);

            assertThat(tunnel.asked).hasSize(1);
            assertThat(tunnel.asked.get(0))
                    .contains("CONNECT localhost:8443 HTTP/1.1", "Proxy-Authorization: Basic bWU6aGlkZGVu");
            assertThat(server.received()).hasSize(2);
            assertThat(server.received().get(0).line()).isEqualTo("POST / HTTP/1.1");
            assertThat(server.received().get(0).headers()).doesNotContainKey("proxy-authorization");
        }
    }

    @ParameterizedTest
    @EnumSource
    void aProxyThatRefusesMeansThatNothingWasSent(Mode mode) throws Exception {
        try (var tunnel = new TunnelProxy("407 Who are you", 1);
                var transport = transport(
                        "https://localhost:8443",
                        HttpSettings.standard().withTls(TestTls::context).withProxy(tunnel.proxy()))) {
            TransportException failure =
                    catchThrowableOfType(TransportException.class, () -> mode.send(transport, REQUEST));
            assertThat(failure.kind()).isEqualTo(NOT_SENT);
            assertThat(failure).hasMessageContaining("proxy refused with status 407");
        }
    }

    @ParameterizedTest
    @EnumSource
    void httpGoesByItsWholeAddress(Mode mode) throws Exception {
        try (var proxy = answering("http");
                var transport = transport(
                        "http://service.invalid:8000/path",
                        HttpSettings.standard()
                                .withProxy(Proxy.of(proxy.uri().toString()).withUser("me", "hidden")))) {
            assertThat(mode.send(transport, REQUEST).status()).isEqualTo(200);

            assertThat(proxy.received().get(0).line()).isEqualTo("POST http://service.invalid:8000/path HTTP/1.1");
            assertThat(proxy.received().get(0).headers())
                    .containsEntry("host", "service.invalid:8000")
                    .containsEntry("proxy-authorization", "Basic bWU6aGlkZGVu");
        }
    }

    @ParameterizedTest
    @EnumSource
    void hostsThatAreExceptedAreReachedWithoutIt(Mode mode) throws Exception {
        try (var server = answering("http");
                var transport = transport(
                        server.uri().toString(),
                        HttpSettings.standard()
                                .withProxy(Proxy.of("http://127.0.0.1:1").except("*.example.com", "localhost")))) {
            assertThat(mode.send(transport, REQUEST).status()).isEqualTo(200);
            assertThat(server.received().get(0).line()).isEqualTo("POST / HTTP/1.1");
        }
    }

    @Test
    void exceptionsAreNamesAndWhatIsBelowThem() {
        Proxy proxy = Proxy.of("proxy:3128").except("localhost", "*.internal", ".example.com", " 10.0.0.1 ");
        for (String direct : List.of("LOCALHOST", "a.internal", "example.com", "x.y.example.com", "10.0.0.1")) {
            assertThat(proxy.serves(direct)).as(direct).isFalse();
        }
        for (String served : List.of("localhost.example.org", "notinternal", "badexample.com", "10.0.0.11")) {
            assertThat(proxy.serves(served)).as(served).isTrue();
        }
        assertThat(Proxy.of("http://proxy").except("*").serves("any")).isFalse();
    }

    @Test
    void aProxyHidesItsPassword() {
        assertThat(Proxy.of("http://me:hidden@proxy:3128")).hasToString("http://proxy:3128 as me");
        assertThatThrownBy(() -> Proxy.of("https://me:hidden@proxy:3128"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageNotContaining("hidden");
        assertThatThrownBy(() -> Proxy.of("http://me:hid den@proxy"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageNotContaining("hid den");
    }
}
