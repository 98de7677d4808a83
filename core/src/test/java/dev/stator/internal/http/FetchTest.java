package dev.stator.internal.http;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(30)
class FetchTest {
    private static Fetch.Answer from(ServerSocket server, Duration timeout) throws IOException {
        return Fetch.send("GET", URI.create("http://127.0.0.1:" + server.getLocalPort() + "/x"), Map.of(), timeout);
    }

    /** Sends this to whoever comes first, and then a byte now and then until nobody listens. */
    private static ServerSocket server(String begin) throws IOException {
        ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        Thread thread = new Thread(() -> {
            try (Socket socket = server.accept()) {
                OutputStream out = socket.getOutputStream();
                out.write(begin.getBytes(US_ASCII));
                while (true) {
                    out.write('a');
                    out.flush();
                    Thread.sleep(10);
                }
            } catch (IOException | InterruptedException e) {
                // The other side has had enough.
            }
        });
        thread.setDaemon(true);
        thread.start();
        return server;
    }

    @Test
    void anAnswerThatIsWholeIsGiven() throws IOException {
        try (ServerSocket server = server("HTTP/1.1 418 Teapot\r\nContent-Length: 3\r\n\r\n")) {
            Fetch.Answer answer = from(server, Duration.ofSeconds(20));

            assertThat(answer.status()).isEqualTo(418);
            assertThat(answer.body()).isEqualTo("aaa");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"HTTP/1.1 200 OK\r\nContent-Length: 60000\r\n\r\n", "HTTP/1.1 200 OK\r\nX-Endless: "})
    void anAnswerThatNeverEndsIsGivenUpInTime(String begin) throws IOException {
        try (ServerSocket server = server(begin)) {
            assertThatThrownBy(() -> from(server, Duration.ofMillis(100)))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("no whole answer within PT0.1S");
        }
    }
}
