package dev.stator.engine.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.stator.testing.ScriptedTransport;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What HTTP clients never send, and what they do with connections. */
class RawSocketTest {
    private static final String CALL = """
            POST / HTTP/1.1
            Host: localhost
            X-Amz-Target: DynamoDB_20120810.ListTables
            Content-Type: application/x-amz-json-1.0
            Authorization: AWS4-HMAC-SHA256 Credential=a, SignedHeaders=host, Signature=b
            Date: x
            """;

    private final ScriptedTransport transport =
            new ScriptedTransport().always(request -> ScriptedTransport.ok("{\"served\":true}"));
    private final HttpFront front = HttpFront.start(transport, HttpFrontTest.ANY_PORT);

    @AfterEach
    void closeFront() {
        front.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\0\1\2\3\n\n",
                "nonsense\n\n",
                "POST\n\n",
                "POST / HTTP/9.9\nHost: x\n\n",
                "POST / HTTP/1.1\n\n",
                "POST / HTTP/1.1\nHost: x\nno colon\n\n",
                "POST / HTTP/1.1\nHost: x\nContent-Length: many\n\n",
                "POST / HTTP/1.1\nHost: x\nContent-Length: -1\n\n",
                "POST / HTTP/1.1\nHost: x\nTransfer-Encoding: chunked\n\nnot a size\n",
                "POST / HTTP/1.1\nHost: x\nTransfer-Encoding: rot13\n\n",
                "POST http://[::1 HTTP/1.1\nHost: x\n\n"
            })
    void malformedRequestsHarmNobodyElse(String request) throws IOException {
        String answer = talk(request);
        assertThat(answer.isEmpty() || answer.matches("(?s)HTTP/1.1 [45]\\d\\d .*"))
                .as(answer)
                .isTrue();
        assertThat(transport.requests()).isEmpty();
        assertThat(talk(CALL + "Connection: close\nContent-Length: 2\n\n{}")).contains("{\"served\":true}");
    }

    @Test
    void anEndlessHeaderLineIsCutOff() throws IOException {
        String answer = talk("POST / HTTP/1.1\nHost: x\nX-Long: " + "y".repeat(100_000) + "\n\n");
        assertThat(answer.isEmpty() || answer.matches("(?s)HTTP/1.1 4\\d\\d .*"))
                .isTrue();
        assertThat(talk(CALL + "X-Long: " + "y".repeat(16_000) + "\nConnection: close\nContent-Length: 2\n\n{}"))
                .contains("{\"served\":true}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"zz\n{}\n0\n\n", "-1\n{}\n0\n\n", "ffffffffffffffff\n{}\n0\n\n", "2\n{}xx"})
    void chunksThatAreNoneAreRefused(String chunks) throws IOException {
        String chunked = CALL + "Transfer-Encoding: chunked\n\n";
        assertThat(talk(chunked + chunks)).startsWith("HTTP/1.1 400 ").contains("Connection: close", "Serialization");
        assertThat(transport.requests()).isEmpty();
        assertThat(talk(chunked + "2\n{}\n0\n\nGET / HTTP/1.1\nHost: x\nConnection: close\n\n"))
                .contains("{\"served\":true}");
    }

    @Test
    void aConnectionCutInTheBodyExecutesNothing() throws IOException {
        try (Socket socket = connect()) {
            write(socket, CALL + "Content-Length: 100\n\n{");
        }
        assertThat(talk(CALL + "Connection: close\nContent-Length: 2\n\n{}")).contains("{\"served\":true}");
        assertThat(transport.requests()).hasSize(1);
    }

    @Test
    void theConnectionStaysOpenAfterARefusal() throws IOException {
        String refused = "POST / HTTP/1.1\nHost: x\nContent-Length: 0\n\n";
        String answers = talk(refused + refused + CALL + "Connection: close\nContent-Length: 2\n\n{}");
        assertThat(answers.split("HTTP/1.1 400 ", -1)).hasSize(3);
        assertThat(answers).contains("HTTP/1.1 200 ").endsWith("{\"served\":true}");
    }

    @Test
    void anOldClientGetsItsAnswerAndTheEndOfTheConnection() throws IOException {
        assertThat(talk(CALL.replace("HTTP/1.1", "HTTP/1.0") + "Content-Length: 2\n\n{}"))
                .endsWith("{\"served\":true}");
    }

    @Test
    void aClientThatExpectsToBeAskedForItsBodyIsAsked() throws IOException {
        String answers = talk(CALL + "Expect: 100-continue\nConnection: close\nContent-Length: 2\n\n{}");
        assertThat(answers).startsWith("HTTP/1.1 100 ").endsWith("{\"served\":true}");
    }

    @Test
    void anUnfinishedRequestDoesNotHoldUpClosing() throws IOException {
        try (Socket idle = connect();
                Socket halfway = connect()) {
            write(halfway, "POST / HTTP/1.1\nHo");
            front.close();
            assertThat(read(idle)).isEmpty();
            assertThat(read(halfway)).isEmpty();
        }
    }

    private Socket connect() throws IOException {
        return new Socket(front.uri().getHost(), front.uri().getPort());
    }

    /** Sends and reads until the server closes; the text has bare newlines for readability. */
    private String talk(String request) throws IOException {
        try (Socket socket = connect()) {
            write(socket, request);
            try {
                socket.shutdownOutput();
            } catch (SocketException alreadyClosed) {
                return "";
            }
            return read(socket);
        }
    }

    private static void write(Socket socket, String request) throws IOException {
        try {
            socket.getOutputStream().write(request.replace("\n", "\r\n").getBytes(ISO_8859_1));
        } catch (SocketException closedMeanwhile) {
            // The server may hang up before it has read everything; what it said is read all the same.
        }
    }

    private static String read(Socket socket) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        InputStream in = socket.getInputStream();
        try {
            in.transferTo(bytes);
        } catch (SocketException reset) {
            // As above: a reset after the answer loses nothing that was read before.
        }
        return bytes.toString(ISO_8859_1);
    }
}
