package dev.stator.internal.http;

import dev.stator.error.FailedCall;
import dev.stator.error.TransportException;
import dev.stator.error.TransportException.Kind;
import dev.stator.transport.WireReply;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;
import java.util.zip.CRC32;
import java.util.zip.GZIPInputStream;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpResponse;
import org.jspecify.annotations.Nullable;

/** Makes a {@link WireReply} of a response that has come in whole, or says what is wrong with it. */
final class Reply {
    private static final String CRC = "x-amz-crc32";
    private static final String REQUEST_ID = "x-amzn-requestid";
    private static final String ENCODING = "content-encoding";
    private static final String[] KEPT = {
        CRC, ENCODING, "content-type", "date", REQUEST_ID, "x-amzn-errortype", "x-amz-retry-after", "retry-after"
    };

    private Reply() {}

    /**
     * The checked reply.
     *
     * @param sent the body as it was sent, or null if the response has none
     * @throws TransportException of kind DAMAGED_REPLY
     */
    static WireReply of(String action, HttpResponse response, @Nullable Body sent) {
        Map<String, String> headers = kept(response);
        if (sent == null) {
            return new WireReply(response.getCode(), headers, new byte[0]);
        }
        byte[] bytes = sent.bytes();
        String crc = headers.get(CRC);
        if (crc != null) {
            CRC32 sum = new CRC32();
            sum.update(bytes);
            if (!crc.equals(Long.toString(sum.getValue()))) {
                throw damaged(
                        action, headers, "its checksum is " + sum.getValue() + ", not the announced " + crc, null);
            }
        } else if (!response.containsHeader("Content-Length") && !response.containsHeader("Transfer-Encoding")) {
            throw damaged(action, headers, "it has neither a length nor a checksum, so it may be only a part", null);
        }
        String encoding = headers.getOrDefault(ENCODING, "identity");
        return new WireReply(
                response.getCode(),
                headers,
                switch (encoding) {
                    case "identity" -> bytes;
                    case "gzip" -> inflated(action, headers, bytes);
                    default -> throw damaged(action, headers, "it is encoded as " + encoding, null);
                });
    }

    private static Map<String, String> kept(HttpResponse response) {
        Map<String, String> headers = new HashMap<>();
        for (Iterator<Header> all = response.headerIterator(); all.hasNext(); ) {
            Header header = all.next();
            String name = header.getName();
            for (String known : KEPT) {
                if (known.length() == name.length() && known.equalsIgnoreCase(name)) {
                    headers.putIfAbsent(known, header.getValue());
                    break;
                }
            }
        }
        return headers;
    }

    private static byte[] inflated(String action, Map<String, String> headers, byte[] bytes) {
        Body body = new Body(action, -1);
        try (GZIPInputStream gzip = new GZIPInputStream(new ByteArrayInputStream(bytes))) {
            body.append(gzip);
        } catch (IOException e) {
            throw damaged(action, headers, "it cannot be inflated", e);
        }
        return body.bytes();
    }

    private static TransportException damaged(
            String action, Map<String, String> headers, String reason, @Nullable IOException cause) {
        var failure =
                new TransportException(Kind.DAMAGED_REPLY, "The reply to " + action + " is damaged: " + reason, cause);
        failure.happenedIn(new FailedCall(action, Optional.empty(), 1, Optional.ofNullable(headers.get(REQUEST_ID))));
        return failure;
    }
}
