package dev.stator.engine.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.stator.transport.Credentials;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.http.HttpRequest;

/**
 * Verifies Signature Version 4 in the Authorization header, and refuses in the service's words. Written apart from the
 * client's signer, so that each is a test of the other. Signatures in the query are refused: DynamoDB's clients make none.
 */
final class SignatureCheck extends Authentication {
    private static final String ALGORITHM = "AWS4-HMAC-SHA256";
    private static final Duration WINDOW = Duration.ofMinutes(5);
    private static final DateTimeFormatter BASIC = DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'", Locale.ROOT);
    private static final Answer UNKNOWN_KEY = Answer.refusal(
            "com.amazon.coral.service#UnrecognizedClientException",
            "The security token included in the request is invalid.");
    private static final Answer WRONG = invalid("The request signature we calculated does not match the signature you"
            + " provided. Check your AWS Secret Access Key and signing method. Consult the service documentation for"
            + " details.");

    private final Map<String, Credentials> keys;
    private final Clock clock;
    private final String service;

    SignatureCheck(Collection<Credentials> keys, Clock clock) {
        this(keys, clock, "dynamodb");
    }

    /** For the examples that AWS publishes, which are signed for another service. */
    SignatureCheck(Collection<Credentials> keys, Clock clock, String service) {
        this.keys = keys.stream().collect(Collectors.toMap(Credentials::accessKeyId, Function.identity()));
        this.clock = clock;
        this.service = service;
    }

    @Override
    Optional<Answer> refusal(HttpRequest request, byte[] body) {
        Optional<Answer> malformed = REQUIRED.refusal(request, body);
        if (malformed.isPresent()) {
            return malformed;
        }
        Header authorization = request.getFirstHeader(HttpHeaders.AUTHORIZATION);
        if (authorization == null) {
            return Optional.of(WRONG);
        }
        String value = authorization.getValue().strip();
        if (!value.startsWith(ALGORITHM + " ")) {
            return Optional.of(incomplete("Unsupported AWS 'algorithm': '" + value.split(" ", 2)[0] + "'."));
        }
        Map<String, String> parts = Arrays.stream(
                        value.substring(ALGORITHM.length()).split("[, ]+"))
                .filter(part -> part.contains("="))
                .collect(Collectors.toMap(
                        part -> part.substring(0, part.indexOf('=')),
                        part -> part.substring(part.indexOf('=') + 1),
                        (first, second) -> first));
        return verify(request, body, parts);
    }

    private Optional<Answer> verify(HttpRequest request, byte[] body, Map<String, String> parts) {
        String credential = parts.getOrDefault("Credential", "");
        String[] scope = credential.split("/", -1);
        if (scope.length != 5) {
            return Optional.of(incomplete("Credential must have exactly 5 slash-delimited elements, e.g."
                    + " keyid/date/region/service/term, got '" + credential + "'"));
        }
        String timestamp = value(request, "X-Amz-Date").orElse("");
        Optional<Answer> untimely = untimely(timestamp);
        if (untimely.isPresent()) {
            return untimely;
        }
        Credentials key = keys.get(scope[0]);
        if (key == null || !key.sessionToken().equals(value(request, "X-Amz-Security-Token"))) {
            return Optional.of(UNKNOWN_KEY);
        }
        Optional<Answer> elsewhere = elsewhere(timestamp, scope);
        if (elsewhere.isPresent()) {
            return elsewhere;
        }
        List<String> names = List.of(parts.getOrDefault("SignedHeaders", "").split(";"));
        Optional<String> unsigned = unsigned(request, names);
        if (unsigned.isPresent()) {
            return Optional.of(invalid("'" + unsigned.get() + "' must be a 'SignedHeader' in the AWS Authorization."));
        }
        String expected = signature(request, names, body, key.secretAccessKey(), timestamp, scope);
        boolean right = MessageDigest.isEqual(
                expected.getBytes(UTF_8), parts.getOrDefault("Signature", "").getBytes(UTF_8));
        return right ? Optional.empty() : Optional.of(WRONG);
    }

    /** What is told even to those whose key nobody knows. */
    private Optional<Answer> untimely(String timestamp) {
        Instant signed;
        try {
            signed = LocalDateTime.parse(timestamp, BASIC).toInstant(ZoneOffset.UTC);
        } catch (DateTimeException e) {
            return Optional.of(incomplete("Date must be in ISO-8601 'basic format'. Got '" + timestamp + "'."));
        }
        Instant now = clock.instant();
        if (signed.isBefore(now.minus(WINDOW))) {
            return Optional.of(invalid("Signature expired: " + timestamp + " is now earlier than "
                    + basic(now.minus(WINDOW)) + " (" + basic(now) + " - 5 min.)"));
        } else if (signed.isAfter(now.plus(WINDOW))) {
            return Optional.of(invalid("Signature not yet current: " + timestamp + " is still later than "
                    + basic(now.plus(WINDOW)) + " (" + basic(now) + " + 5 min.)"));
        }
        return Optional.empty();
    }

    private Optional<Answer> elsewhere(String timestamp, String[] scope) {
        if (!timestamp.startsWith(scope[1]) || scope[1].length() != 8) {
            return Optional.of(invalid("Date in Credential scope does not match YYYYMMDD from ISO-8601 version of date"
                    + " from HTTP: '" + scope[1] + "' != '" + timestamp.substring(0, 8) + "', from '" + timestamp
                    + "'."));
        } else if (!scope[3].equals(service)) {
            return Optional.of(invalid("Credential should be scoped to correct service: '" + service + "'. "));
        } else if (!scope[4].equals("aws4_request")) {
            return Optional.of(invalid(
                    "Credential should be scoped with a valid terminator: 'aws4_request', not '" + scope[4] + "'. "));
        }
        return Optional.empty();
    }

    private static String basic(Instant time) {
        return BASIC.format(LocalDateTime.ofInstant(time, ZoneOffset.UTC));
    }

    /** A header that decides what the request does and is not among the signed ones. */
    private static Optional<String> unsigned(HttpRequest request, List<String> names) {
        if (!names.contains("host")) {
            return Optional.of("Host");
        }
        return Arrays.stream(request.getHeaders())
                .map(header -> header.getName().toLowerCase(Locale.ROOT))
                .filter(name -> name.startsWith("x-amz-") && !names.contains(name))
                .findFirst();
    }

    private static String signature(
            HttpRequest request, List<String> names, byte[] body, String secret, String timestamp, String[] scope) {
        // The front has the one path, and has looked at it before.
        String target = request.getPath();
        int question = target.indexOf('?');
        StringBuilder canonical = new StringBuilder(request.getMethod())
                .append("\n/\n")
                .append(question < 0 ? "" : CanonicalQuery.of(target.substring(question + 1)))
                .append('\n');
        for (String name : names) {
            canonical
                    .append(name)
                    .append(':')
                    .append(value(request, name).orElse(""))
                    .append('\n');
        }
        canonical.append('\n').append(String.join(";", names)).append('\n').append(hex(sha256(body)));
        String toSign = String.join(
                "\n",
                ALGORITHM,
                timestamp,
                String.join("/", scope[1], scope[2], scope[3], scope[4]),
                hex(sha256(canonical.toString().getBytes(UTF_8))));
        byte[] key = ("AWS4" + secret).getBytes(UTF_8);
        for (int i = 1; i < scope.length; i++) {
            key = hmac(key, scope[i]);
        }
        return hex(hmac(key, toSign));
    }

    /** The values of a header as they are signed: all of them, without spaces that do not matter. */
    private static Optional<String> value(HttpRequest request, String name) {
        Header[] headers = request.getHeaders(name);
        return headers.length == 0
                ? Optional.empty()
                : Optional.of(Arrays.stream(headers)
                        .map(header -> header.getValue().strip().replaceAll("\\s+", " "))
                        .collect(Collectors.joining(",")));
    }

    private static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }

    private static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] hmac(byte[] key, String text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return mac.doFinal(text.getBytes(UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Answer invalid(String message) {
        return Answer.refusal("com.amazon.coral.service#InvalidSignatureException", message);
    }

    private static Answer incomplete(String message) {
        return Answer.refusal("com.amazon.coral.service#IncompleteSignatureException", message);
    }
}
