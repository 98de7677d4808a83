package dev.stator.awssdk;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;

import com.sun.net.httpserver.HttpServer;
import dev.stator.Stator;
import dev.stator.error.CredentialsException;
import dev.stator.transport.Credentials;
import dev.stator.transport.CredentialsProvider;
import dev.stator.transport.CredentialsSource;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.exception.SdkClientException;

class SdkCredentialsTest {
    private static final Instant LATER = Instant.parse("2036-01-01T00:00:00Z");

    @TempDir
    private Path home;

    private CredentialsProvider ofProfile(String name) {
        return new ProfileSource()
                .provider(new CredentialsSource.Profile(name, home.resolve("config"), home.resolve("credentials")));
    }

    @Test
    void keysOfTheSdkKeepTheirTokenAndTheirEnd() {
        AwsSessionCredentials session = AwsSessionCredentials.builder()
                .accessKeyId("A")
                .secretAccessKey("s")
                .sessionToken("t")
                .expirationTime(LATER)
                .build();

        assertThat(SdkCredentials.of(StaticCredentialsProvider.create(session)).credentials())
                .isEqualTo(Credentials.of("A", "s").withSessionToken("t").expiringAt(LATER));
        assertThat(SdkCredentials.of(StaticCredentialsProvider.create(AwsBasicCredentials.create("B", "s")))
                        .credentials())
                .isEqualTo(Credentials.of("B", "s"));
    }

    @Test
    void aFailureOfTheSdkIsOneOfCredentials() {
        assertThatThrownBy(() -> SdkCredentials.of(() -> {
                            throw SdkClientException.create("no luck");
                        })
                        .credentials())
                .isInstanceOf(CredentialsException.class)
                .hasMessageContaining("no luck");
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void aProfileMayCallAProcess() throws IOException {
        Files.writeString(home.resolve("key.json"), """
                {"Version":1,"AccessKeyId":"P","SecretAccessKey":"s","SessionToken":"t","Expiration":"2036-01-01T00:00:00Z"}
                """);
        Files.writeString(
                home.resolve("config"), "[profile dev]\ncredential_process = cat " + home.resolve("key.json") + "\n");

        assertThat(ofProfile("dev").credentials())
                .isEqualTo(Credentials.of("P", "s").withSessionToken("t").expiringAt(LATER));
        assertThatThrownBy(() -> ofProfile("prod").credentials())
                .isInstanceOf(CredentialsException.class)
                .hasMessageContaining("no profile prod");
    }

    /** A token service over real HTTP, which gives the key R for the action that it is asked for, and remembers the requests. */
    private static HttpServer tokenService(List<String> asked) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            String request = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
            asked.add(request);
            String action = request.replaceAll(".*Action=([A-Za-z]+).*", "$1");
            byte[] reply = ("<" + action + "Response xmlns=\"https://sts.amazonaws.com/doc/2011-06-15/\"><" + action
                            + "Result><Credentials><AccessKeyId>R</AccessKeyId><SecretAccessKey>s</SecretAccessKey>"
                            + "<SessionToken>t</SessionToken><Expiration>" + LATER + "</Expiration></Credentials></"
                            + action + "Result></" + action + "Response>")
                    .getBytes(UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "text/xml");
            exchange.sendResponseHeaders(200, reply.length);
            exchange.getResponseBody().write(reply);
            exchange.close();
        });
        server.start();
        return server;
    }

    @ParameterizedTest
    @ValueSource(strings = {"AssumeRole", "AssumeRoleWithWebIdentity"})
    void aProfileMayAssumeARole(String action) throws IOException {
        Path token = Files.writeString(home.resolve("token"), "identity");
        Files.writeString(home.resolve("config"), """
                [profile AssumeRole]
                region = eu-central-1
                role_arn = arn:aws:iam::123456789012:role/dev
                source_profile = base
                [profile AssumeRoleWithWebIdentity]
                region = eu-central-1
                role_arn = arn:aws:iam::123456789012:role/dev
                role_session_name = me
                web_identity_token_file = %s
                [profile base]
                aws_access_key_id = BASE
                aws_secret_access_key = s
                """.formatted(token));
        List<String> asked = new CopyOnWriteArrayList<>();
        HttpServer server = tokenService(asked);
        System.setProperty(
                "aws.endpointUrlSts", "http://127.0.0.1:" + server.getAddress().getPort());
        // Without a region outside of the profile, the SDK goes to the global endpoint for web identities, whatever is
        // set.
        System.setProperty("aws.region", "eu-central-1");
        try {
            assertThat(ofProfile(action).credentials())
                    .isEqualTo(Credentials.of("R", "s").withSessionToken("t").expiringAt(LATER));
        } finally {
            System.clearProperty("aws.endpointUrlSts");
            System.clearProperty("aws.region");
            server.stop(0);
        }
        assertThat(asked).singleElement(STRING).contains("Action=" + action + "&", "role%2Fdev");
    }

    @Test
    void aWebIdentityOfTheProcessAssumesItsRole() throws IOException {
        List<String> asked = new CopyOnWriteArrayList<>();
        HttpServer server = tokenService(asked);
        Map<String, String> properties = Map.of(
                "aws.endpointUrlSts",
                "http://127.0.0.1:" + server.getAddress().getPort(),
                "aws.region",
                "eu-central-1",
                "aws.roleArn",
                "arn:aws:iam::123456789012:role/pod",
                "aws.webIdentityTokenFile",
                Files.writeString(home.resolve("token"), "identity").toString());
        properties.forEach(System::setProperty);
        try {
            assertThat(new WebIdentitySource()
                            .provider(new CredentialsSource.Profile("any", home, home))
                            .credentials())
                    .isEqualTo(Credentials.of("R", "s").withSessionToken("t").expiringAt(LATER));
        } finally {
            properties.keySet().forEach(System::clearProperty);
            server.stop(0);
        }
        assertThat(asked).singleElement(STRING).contains("Action=AssumeRoleWithWebIdentity&", "role%2Fpod");
    }

    @Test
    void keysThatChangedInTheFileAreReadAfterARefusal() throws IOException {
        Path file = home.resolve("credentials");
        Files.writeString(file, "[default]\naws_access_key_id = OLD\naws_secret_access_key = s\n");
        CredentialsProvider provider = ofProfile("default");
        Credentials old = provider.credentials();
        Files.writeString(file, "[default]\naws_access_key_id = NEW\naws_secret_access_key = s\n");

        assertThat(provider.invalidate(old)).isTrue();
        assertThat(provider.credentials().accessKeyId()).isEqualTo("NEW");
    }

    @Test
    void theModuleIsFoundAndHasItsPlaceInTheChain() {
        assertThat(ServiceLoader.load(CredentialsSource.class))
                .extracting(CredentialsSource::name)
                .containsExactly("web identity with the AWS SDK", "profile with the AWS SDK");
        try (Stator db = Stator.builder()
                .environment(Map.of("AWS_REGION", "eu-central-1", "HOME", home.toString()))
                .build()) {
            assertThat(db.configuration().setting("credentials").orElseThrow().value())
                    .isEqualTo("first of environment, system properties, web identity with the AWS SDK,"
                            + " profile with the AWS SDK, profile default, container, instance metadata");
        }
    }
}
