package dev.stator.engine.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.stream.Collectors;

/** The query of a request in the one form in which Signature Version 4 signs it. */
final class CanonicalQuery {
    private static final String UNRESERVED = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~";
    private static final HexFormat HEX = HexFormat.of().withUpperCase();

    private record Pair(String name, String value) {}

    private CanonicalQuery() {}

    /** The query that was sent, sorted by name and then by value, as they stand once they are encoded. */
    static String of(String sent) {
        return Arrays.stream(sent.split("&"))
                .filter(pair -> !pair.isEmpty())
                .map(CanonicalQuery::pair)
                .sorted(Comparator.comparing(Pair::name).thenComparing(Pair::value))
                .map(pair -> pair.name() + "=" + pair.value())
                .collect(Collectors.joining("&"));
    }

    private static Pair pair(String sent) {
        int equals = sent.indexOf('=');
        return equals < 0
                ? new Pair(encoded(sent), "")
                : new Pair(encoded(sent.substring(0, equals)), encoded(sent.substring(equals + 1)));
    }

    private static String encoded(String sent) {
        StringBuilder text = new StringBuilder(sent.length());
        for (byte b : decoded(sent.getBytes(UTF_8))) {
            if (UNRESERVED.indexOf(b) >= 0) {
                text.append((char) b);
            } else {
                text.append('%').append(HEX.toHexDigits(b));
            }
        }
        return text.toString();
    }

    private static byte[] decoded(byte[] sent) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(sent.length);
        for (int i = 0; i < sent.length; i++) {
            boolean escape = sent[i] == '%'
                    && i + 2 < sent.length
                    && HexFormat.isHexDigit(sent[i + 1])
                    && HexFormat.isHexDigit(sent[i + 2]);
            if (escape) {
                bytes.write(16 * HexFormat.fromHexDigit(sent[i + 1]) + HexFormat.fromHexDigit(sent[i + 2]));
                i += 2;
            } else {
                bytes.write(sent[i]);
            }
        }
        return bytes.toByteArray();
    }
}
