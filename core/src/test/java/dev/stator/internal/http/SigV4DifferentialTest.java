package dev.stator.internal.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stator.transport.Credentials;
import dev.stator.transport.CredentialsProvider;
import dev.stator.transport.Region;
import dev.stator.transport.WireRequest;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;
import org.apache.hc.core5.http.Header;
import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.SignedRequest;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;
import software.amazon.awssdk.identity.spi.AwsSessionCredentialsIdentity;

/** Our signatures beside those of the AWS SDK for Java. */
class SigV4DifferentialTest {
    // One for all tries, so that its cached key and buffers meet other credentials, days and lengths.
    private final SigV4 root = new SigV4("POST", "/", Region.of("eu-central-1"), "dynamodb");

    @Property(tries = 300)
    void aSignatureIsTheSdks(
            @ForAll("credentials") Credentials credentials,
            @ForAll("paths") String path,
            @ForAll("targets") String target,
            @ForAll @Size(max = 5000) byte[] body,
            @ForAll @LongRange(max = 4_102_444_800L) long second) {
        SigningTime time = SigningTime.of(second);
        SignedRequest signed =
                sdk(credentials, URI.create("http://localhost:8000" + path), TABLES.to(target), body, second);
        String theirs = signed.request().firstMatchingHeader("Authorization").orElseThrow();
        String[] names = theirs.replaceAll(".*SignedHeaders=([^,]*),.*", "$1").split(";");
        String[] headers = new String[2 * names.length];
        for (int i = 0; i < names.length; i++) {
            headers[2 * i] = names[i];
            headers[2 * i + 1] = signed.request().firstMatchingHeader(names[i]).orElseThrow();
        }

        SigV4 signer = path.equals("/") ? root : new SigV4("POST", path, Region.of("eu-central-1"), "dynamodb");

        assertThat(signed.request().firstMatchingHeader("X-Amz-Date")).contains(time.timestamp());
        assertThat(names).contains("content-type", "host", "x-amz-date", "x-amz-target");
        assertThat(signer.authorization(headers, body, credentials, time)).isEqualTo(theirs);
    }

    /** The head as it goes out, over endpoints with and without ports, paths, session tokens and extra headers. */
    @Property(tries = 200)
    void aWholeHeadSaysAndSignsWhatTheSdksDoes(
            @ForAll("credentials") Credentials credentials,
            @ForAll("endpoints") URI endpoint,
            @ForAll("actions") String action,
            @ForAll @Size(max = 500) byte[] body,
            @ForAll @LongRange(max = 4_102_444_800L) long second) {
        Clock clock = Clock.fixed(Instant.ofEpochSecond(second), ZoneOffset.UTC);
        HttpSettings settings = HttpSettings.standard().withHeaders(Map.of("X-Extra", "unsigned"));
        SignedHead head = new SignedHead(endpoint, Region.of("eu-central-1"), clock, settings);
        WireRequest request = new WireRequest(action, body, Duration.ofSeconds(1));

        Map<String, String> sent = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        for (Header header : head.sign(request, CredentialsProvider.fixed(credentials), credentials)
                .async()
                .getHeaders()) {
            sent.put(header.getName(), header.getValue());
        }

        Manner manner = manner(action);
        SdkHttpRequest theirs = sdk(credentials, endpoint, manner.to(manner.target + action), body, second)
                .request();
        for (String name :
                new String[] {"Host", "Content-Type", "X-Amz-Target", "X-Amz-Date", "X-Amz-Security-Token"}) {
            assertThat(Optional.ofNullable(sent.get(name))).as(name).isEqualTo(theirs.firstMatchingHeader(name));
        }
        // The SDK signs a header more, so the signatures differ; that ours is right over its headers is the other
        // property.
        List<String> signed = new ArrayList<>();
        for (String name : List.of("content-type", "host", "x-amz-date", "x-amz-security-token", "x-amz-target")) {
            if (sent.containsKey(name)) {
                signed.addAll(List.of(name, sent.get(name)));
            }
        }
        String path = endpoint.getRawPath().isEmpty() ? "/" : endpoint.getRawPath();
        assertThat(sent.get("Authorization"))
                .isEqualTo(new SigV4("POST", path, Region.of("eu-central-1"), manner.service)
                        .authorization(signed.toArray(String[]::new), body, credentials, SigningTime.of(second)));
        assertThat(sent).containsEntry("X-Extra", "unsigned");
    }

    /** How a service wants its requests: what stands before an action, the content type, and the name that is signed. */
    private record Manner(String target, String type, String service) {
        Manner to(String whole) {
            return new Manner(whole, type, service);
        }
    }

    private static final Manner TABLES = new Manner("DynamoDB_20120810.", "application/x-amz-json-1.0", "dynamodb");

    private static Manner manner(String action) {
        return switch (action) {
            case "GetRecords" -> new Manner("DynamoDBStreams_20120810.", "application/x-amz-json-1.0", "dynamodb");
            case "RegisterScalableTarget" ->
                new Manner("AnyScaleFrontendService.", "application/x-amz-json-1.1", "application-autoscaling");
            default -> TABLES;
        };
    }

    private static SignedRequest sdk(Credentials credentials, URI endpoint, Manner to, byte[] body, long second) {
        SdkHttpRequest request = SdkHttpRequest.builder()
                .method(SdkHttpMethod.POST)
                .uri(endpoint)
                .putHeader("Content-Type", to.type)
                .putHeader("X-Amz-Target", to.target)
                .build();
        AwsCredentialsIdentity identity = credentials
                .sessionToken()
                .<AwsCredentialsIdentity>map(token -> AwsSessionCredentialsIdentity.create(
                        credentials.accessKeyId(), credentials.secretAccessKey(), token))
                .orElseGet(
                        () -> AwsCredentialsIdentity.create(credentials.accessKeyId(), credentials.secretAccessKey()));
        return AwsV4HttpSigner.create()
                .sign(r -> r.identity(identity)
                        .request(request)
                        .payload(ContentStreamProvider.fromByteArray(body))
                        .putProperty(AwsV4HttpSigner.SERVICE_SIGNING_NAME, to.service)
                        .putProperty(AwsV4HttpSigner.REGION_NAME, "eu-central-1")
                        .putProperty(
                                HttpSigner.SIGNING_CLOCK, Clock.fixed(Instant.ofEpochSecond(second), ZoneOffset.UTC)));
    }

    @Provide
    Arbitrary<Credentials> credentials() {
        Arbitrary<String> secret =
                Arbitraries.strings().withCharRange('!', '~').ofMinLength(1).ofMaxLength(60);
        return Combinators.combine(
                        Arbitraries.strings().alpha().numeric().ofMinLength(1).ofMaxLength(20),
                        secret,
                        secret.optional())
                .as((id, key, token) ->
                        new Credentials(id, key, token.map(Optional::of).orElse(Optional.empty()), Optional.empty()));
    }

    @Provide
    Arbitrary<String> paths() {
        return Arbitraries.of("/", "/", "/alternator", "/a/b/c-d_e.f~g", "/with%20space", "/%E2%82%AC/x", "/a:b@c/$1");
    }

    @Provide
    Arbitrary<String> actions() {
        return Arbitraries.oneOf(
                Arbitraries.strings().alpha().ofMinLength(1).ofMaxLength(30),
                Arbitraries.of("GetRecords", "RegisterScalableTarget"));
    }

    @Provide
    Arbitrary<String> targets() {
        return actions().map(action -> "DynamoDB_20120810." + action);
    }

    @Provide
    Arbitrary<URI> endpoints() {
        return Combinators.combine(
                        Arbitraries.of("http", "https"),
                        Arbitraries.of("localhost", "127.0.0.1", "dynamodb.eu-central-1.amazonaws.com"),
                        Arbitraries.of("", ":80", ":443", ":8000"),
                        Arbitraries.oneOf(Arbitraries.just(""), paths()))
                .as((scheme, host, port, path) -> URI.create(scheme + "://" + host + port + path));
    }
}
