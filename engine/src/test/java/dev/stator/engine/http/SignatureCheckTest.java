package dev.stator.engine.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.stator.Stator;
import dev.stator.engine.Engine;
import dev.stator.error.AccessDeniedException;
import dev.stator.transport.Credentials;
import dev.stator.transport.CredentialsProvider;
import dev.stator.transport.RetryPolicy;
import dev.stator.transport.Transport;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.apache.hc.core5.http.HttpRequest;
import org.apache.hc.core5.http.message.BasicHttpRequest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;

/** Signatures of our client and of the AWS SDK against the verification in the front, and what is wrong with others. */
class SignatureCheckTest {
    private static final Credentials LONG_LIVED = Credentials.of("AKID", "a secret");
    private static final Credentials SESSION = Credentials.of("ASID", "another").withSessionToken("a/token==");
    private static final List<Credentials> KEYS = List.of(LONG_LIVED, SESSION);
    private static final Clock NOON = Clock.fixed(Instant.parse("2026-03-01T12:00:00Z"), ZoneOffset.UTC);

    private static HttpFront front(Transport engine) {
        return HttpFront.start(
                (account, region) -> engine,
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                FrontOptions.standard().withAuthentication(Authentication.verified(KEYS, Clock.systemUTC())));
    }

    private static Stator client(URI uri, Credentials key, Clock clock, RetryPolicy retry) {
        return Stator.builder()
                .region("eu-central-1")
                .endpoint(uri.toString())
                .credentials(CredentialsProvider.fixed(key))
                .clock(clock)
                .retry(retry)
                .build();
    }

    @Test
    void ourClientIsLetInWithTheRightKeyOnly() {
        try (Transport engine = Engine.inMemory();
                HttpFront front = front(engine)) {
            for (Credentials key : KEYS) {
                try (Stator db = client(front.uri(), key, Clock.systemUTC(), RetryPolicy.standard())) {
                    assertThat(db.tableNames().execute()).isEmpty();
                    assertThat(db.tableNames().executeAsync().join()).isEmpty();
                }
            }
            refused(front, Credentials.of("AKID", "not the secret"), "InvalidSignatureException");
            refused(front, Credentials.of("AKIX", "a secret"), "UnrecognizedClientException");
            refused(front, Credentials.of("ASID", "another"), "UnrecognizedClientException");
            refused(front, SESSION.withSessionToken("other"), "UnrecognizedClientException");
            refused(front, LONG_LIVED.withSessionToken("any"), "UnrecognizedClientException");
        }
    }

    private static void refused(HttpFront front, Credentials key, String code) {
        try (Stator db = client(front.uri(), key, Clock.systemUTC(), RetryPolicy.standard())) {
            AccessDeniedException failure = catchThrowableOfType(
                    AccessDeniedException.class, () -> db.tableNames().execute());
            assertThat(failure.code()).isEqualTo(code);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {-86_400, -3600, 3600, 10_000_000})
    void aClientWithAWrongClockCorrectsItByItself(long secondsOff) {
        Clock wrong = Clock.offset(Clock.systemUTC(), Duration.ofSeconds(secondsOff));
        try (Transport engine = Engine.inMemory();
                HttpFront front = front(engine);
                Stator db = client(front.uri(), LONG_LIVED, wrong, RetryPolicy.standard());
                Stator once = client(front.uri(), LONG_LIVED, wrong, RetryPolicy.never())) {
            assertThat(db.tableNames().execute()).isEmpty();
            assertThat(db.tableNames().measured().execute().requests()).isEqualTo(1);
            assertThatThrownBy(() -> once.tableNames().execute()).isInstanceOf(AccessDeniedException.class);
        }
    }

    @Test
    void theAwsSdkIsLetInWithTheRightKeyOnly() {
        try (Transport engine = Engine.inMemory();
                HttpFront front = front(engine);
                DynamoDbClient right = sdk(front, "a secret");
                DynamoDbClient wrong = sdk(front, "not the secret")) {
            assertThat(right.listTables().tableNames()).isEmpty();
            assertThatThrownBy(wrong::listTables)
                    .isInstanceOf(DynamoDbException.class)
                    .hasMessageContaining("does not match the signature you provided");
        }
    }

    private static DynamoDbClient sdk(HttpFront front, String secret) {
        return DynamoDbClient.builder()
                .endpointOverride(front.uri())
                .region(Region.EU_WEST_1)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("AKID", secret)))
                .build();
    }

    /** A request of the right form, whose signature nobody made; the checks before that of the signature see it. */
    private static HttpRequest request(String date, String scope, String signedHeaders) {
        BasicHttpRequest request = new BasicHttpRequest("POST", "/");
        request.setHeader("Host", "localhost");
        request.setHeader("X-Amz-Date", date);
        request.setHeader("X-Amz-Target", "DynamoDB_20120810.ListTables");
        request.setHeader(
                "Authorization",
                "AWS4-HMAC-SHA256 Credential=" + scope + ", SignedHeaders=" + signedHeaders + ", Signature=0123");
        return request;
    }

    private static String answer(HttpRequest request) {
        return Authentication.verified(KEYS, NOON)
                .refusal(request, new byte[0])
                .map(answer -> new String(answer.body(), UTF_8))
                .orElse("");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "20260301T115500Z | AKID/20260301/r/dynamodb/aws4_request | does not match the signature you provided",
                "20260301T120500Z | AKID/20260301/r/dynamodb/aws4_request | does not match the signature you provided",
                "20260301T115459Z | AKID/20260301/r/dynamodb/aws4_request | Signature expired: 20260301T115459Z is now earlier than 20260301T115500Z (20260301T120000Z - 5 min.)",
                "20170101T010101Z | other/2/3/4/aws4_request | Signature expired: 20170101T010101Z is now earlier than",
                "20260301T120501Z | AKID/20260301/r/dynamodb/aws4_request | Signature not yet current: 20260301T120501Z is still later than 20260301T120500Z",
                "20260301T120000Z | AKID/20260228/r/dynamodb/aws4_request | Date in Credential scope does not match",
                "20260301T120000Z | AKID/20260301/r/s3/aws4_request | correct service: 'dynamodb'",
                "20260301T120000Z | AKID/20260301/r/dynamodb/aws3_request | valid terminator",
                "20260301T120000Z | AKIX/20260301/r/dynamodb/aws4_request | security token included in the request is invalid",
                "20260301T120000Z | AKID/20260301/dynamodb/aws4_request | exactly 5 slash-delimited elements",
                "noon | AKID/20260301/r/dynamodb/aws4_request | ISO-8601"
            })
    void dateAndScopeAreCheckedInTheServicesWords(String date, String scope, String words) {
        assertThat(answer(request(date, scope, "host;x-amz-date;x-amz-target"))).contains(words);
    }

    @ParameterizedTest
    @CsvSource({"x-amz-date;x-amz-target,Host", "host;x-amz-target,x-amz-date", "host;x-amz-date,x-amz-target"})
    void hostAndAmazonsHeadersMustBeSigned(String signed, String missing) {
        assertThat(answer(request("20260301T120000Z", "AKID/20260301/r/dynamodb/aws4_request", signed)))
                .contains("InvalidSignatureException", "'" + missing + "' must be a 'SignedHeader'");
    }

    @Test
    void aRequestWithoutASignatureIsRefusedAsWithoutVerification() {
        assertThat(answer(new BasicHttpRequest("POST", "/"))).contains("MissingAuthenticationTokenException");
    }

    // The examples of Signature Version 4 that AWS publishes. Those of other paths than / are for the signer alone.

    private static final String TOKEN =
            "AQoDYXdzEPT//////////wEXAMPLEtc764bNrC9SAPBSM22wDOk4x4HIZ8j4FZTwdQWLWsKWHGBuFqwAe"
                    + "MicRXmxfpSPfIeoIYRqTflfKD8YUuwthAx7mSEI/qkPpKPi/kMcGdQrmGdeehM4IC1NtBmUpp2wUE8phUZampKsburEDy0KPkyQDYwT7WZ"
                    + "0wq5VSXDvp75YU9HFvlRd8Tx6q6fE8YQcHNVXAkiY9q6d+xo0rKwT38xVqr7ZD0u0iPPkUL64lIZbqBAz+scqKmlzm8FDrypNC9Yjc8fPOL"
                    + "n9FX9KSYvKTr4rvx3iSIlTJabIQwj2ICCR/oLxBA==";

    private static final Credentials EXAMPLE =
            Credentials.of("AKIDEXAMPLE", "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY");
    private static final String LETTERS = "-._~0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

    private record Example(
            String name, String method, String target, List<String> headers, String body, String signature) {
        static Example get(String name, String target, String signature, String... headers) {
            return new Example(name, "GET", target, List.of(headers), "", signature);
        }

        static Example post(String name, String target, String body, String signature, String... headers) {
            return new Example(name, "POST", target, List.of(headers), body, signature);
        }

        Optional<Answer> refusal(Credentials key) {
            BasicHttpRequest request = new BasicHttpRequest(method, target);
            request.addHeader("Host", "example.amazonaws.com");
            request.addHeader("X-Amz-Date", "20150830T123600Z");
            Set<String> signed = new TreeSet<>(Set.of("host", "x-amz-date"));
            for (String header : headers) {
                int colon = header.indexOf(':');
                request.addHeader(header.substring(0, colon), header.substring(colon + 1));
                signed.add(header.substring(0, colon).toLowerCase(Locale.ROOT));
            }
            request.addHeader(
                    "Authorization",
                    "AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20150830/us-east-1/service/aws4_request, SignedHeaders="
                            + String.join(";", signed) + ", Signature=" + signature);
            Clock then = Clock.fixed(Instant.parse("2015-08-30T12:36:00Z"), ZoneOffset.UTC);
            return new SignatureCheck(List.of(key), then, "service").refusal(request, body.getBytes(UTF_8));
        }

        @Override
        public String toString() {
            return name;
        }
    }

    private static Stream<Example> examples() {
        return Stream.of(
                Example.get("get-vanilla", "/", "5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31"),
                Example.get(
                        "get-vanilla-query-order-key-case",
                        "/?Param2=value2&Param1=value1",
                        "b97d918cfa904a5beff61c982a1b6f458b799221646efd99d3219ec94cdf2500"),
                Example.get(
                        "get-vanilla-query-order-key",
                        "/?Param1=value2&Param1=Value1",
                        "eedbc4e291e521cf13422ffca22be7d2eb8146eecf653089df300a15b2382bd1"),
                Example.get(
                        "get-vanilla-query-order-value",
                        "/?Param1=value2&Param1=value1",
                        "5772eed61e12b33fae39ee5e7012498b51d56abc0abb7c60486157bd471c4694"),
                Example.get(
                        "get-vanilla-query-order-encoded",
                        "/?Param-3=Value3&Param=Value2&%E1%88%B4=Value1",
                        "371d3713e185cc334048618a97f809c9ffe339c62934c032af5a0e595648fcac"),
                Example.get(
                        "get-vanilla-query-unreserved",
                        "/?" + LETTERS + "=" + LETTERS,
                        "9c3e54bfcdf0b19771a7f523ee5669cdf59bc7cc0884027167c21bb143a40197"),
                Example.get(
                        "get-vanilla-utf8-query",
                        "/?\u1234=bar",
                        "2cdec8eed098649ff3a119c94853b13c643bcf08f8b0a1d91e12c9027818dd04"),
                Example.get(
                        "get-header-key-duplicate",
                        "/",
                        "c9d5ea9f3f72853aea855b47ea873832890dbdd183b4468f858259531a5138ea",
                        "My-Header1:value2",
                        "My-Header1:value2",
                        "My-Header1:value1"),
                Example.get(
                        "get-header-value-multiline",
                        "/",
                        "cfd34249e4b1c8d6b91ef74165d41a32e5fab3306300901bb65a51a73575eefd",
                        "My-Header1:value1\n  value2\n     value3"),
                Example.get(
                        "get-header-value-order",
                        "/",
                        "08c7e5a9acfcfeb3ab6b2185e75ce8b1deb5e634ec47601a50643f830c755c01",
                        "My-Header1:value4",
                        "My-Header1:value1",
                        "My-Header1:value3",
                        "My-Header1:value2"),
                Example.get(
                        "get-header-value-trim",
                        "/",
                        "acc3ed3afb60bb290fc8d2dd0098b9911fcaa05412b367055dee359757a9c736",
                        "My-Header1: value1",
                        "My-Header2: \"a   b   c\""),
                Example.post(
                        "post-vanilla", "/", "", "5da7c1a2acd57cee7505fc6676e4e544621c30862966e37dddb68e92efbe5d6b"),
                Example.post(
                        "post-vanilla-query",
                        "/?Param1=value1",
                        "",
                        "28038455d6de14eafc1f9222cf5aa6f1a96197d7deb8263271d420d138af7f11"),
                Example.post(
                        "post-vanilla-query-nonunreserved",
                        "/?%40%23%24%25%5E=&+=/,?%3E%3C%60%22;:%5C%7C%5D%5B%7B%7D",
                        "",
                        "66c82657c86e26fb25238d0e69f011edc4c6df5ae71119d7cb98ed9b87393c1e"),
                Example.post(
                        "post-header-key-sort",
                        "/",
                        "",
                        "c5410059b04c1ee005303aed430f6e6645f61f4dc9e1461ec8f8916fdf18852c",
                        "My-Header1:value1"),
                Example.post(
                        "post-header-value-case",
                        "/",
                        "",
                        "cdbc9802e29d2942e5e10b5bccfdd67c5f22c7c4e8ae67b53629efa58b974b7d",
                        "My-Header1:VALUE1"),
                Example.post(
                        "post-x-www-form-urlencoded",
                        "/",
                        "Param1=value1",
                        "ff11897932ad3f4e8b18135d722051e5ac45fc38421b1da7b9d196a0fe09473a",
                        "Content-Type:application/x-www-form-urlencoded"),
                Example.post(
                        "post-x-www-form-urlencoded-parameters",
                        "/",
                        "Param1=value1",
                        "1a72ec8f64bd914b0e42e42607c7fbce7fb2c7465f63e3092b3b0d39fa77a6fe",
                        "Content-Type:application/x-www-form-urlencoded; charset=utf8"));
    }

    @ParameterizedTest
    @MethodSource("examples")
    void aPublishedExampleIsAcceptedAndOneWithAnotherBodyIsNot(Example example) {
        Example other = new Example(
                example.name(),
                example.method(),
                example.target(),
                example.headers(),
                example.body() + "x",
                example.signature());

        assertThat(example.refusal(EXAMPLE)).isEmpty();
        assertThat(other.refusal(EXAMPLE)).isPresent();
    }

    /** The published one that adds its token after signing is not for this service, which wants it signed as all of its headers. */
    @Test
    void aPublishedExampleWithATokenIsAcceptedWithThatTokenOnly() {
        Example example = Example.post(
                "post-sts-header-before",
                "/",
                "",
                "85d96828115b5dc0cfc3bd16ad9e210dd772bbebba041836c64533a82be05ead",
                "X-Amz-Security-Token:" + TOKEN);

        assertThat(example.refusal(EXAMPLE.withSessionToken(TOKEN))).isEmpty();
        assertThat(example.refusal(EXAMPLE.withSessionToken("other"))).isPresent();
        assertThat(example.refusal(EXAMPLE)).isPresent();
    }
}
