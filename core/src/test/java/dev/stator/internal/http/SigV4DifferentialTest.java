package dev.stator.internal.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stator.transport.Credentials;
import dev.stator.transport.Region;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;
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
        SignedRequest signed = sdk(credentials, path, target, body, second);
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

    private static SignedRequest sdk(Credentials credentials, String path, String target, byte[] body, long second) {
        SdkHttpRequest request = SdkHttpRequest.builder()
                .method(SdkHttpMethod.POST)
                .uri(URI.create("http://localhost:8000"))
                .encodedPath(path)
                .putHeader("Content-Type", "application/x-amz-json-1.0")
                .putHeader("X-Amz-Target", target)
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
                        .putProperty(AwsV4HttpSigner.SERVICE_SIGNING_NAME, "dynamodb")
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
    Arbitrary<String> targets() {
        return Arbitraries.strings()
                .alpha()
                .ofMinLength(1)
                .ofMaxLength(30)
                .map(action -> "DynamoDB_20120810." + action);
    }
}
