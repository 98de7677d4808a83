package dev.stator.benchmarks.stub;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.stator.benchmarks.workload.SampleJson;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;

class StubServerTest {

    @Test
    void aReplyHasTheHeadersOfTheService() throws IOException {
        String reply = replyTo(request("GetItem", "{}"));
        String body = "{\"Item\":" + SampleJson.item(0) + "}";
        CRC32 checksum = new CRC32();
        checksum.update(body.getBytes(ISO_8859_1));
        assertThat(reply)
                .startsWith("HTTP/1.1 200 OK\r\n")
                .contains("\r\nContent-Type: application/x-amz-json-1.0\r\n")
                .contains("\r\nContent-Length: " + body.length() + "\r\n")
                .contains("\r\nx-amzn-RequestId: ")
                .contains("\r\nx-amz-crc32: " + checksum.getValue() + "\r\n")
                .endsWith("\r\n\r\n" + body);
    }

    @Test
    void oneConnectionServesRequestsWhoseBodiesFollowEachOther() throws IOException {
        String reply = replyTo(request("PutItem", "{\"Item\":{}}") + request("BatchWriteItem", "x".repeat(100_000)));
        assertThat(reply).contains("\r\n\r\n{}HTTP/1.1 200 OK").endsWith("{\"UnprocessedItems\":{}}");
    }

    @Test
    void anActionWithoutACannedReplyIsRefused() throws IOException {
        assertThat(replyTo(request("DropTable", "{}")))
                .startsWith("HTTP/1.1 400 ")
                .contains("DropTable");
    }

    private static String request(String action, String body) {
        return "POST / HTTP/1.1\r\nHost: localhost\r\nX-AMZ-target: DynamoDB_20120810.%s\r\ncontent-length: %d\r\n\r\n%s"
                .formatted(action, body.length(), body);
    }

    private static String replyTo(String requests) throws IOException {
        try (StubServer stub = StubServer.start();
                Socket socket = new Socket(InetAddress.getLoopbackAddress(), stub.port())) {
            socket.getOutputStream().write(requests.getBytes(ISO_8859_1));
            socket.shutdownOutput();
            try (InputStream replies = socket.getInputStream()) {
                return new String(replies.readAllBytes(), ISO_8859_1);
            }
        }
    }
}
