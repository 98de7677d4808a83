package dev.stator.benchmarks.stub;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.stator.benchmarks.workload.Operation;
import dev.stator.benchmarks.workload.Sample;
import dev.stator.benchmarks.workload.SampleJson;
import java.nio.ByteBuffer;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.CRC32;

/**
 * The reply to each operation, head and body, as the bytes that go out.
 */
final class CannedReplies {

    private final List<Reply> replies;

    /** Direct, so that a write copies nothing on its way to the socket. */
    private record Reply(String action, ByteBuffer bytes) {
        boolean isFor(byte[] head, int from, int to) {
            boolean same = action.length() == to - from;
            for (int i = 0; same && i < action.length(); i++) {
                same = action.charAt(i) == head[from + i];
            }
            return same;
        }
    }

    CannedReplies() {
        this.replies = Arrays.stream(Operation.values())
                .map(operation -> new Reply(operation.action(), wire(body(operation))))
                .toList();
    }

    /** The reply to the action that stands at a place in a request's head, ready to be written; or 400 for another one. */
    ByteBuffer replyTo(byte[] head, int from, int to) {
        for (Reply reply : replies) {
            if (reply.isFor(head, from, to)) {
                return reply.bytes.duplicate();
            }
        }
        String action = new String(head, from, to - from, ISO_8859_1);
        return reply(
                "400 Bad Request",
                "{\"__type\":\"UnknownOperationException\",\"message\":\"No reply for " + action + "\"}");
    }

    static String body(Operation operation) {
        return switch (operation) {
            case GET -> "{\"Item\":" + SampleJson.item(0) + "}";
            case PUT -> "{}";
            case QUERY ->
                IntStream.range(0, Sample.PAGE)
                        .mapToObj(SampleJson::item)
                        .collect(Collectors.joining(
                                ",",
                                "{\"Count\":" + Sample.PAGE + ",\"Items\":[",
                                "],\"ScannedCount\":" + Sample.PAGE + "}"));
            case BATCH -> "{\"UnprocessedItems\":{}}";
        };
    }

    private static ByteBuffer wire(String body) {
        return reply("200 OK", body);
    }

    private static ByteBuffer reply(String status, String text) {
        byte[] body = text.getBytes(UTF_8);
        CRC32 checksum = new CRC32();
        checksum.update(body);
        byte[] head = """
                HTTP/1.1 %s\r
                Server: Server\r
                Date: %s\r
                Content-Type: application/x-amz-json-1.0\r
                Content-Length: %d\r
                Connection: keep-alive\r
                x-amzn-RequestId: 7B2CFUL1HQ8QO4D6QTVRRQNFM3VV4KQNSO5AEMVJF66Q9ASUAAJG\r
                x-amz-crc32: %d\r
                \r
                """.formatted(
                        status,
                        DateTimeFormatter.RFC_1123_DATE_TIME.format(ZonedDateTime.now(ZoneOffset.UTC)),
                        body.length,
                        checksum.getValue())
                .getBytes(ISO_8859_1);
        return ByteBuffer.allocateDirect(head.length + body.length)
                .put(head)
                .put(body)
                .flip();
    }
}
