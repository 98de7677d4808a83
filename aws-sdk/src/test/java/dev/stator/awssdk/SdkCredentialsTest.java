package dev.stator.awssdk;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;

import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import dev.stator.Stator;
import dev.stator.StatorBuilder;
import dev.stator.error.CredentialsException;
import dev.stator.transport.Credentials;
import dev.stator.transport.CredentialsProvider;
import dev.stator.transport.CredentialsSource;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.utils.internal.SystemSettingUtilsTestBackdoor;

@Timeout(60)
class SdkCredentialsTest {
    private static final Instant LATER = Instant.parse("2036-01-01T00:00:00Z");

    @TempDir
    private Path home;

    private final Map<String, String> environment = new HashMap<>();
    private final Map<String, String> properties = new HashMap<>();

    private CredentialsSource.Profile profile(String name) {
        return new CredentialsSource.Profile(
                name,
                home.resolve("config"),
                home.resolve("credentials"),
                variable -> Optional.ofNullable(environment.get(variable)),
                property -> Optional.ofNullable(properties.get(property)));
    }

    private CredentialsProvider ofProfile(String name) {
        return new ProfileSource().provider(profile(name));
    }

    private static boolean isNotSetUp(CredentialsProvider provider) {
        return catchThrowableOfType(CredentialsException.class, provider::credentials)
                .isNotSetUp();
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

    /** Or else they would be kept until the service refuses them. */
    @Test
    void keysOfASessionWhoseEndIsNotToldAreAskedForAgain() {
        List<String> asked = new CopyOnWriteArrayList<>();
        CredentialsProvider kept = SdkCredentials.of(() -> {
            asked.add("once more");
            return AwsSessionCredentials.create("A" + asked.size(), "s", "t");
        });
        while (kept.credentials().accessKeyId().equals("A1")) {
            assertThat(Thread.currentThread().isInterrupted()).as("timed out").isFalse();
        }
        assertThat(asked).hasSize(2);
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

    @Test
    void aProfileThatSaysNothingOfCredentialsIsNotSetUpAndOneThatIsWrongIs() throws IOException {
        Files.writeString(home.resolve("config"), """
                [profile plain]
                region = eu-central-1
                [profile id]
                aws_access_key_id = HALF
                [profile secret]
                aws_secret_access_key = half
                [profile role]
                role_arn = arn:aws:iam::123456789012:role/dev
                source_profile = nobody
                [profile process]
                credential_process = /nowhere/at-all
                """);
        assertThat(isNotSetUp(ofProfile("missing"))).isTrue();
        assertThat(isNotSetUp(ofProfile("plain"))).isTrue();
        assertThat(isNotSetUp(ofProfile("id"))).as("half a key").isTrue();
        assertThat(isNotSetUp(ofProfile("secret"))).as("half a key").isTrue();
        assertThat(isNotSetUp(ofProfile("role"))).isFalse();
        assertThat(isNotSetUp(ofProfile("process"))).isFalse();
        Files.writeString(home.resolve("config"), "[profile plain\n");
        assertThat(isNotSetUp(ofProfile("plain"))).isFalse();
    }

    /** A slow provider is asked on a thread of its own; who only says that its keys were refused does not wait for it. */
    @Test
    void toBeToldOfARefusalTakesNoWaitForAnAnswerUnderWay() throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch end = new CountDownLatch(1);
        HttpServer server = serving(exchange -> {
            asked.countDown();
            try {
                end.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            exchange.close();
        });
        Files.writeString(home.resolve("config"), """
                [profile role]
                region = eu-central-1
                role_arn = arn:aws:iam::123456789012:role/dev
                source_profile = base
                [profile base]
                aws_access_key_id = BASE
                aws_secret_access_key = s
                """);
        System.setProperty("aws.endpointUrlSts", at(server));
        CredentialsProvider provider = ofProfile("role");
        CompletableFuture<Credentials> answer = CompletableFuture.supplyAsync(provider::credentials);
        try {
            asked.await();
            assertThat(provider.invalidate(Credentials.of("A", "s"))).isTrue();
            assertThat(answer).isNotDone();
        } finally {
            System.clearProperty("aws.endpointUrlSts");
            end.countDown();
            server.stop(0);
        }
        assertThat(answer).failsWithin(Duration.ofMinutes(1));
    }

    /** Signed in with the tools of AWS, which leave a token behind; the service gives a key for it. */
    @Test
    void aProfileMayUseSingleSignOn() throws IOException {
        Files.writeString(home.resolve("config"), """
                [profile work]
                sso_session = office
                sso_account_id = 123456789012
                sso_role_name = dev
                [sso-session office]
                sso_region = eu-central-1
                sso_start_url = https://office.awsapps.example/start
                """);
        Path cache = Files.createDirectories(home.resolve(".aws/sso/cache"));
        List<String> asked = new CopyOnWriteArrayList<>();
        HttpServer server = serving(exchange -> {
            asked.add(exchange.getRequestURI() + " "
                    + exchange.getRequestHeaders().getFirst("x-amz-sso_bearer_token"));
            byte[] reply =
                    ("{\"roleCredentials\":{\"accessKeyId\":\"SSO\",\"secretAccessKey\":\"s\",\"sessionToken\":\"t\","
                                    + "\"expiration\":" + LATER.toEpochMilli() + "}}")
                            .getBytes(UTF_8);
            exchange.sendResponseHeaders(200, reply.length);
            exchange.getResponseBody().write(reply);
            exchange.close();
        });
        System.setProperty("aws.endpointUrlSso", at(server));
        SystemSettingUtilsTestBackdoor.addEnvironmentVariableOverride("HOME", home.toString());
        try {
            assertThat(isNotSetUp(ofProfile("work"))).as("not signed in").isFalse();
            assertThat(asked).isEmpty();
            // The name of the file is the SHA-1 of that of the session.
            Files.writeString(
                    cache.resolve(HexFormat.of()
                                    .formatHex(
                                            MessageDigest.getInstance("SHA-1").digest("office".getBytes(UTF_8)))
                            + ".json"),
                    "{\"startUrl\":\"https://office.awsapps.example/start\",\"region\":\"eu-central-1\","
                            + "\"accessToken\":\"signed in\",\"expiresAt\":\"" + LATER + "\"}");
            Credentials given = ofProfile("work").credentials();
            assertThat(given)
                    .isEqualTo(Credentials.of("SSO", "s")
                            .withSessionToken("t")
                            .expiringAt(given.expiration().orElseThrow()));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        } finally {
            SystemSettingUtilsTestBackdoor.clearEnvironmentVariableOverrides();
            System.clearProperty("aws.endpointUrlSso");
            server.stop(0);
        }
        assertThat(asked).containsExactly("/federation/credentials?role_name=dev&account_id=123456789012 signed in");
    }

    private static HttpServer serving(HttpHandler handler) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", handler);
        server.start();
        return server;
    }

    private static String at(HttpServer server) {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** A token service over real HTTP, which gives the key R for the action that it is asked for, and remembers the requests. */
    private static HttpServer tokenService(List<String> asked) throws IOException {
        return serving(exchange -> {
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
        System.setProperty("aws.endpointUrlSts", at(server));
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
    void aWebIdentityAssumesItsRole() throws IOException {
        List<String> asked = new CopyOnWriteArrayList<>();
        HttpServer server = tokenService(asked);
        environment.put("AWS_ROLE_ARN", "arn:aws:iam::123456789012:role/pod");
        properties.put(
                "aws.webIdentityTokenFile",
                Files.writeString(home.resolve("token"), "identity").toString());
        System.setProperty("aws.endpointUrlSts", at(server));
        System.setProperty("aws.region", "eu-central-1");
        try {
            CredentialsProvider provider = new WebIdentitySource().provider(profile("any"));
            Credentials given = provider.credentials();
            assertThat(given)
                    .isEqualTo(Credentials.of("R", "s").withSessionToken("t").expiringAt(LATER));
            assertThat(provider.credentials()).isEqualTo(given);
            assertThat(asked).hasSize(1);
            assertThat(provider.invalidate(given)).isTrue();
            assertThat(provider.credentials()).isEqualTo(given);
        } finally {
            System.clearProperty("aws.endpointUrlSts");
            System.clearProperty("aws.region");
            server.stop(0);
        }
        assertThat(asked)
                .as("once, and once more after a refusal")
                .hasSize(2)
                .allSatisfy(request -> assertThat(request).contains("Action=AssumeRoleWithWebIdentity&", "role%2Fpod"));
    }

    @Test
    void aWebIdentityIsSetUpByItsTokenAndThenFailsForGood() {
        environment.put("AWS_ROLE_ARN", "arn:aws:iam::123456789012:role/pod");
        assertThat(isNotSetUp(new WebIdentitySource().provider(profile("any")))).isTrue();
        environment.put("AWS_WEB_IDENTITY_TOKEN_FILE", home.resolve("missing").toString());
        assertThat(isNotSetUp(new WebIdentitySource().provider(profile("any")))).isFalse();
        environment.remove("AWS_ROLE_ARN");
        assertThatThrownBy(
                        () -> new WebIdentitySource().provider(profile("any")).credentials())
                .isInstanceOf(CredentialsException.class)
                .hasMessageContaining("AWS_ROLE_ARN is not");
        assertThat(isNotSetUp(new WebIdentitySource().provider(profile("any")))).isFalse();
    }

    @Test
    void aProfileThatTheProgramNamesGoesBeforeAWebIdentity() throws IOException {
        Files.writeString(
                home.resolve("config"), "[profile dev]\naws_access_key_id = DEV\naws_secret_access_key = s\n");
        environment.put("AWS_WEB_IDENTITY_TOKEN_FILE", "/token");
        environment.put("AWS_ROLE_ARN", "arn:aws:iam::123456789012:role/pod");
        environment.put("AWS_CONFIG_FILE", home.resolve("config").toString());
        environment.put("AWS_REGION", "eu-central-1");
        StatorBuilder builder = Stator.builder().environment(environment);
        assertThat(places(builder)).contains("web identity with the AWS SDK");
        assertThat(places(builder.profile("dev"))).isEqualTo("first of profile with the AWS SDK, profile dev");
    }

    private static String places(StatorBuilder builder) {
        try (Stator db = builder.build()) {
            return db.configuration().setting("credentials").orElseThrow().value();
        }
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
