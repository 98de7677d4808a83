package dev.stator.internal.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.stator.transport.Credentials;
import dev.stator.transport.Region;
import java.net.URI;
import java.time.Instant;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Known answers: the requests and signatures of the test suite that AWS publishes for Signature Version 4. */
class SigV4Test {
    private static final Credentials KEY = Credentials.of("AKIDEXAMPLE", "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY");
    private static final SigningTime TIME =
            SigningTime.of(Instant.parse("2015-08-30T12:36:00Z").getEpochSecond());
    private static final String SCOPE =
            "AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20150830/us-east-1/service/aws4_request";

    private static final String TOKEN =
            "AQoDYXdzEPT//////////wEXAMPLEtc764bNrC9SAPBSM22wDOk4x4HIZ8j4FZTwdQWLWsKWHGBuFqwAe"
                    + "MicRXmxfpSPfIeoIYRqTflfKD8YUuwthAx7mSEI/qkPpKPi/kMcGdQrmGdeehM4IC1NtBmUpp2wUE8phUZampKsburEDy0KPkyQDYwT7WZ"
                    + "0wq5VSXDvp75YU9HFvlRd8Tx6q6fE8YQcHNVXAkiY9q6d+xo0rKwT38xVqr7ZD0u0iPPkUL64lIZbqBAz+scqKmlzm8FDrypNC9Yjc8fPOL"
                    + "n9FX9KSYvKTr4rvx3iSIlTJabIQwj2ICCR/oLxBA==";

    /** Those of the suite that a signer of one path without a query can meet, headers folded into one line as HTTP has them. */
    private static Stream<Arguments> published() {
        return Stream.of(
                example(
                        "get-vanilla",
                        "GET",
                        "/",
                        "",
                        "5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31"),
                example(
                        "get-unreserved",
                        "GET",
                        "/-._~0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz",
                        "",
                        "07ef7494c76fa4850883e2b006601f940f8a34d404d0cfa977f52a65bbf5f24f"),
                example(
                        "get-utf8",
                        "GET",
                        "/\u1234",
                        "",
                        "8318018e0b0f223aa2bbf98705b62bb787dc9c0e678f255a891fd03141be5d85"),
                example(
                        "get-space",
                        "GET",
                        "/example space/",
                        "",
                        "652487583200325589f1fba4c7e578f72c47cb61beeca81406b39ddec1366741"),
                example(
                        "get-special-character",
                        "GET",
                        "/example/$delete",
                        "",
                        "a853c9b21b528b19643d00910d35b83a10c366a10833ceefb45edd6c80e40f27"),
                example(
                        "get-header-key-duplicate",
                        "GET",
                        "/",
                        "",
                        "c9d5ea9f3f72853aea855b47ea873832890dbdd183b4468f858259531a5138ea",
                        "my-header1",
                        "value2,value2,value1"),
                example(
                        "get-header-value-multiline",
                        "GET",
                        "/",
                        "",
                        "cfd34249e4b1c8d6b91ef74165d41a32e5fab3306300901bb65a51a73575eefd",
                        "my-header1",
                        "value1 value2 value3"),
                example(
                        "get-header-value-order",
                        "GET",
                        "/",
                        "",
                        "08c7e5a9acfcfeb3ab6b2185e75ce8b1deb5e634ec47601a50643f830c755c01",
                        "my-header1",
                        "value4,value1,value3,value2"),
                example(
                        "post-vanilla and post-sts-header-after, which is the same with a token that is not signed",
                        "POST",
                        "/",
                        "",
                        "5da7c1a2acd57cee7505fc6676e4e544621c30862966e37dddb68e92efbe5d6b"),
                example(
                        "post-sts-header-before",
                        "POST",
                        "/",
                        "",
                        "85d96828115b5dc0cfc3bd16ad9e210dd772bbebba041836c64533a82be05ead",
                        "x-amz-security-token",
                        TOKEN),
                example(
                        "post-header-key-sort",
                        "POST",
                        "/",
                        "",
                        "c5410059b04c1ee005303aed430f6e6645f61f4dc9e1461ec8f8916fdf18852c",
                        "my-header1",
                        "value1"),
                example(
                        "post-header-value-case",
                        "POST",
                        "/",
                        "",
                        "cdbc9802e29d2942e5e10b5bccfdd67c5f22c7c4e8ae67b53629efa58b974b7d",
                        "my-header1",
                        "VALUE1"),
                example(
                        "post-x-www-form-urlencoded",
                        "POST",
                        "/",
                        "Param1=value1",
                        "ff11897932ad3f4e8b18135d722051e5ac45fc38421b1da7b9d196a0fe09473a",
                        "content-type",
                        "application/x-www-form-urlencoded"),
                example(
                        "post-x-www-form-urlencoded-parameters",
                        "POST",
                        "/",
                        "Param1=value1",
                        "1a72ec8f64bd914b0e42e42607c7fbce7fb2c7465f63e3092b3b0d39fa77a6fe",
                        "content-type",
                        "application/x-www-form-urlencoded; charset=utf8"));
    }

    private static Arguments example(
            String name, String method, String path, String body, String signature, String... header) {
        TreeMap<String, String> headers =
                new TreeMap<>(Map.of("host", "example.amazonaws.com", "x-amz-date", "20150830T123600Z"));
        if (header.length > 0) {
            headers.put(header[0], header[1]);
        }
        return Arguments.of(name, method, path, headers, body, signature);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("published")
    void anExampleIsSignedAsPublished(
            String name, String method, String path, SortedMap<String, String> headers, String body, String signature) {
        String[] inTurn = headers.entrySet().stream()
                .flatMap(header -> Stream.of(header.getKey(), header.getValue()))
                .toArray(String[]::new);

        assertThat(new SigV4(method, path, Region.of("us-east-1"), "service")
                        .authorization(inTurn, body.getBytes(UTF_8), KEY, TIME))
                .isEqualTo(
                        SCOPE + ", SignedHeaders=" + String.join(";", headers.keySet()) + ", Signature=" + signature);
    }

    /** Paths are brought into their shortest form before they are sent, so that what is signed is what is sent. */
    @ParameterizedTest
    @CsvSource({
        "get-relative, /example/.., 5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31",
        "get-relative-relative, /example1/example2/../.., 5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31",
        "get-slash-dot-slash, /./, 5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31",
        "get-slash-pointless-dot, /./example, ef75d96142cf21edca26f06005da7988e4f8dc83a165a80865db7089db637ec5",
        "get-slashes, //example//, 9a624bd73a37c9a373b5312afbebe7a714a789de108f0bdfe846570885f57e84",
        "get-slash, //, 5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31"
    })
    void anEndpointsPathIsSignedInTheShortestFormAsPublished(String name, String path, String signature) {
        URI endpoint = HttpTransport.checked("https://example.amazonaws.com" + path);
        String sent = endpoint.getRawPath().isEmpty() ? "/" : endpoint.getRawPath();

        assertThat(new SigV4("GET", sent, Region.of("us-east-1"), "service")
                        .authorization(plain(), new byte[0], KEY, TIME))
                .as(name)
                .endsWith(signature);
    }

    @Test
    void anotherKeyAnotherDayOrAnotherBodyGivesAnotherSignature() {
        SigV4 signer = signer("POST");
        String first = signer.authorization(plain(), new byte[0], KEY, TIME);
        Credentials otherSecret = Credentials.of(KEY.accessKeyId(), "another secret");
        SigningTime nextDay = SigningTime.of(TIME.epochSecond() + 86_400);

        assertThat(signer.authorization(plain(), new byte[0], otherSecret, TIME))
                .isNotEqualTo(first);
        assertThat(signer.authorization(plain(), new byte[0], KEY, nextDay))
                .contains("/20150831/")
                .isNotEqualTo(first);
        assertThat(signer.authorization(plain(), new byte[1], KEY, TIME)).isNotEqualTo(first);
        assertThat(signer.authorization(plain(), new byte[0], KEY, TIME)).isEqualTo(first);
    }

    @Test
    void aHeaderLongerThanTheBufferIsSigned() {
        String[] headers = {"host", "example.amazonaws.com", "x-amz-security-token", "t".repeat(10_000)};

        assertThat(signer("POST").authorization(headers, new byte[0], KEY, TIME))
                .isEqualTo(signer("POST").authorization(headers, new byte[0], KEY, TIME))
                .contains("SignedHeaders=host;x-amz-security-token, ");
    }

    private static SigV4 signer(String method) {
        return new SigV4(method, "/", Region.of("us-east-1"), "service");
    }

    private static String[] plain() {
        return new String[] {"host", "example.amazonaws.com", "x-amz-date", "20150830T123600Z"};
    }
}
