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
import org.apache.hc.core5.http.HttpRequest;
import org.apache.hc.core5.http.message.BasicHttpRequest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
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
                engine,
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                Authentication.verified(KEYS, Clock.systemUTC()),
                Origins.NONE);
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
}
