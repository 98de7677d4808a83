package dev.stator.internal.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.stator.benchmarks.workload.SampleJson;
import dev.stator.benchmarks.workload.Service;
import dev.stator.transport.Credentials;
import dev.stator.transport.Region;
import java.net.URI;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;

/**
 * Signing a PutItem of the sample: ours, which keeps the derived key, beside the signer of the AWS SDK. Both are given
 * the same headers and body, and a credentials object that they have seen before. It stands in our signer's package,
 * because no other sees it.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(3)
public class SigningBenchmark {

    private static final String TARGET = "DynamoDB_20120810.PutItem";
    private static final String TYPE = "application/x-amz-json-1.0";

    private final byte[] body = ("{\"TableName\":\"profiles\",\"Item\":" + SampleJson.item(0) + "}").getBytes(UTF_8);

    private final Credentials credentials = Credentials.of(Service.ACCESS_KEY, Service.SECRET_KEY);
    private final SigV4 ours = new SigV4("POST", "/", Region.of(Service.REGION), "dynamodb");

    private final SigningTime time = SigningTime.of(System.currentTimeMillis() / 1000);

    private final AwsV4HttpSigner theirs = AwsV4HttpSigner.create();
    private final AwsCredentialsIdentity identity =
            AwsCredentialsIdentity.create(Service.ACCESS_KEY, Service.SECRET_KEY);
    private final SdkHttpRequest request = SdkHttpRequest.builder()
            .method(SdkHttpMethod.POST)
            .uri(URI.create("http://localhost:8000/"))
            .putHeader("Content-Type", TYPE)
            .putHeader("X-Amz-Target", TARGET)
            .build();

    /** Our signer; the time is one that it has seen before, as it is for all requests of one second. */
    @Benchmark
    public Object stator() {
        String[] headers = {
            "content-type", TYPE, "host", "localhost:8000", "x-amz-date", time.timestamp(), "x-amz-target", TARGET
        };
        return ours.authorization(headers, body, credentials, time);
    }

    /** The SDK's public signer. */
    @Benchmark
    public Object awsSdk() {
        return theirs.sign(sign -> sign.identity(identity)
                .request(request)
                .payload(ContentStreamProvider.fromByteArray(body))
                .putProperty(AwsV4HttpSigner.REGION_NAME, Service.REGION)
                .putProperty(AwsV4HttpSigner.SERVICE_SIGNING_NAME, "dynamodb"));
    }
}
