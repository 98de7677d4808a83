package dev.stator.internal.credentials;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stator.LogLines;
import dev.stator.error.CredentialsException;
import dev.stator.internal.config.Layers;
import dev.stator.internal.credentials.MetadataServer.Answer;
import dev.stator.transport.Credentials;
import dev.stator.transport.CredentialsProvider;
import dev.stator.transport.CredentialsSource;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.assertj.core.util.Throwables;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every place of the chain, the metadata services over real HTTP. */
@Timeout(60)
class StandardChainTest {
    private static final String LATER = "2036-01-01T00:00:00Z";

    @TempDir
    private Path home;

    private final Map<String, String> environment = new HashMap<>();
    private final Map<String, String> properties = new HashMap<>();
    private final List<CredentialsSource> added = new ArrayList<>();

    @BeforeEach
    void noMetadata() {
        environment.put("HOME", home.toString());
        environment.put("AWS_EC2_METADATA_DISABLED", "true");
        environment.put("AWS_METADATA_SERVICE_TIMEOUT", "30");
    }

    private Layers layers(Optional<String> profile) {
        return new Layers(environment, name -> Optional.ofNullable(properties.get(name)), profile);
    }

    private CredentialsProvider chain() {
        return StandardChain.of(layers(Optional.empty()), added, Clock.systemUTC());
    }

    private String found() {
        return chain().credentials().accessKeyId();
    }

    private void file(String name, String text) throws IOException {
        Files.createDirectories(home.resolve(".aws"));
        Files.writeString(home.resolve(".aws").resolve(name), text);
    }

    private static void put(Map<String, String> where, String id, String secret, String value) {
        where.put(id, value);
        where.put(secret, "secret");
    }

    @Test
    void theOrderIsEnvironmentPropertiesModulesFilesContainerInstance() throws IOException {
        try (var server = new MetadataServer(request -> switch (request.path()) {
            case "/container" -> Answer.ok(MetadataServer.key("CONTAINER", LATER));
            case "/latest/api/token" -> Answer.ok("a token");
            case "/latest/meta-data/iam/security-credentials/" -> Answer.ok("role");
            default -> Answer.ok(MetadataServer.key("INSTANCE", LATER));
        })) {
            environment.put("AWS_EC2_METADATA_DISABLED", "false");
            environment.put("AWS_EC2_METADATA_SERVICE_ENDPOINT", server.uri().toString());
            assertThat(found()).isEqualTo("INSTANCE");
            environment.put("AWS_CONTAINER_CREDENTIALS_FULL_URI", server.uri() + "/container");
            assertThat(found()).isEqualTo("CONTAINER");
            file("credentials", "[default]\naws_access_key_id = FILE\naws_secret_access_key = secret\n");
            assertThat(found()).isEqualTo("FILE");
            added.add(source("a module", () -> Credentials.of("MODULE", "secret")));
            assertThat(found()).isEqualTo("MODULE");
            put(properties, "aws.accessKeyId", "aws.secretAccessKey", "PROPERTIES");
            assertThat(found()).isEqualTo("PROPERTIES");
            put(environment, "AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "ENVIRONMENT");
            assertThat(found()).isEqualTo("ENVIRONMENT");
        }
    }

    private static CredentialsSource source(String name, CredentialsProvider provider) {
        return new CredentialsSource() {
            @Override
            public String name() {
                return name;
            }

            @Override
            public CredentialsProvider provider(Profile profile) {
                return provider;
            }
        };
    }

    @Test
    void halfAKeyIsNoKeyAndTokensComeAlong() throws IOException {
        file("credentials", "[default]\naws_access_key_id = FILE\naws_secret_access_key = s\naws_session_token = t\n");
        environment.put("AWS_ACCESS_KEY_ID", "HALF");
        properties.put("aws.secretAccessKey", "half");

        assertThat(chain().credentials()).isEqualTo(Credentials.of("FILE", "s").withSessionToken("t"));
        environment.put("AWS_SECRET_ACCESS_KEY", "s");
        environment.put("AWS_SESSION_TOKEN", "u");
        assertThat(chain().credentials()).isEqualTo(Credentials.of("HALF", "s").withSessionToken("u"));
    }

    @Test
    void aProfileThatTheProgramAsksForGoesBeforeKeysOfTheEnvironment() throws IOException {
        file("config", "[profile dev]\naws_access_key_id = DEV\naws_secret_access_key = s\n");
        put(environment, "AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "ENVIRONMENT");
        put(properties, "aws.accessKeyId", "aws.secretAccessKey", "PROPERTIES");
        environment.put("AWS_PROFILE", "dev");

        assertThat(found()).as("named by the environment").isEqualTo("ENVIRONMENT");
        assertThat(StandardChain.of(layers(Optional.of("dev")), added, Clock.systemUTC())
                        .credentials()
                        .accessKeyId())
                .isEqualTo("DEV");
    }

    @Test
    void whenThereAreNoneTheFailureSaysWhereItLookedAndWhyInVain() throws IOException {
        file("config", "[default]\nregion = eu-west-1\naws_secret_access_key = hidden\n");

        assertThatThrownBy(() -> chain().credentials())
                .isInstanceOf(CredentialsException.class)
                .hasMessageContainingAll(
                        "AWS_ACCESS_KEY_ID",
                        "aws.accessKeyId",
                        "profile default: it has no aws_access_key_id or no aws_secret_access_key in ",
                        "container: AWS_CONTAINER_CREDENTIALS_RELATIVE_URI",
                        "instance metadata: AWS_EC2_METADATA_DISABLED is true",
                        "credentials(…)")
                .hasMessageNotContaining("hidden");
    }

    // What is set up and fails

    /** Behind each place there is another one with a key, which is another identity. */
    private void endsTheSearch(String... words) throws IOException {
        try (var server = new MetadataServer(request -> switch (request.path()) {
            case "/latest/api/token" -> Answer.ok("a token");
            case "/latest/meta-data/iam/security-credentials/" -> Answer.ok("role");
            default -> Answer.ok(MetadataServer.key("INSTANCE", LATER));
        })) {
            environment.put("AWS_EC2_METADATA_DISABLED", "false");
            environment.put("AWS_EC2_METADATA_SERVICE_ENDPOINT", server.uri().toString());
            assertThatThrownBy(this::found)
                    .isInstanceOf(CredentialsException.class)
                    .hasMessageContainingAll(words)
                    .hasMessageContainingAll("environment: ", "is set up", "another identity")
                    .hasMessageNotContainingAny("hidden", "instance metadata");
            assertThat(server.asked()).isEmpty();
        }
    }

    @Test
    void anIdentityOfTheWebThatNoModuleKnowsEndsTheSearch() throws IOException {
        environment.put("AWS_WEB_IDENTITY_TOKEN_FILE", "/token");
        endsTheSearch("web identity: AWS_WEB_IDENTITY_TOKEN_FILE", "stator-aws-sdk");
        added.add(source("a module", () -> Credentials.of("MODULE", "secret")));
        assertThat(found()).isEqualTo("MODULE");
    }

    @Test
    void aModuleThatFailsEndsTheSearchAndOneThatIsNotSetUpDoesNot() throws IOException {
        added.add(source("a module", () -> {
            throw CredentialsException.notSetUp("no such thing");
        }));
        file("credentials", "[default]\naws_access_key_id = FILE\naws_secret_access_key = secret\n");
        assertThat(found()).isEqualTo("FILE");
        added.add(source("another", () -> {
            throw new CredentialsException("the token has expired");
        }));
        endsTheSearch("another: the token has expired");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[default]\nsso_session = work\naws_secret_access_key = hidden\n",
                "[default]\naws_access_key_id = FILE\naws_secret_access_key hidden\n",
                "[default\naws_access_key_id = FILE\naws_secret_access_key = hidden\n"
            })
    void aProfileThatIsMalformedOrNeedsAModuleEndsTheSearch(String text) throws IOException {
        file("credentials", text);
        endsTheSearch("profile default: ", "credentials");
    }

    @Test
    void aProfileThatIsNamedAndGoneEndsTheSearch() throws IOException {
        file("credentials", "[dev]\naws_access_key_id = DEV\naws_secret_access_key = s\n");
        environment.put("AWS_PROFILE", "dev");
        assertThat(found()).isEqualTo("DEV");
        file("credentials", "");
        endsTheSearch("profile dev: there is no such profile");
    }

    @Test
    void aContainerThatRefusesEndsTheSearch() throws IOException {
        environment.put("AWS_CONTAINER_CREDENTIALS_FULL_URI", "http://10.0.0.1/x");
        endsTheSearch("container: AWS_CONTAINER_CREDENTIALS_FULL_URI leads to 10.0.0.1");
        try (var container = new MetadataServer(request -> new Answer(403, ""))) {
            environment.put("AWS_CONTAINER_CREDENTIALS_FULL_URI", container.uri() + "/x");
            endsTheSearch("container: ", "answered with status 403");
            environment.put("AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE", "/nowhere/token");
            endsTheSearch("container: AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE names /nowhere/token");
        }
    }

    @Test
    void aKeyThatCannotBeSentIsToldWithItsPlace() throws IOException {
        String misfit = "cannot be used: The access key id is empty, or has a line break, a blank";
        put(environment, "AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AK hidden");
        endsTheSearch("environment: the key of AWS_ACCESS_KEY_ID " + misfit);
        environment.remove("AWS_ACCESS_KEY_ID");
        put(properties, "aws.accessKeyId", "aws.secretAccessKey", "AK hidden");
        endsTheSearch("system properties: the key of aws.accessKeyId " + misfit);
        properties.clear();
        file("credentials", "[default]\naws_access_key_id = AK hidden\naws_secret_access_key = secret\n");
        endsTheSearch("profile default: its key in ", misfit);
        file("credentials", "");
        try (var container = new MetadataServer(request -> Answer.ok(MetadataServer.key("AK hidden", LATER)))) {
            environment.put("AWS_CONTAINER_CREDENTIALS_FULL_URI", container.uri() + "/x");
            endsTheSearch("container: the key of " + container.uri() + "/x " + misfit);
        }
    }

    @Test
    void aModuleThatThrowsAnythingOrGivesNothingIsToldWithItsPlace() throws IOException {
        added.add(source("a module", () -> {
            throw new IllegalStateException("hidden");
        }));
        endsTheSearch("a module: it failed with java.lang.IllegalStateException");
        added.set(0, source("a module", StandardChainTest::none));
        endsTheSearch("a module: it gave none (null)");
    }

    @SuppressWarnings("NullAway") // As a program may that is not checked for it.
    private static Credentials none() {
        return null;
    }

    /** A role that ends must not become that of the machine when the service stumbles. */
    @Test
    void thePlaceThatGaveThemIsNotLeftForAnotherBecauseItFails() {
        AtomicInteger asked = new AtomicInteger();
        var chain = new ProviderChain(List.of(
                new ProviderChain.Link("first", () -> {
                    if (asked.incrementAndGet() == 2) {
                        throw new CredentialsException("stumbles");
                    }
                    return Credentials.of("FIRST", "secret");
                }),
                new ProviderChain.Link("second", () -> Credentials.of("SECOND", "secret"))));
        assertThat(chain.credentials().accessKeyId()).isEqualTo("FIRST");
        assertThatThrownBy(chain::credentials).hasMessageContaining("first: stumbles");
        assertThat(chain.credentials().accessKeyId()).isEqualTo("FIRST");
    }

    @Test
    void aProfileThatTheProgramAsksForGoesBeforeWhatModulesFindInTheEnvironment() throws IOException {
        file("config", "[profile dev]\naws_access_key_id = DEV\naws_secret_access_key = s\n");
        environment.put("AWS_WEB_IDENTITY_TOKEN_FILE", "/token");
        CredentialsProvider web = () -> Credentials.of("WEB", "secret");
        added.add(new CredentialsSource() {
            @Override
            public String name() {
                return "web";
            }

            @Override
            public boolean isOfProfile() {
                return false;
            }

            @Override
            public CredentialsProvider provider(Profile profile) {
                return web;
            }
        });

        assertThat(found()).isEqualTo("WEB");
        assertThat(StandardChain.of(layers(Optional.of("dev")), added, Clock.systemUTC())
                        .credentials()
                        .accessKeyId())
                .isEqualTo("DEV");
    }

    @Test
    void theProviderThatGaveThemIsInvalidatedAndNoOther() {
        List<String> invalidated = new ArrayList<>();
        AtomicInteger asked = new AtomicInteger();
        CredentialsProvider first = provider("first", invalidated, () -> {
            throw CredentialsException.notSetUp("none");
        });
        CredentialsProvider second =
                provider("second", invalidated, () -> Credentials.of("K" + asked.incrementAndGet(), "secret"));
        var chain = new ProviderChain(
                List.of(new ProviderChain.Link("first", first), new ProviderChain.Link("second", second)));
        Credentials old = chain.credentials();

        assertThat(chain.invalidate(Credentials.of("K0", "secret")))
                .as("of others, which are not given any more")
                .isTrue();
        assertThat(invalidated).isEmpty();
        assertThat(chain.invalidate(old)).isTrue();
        assertThat(invalidated).containsExactly("second");
        assertThat(chain.credentials().accessKeyId()).isEqualTo("K2");
    }

    private static CredentialsProvider provider(String name, List<String> invalidated, CredentialsProvider source) {
        return new CredentialsProvider() {
            @Override
            public Credentials credentials() {
                return source.credentials();
            }

            @Override
            public boolean invalidate(Credentials refused) {
                return invalidated.add(name);
            }
        };
    }

    @Test
    void theChoiceIsKeptUntilItFails() {
        List<String> asked = new ArrayList<>();
        CredentialsProvider first = () -> {
            asked.add("first");
            if (asked.size() < 4) {
                throw CredentialsException.notSetUp("not yet");
            }
            return Credentials.of("FIRST", "secret");
        };
        CredentialsProvider second = () -> {
            asked.add("second");
            if (asked.size() == 3) {
                throw CredentialsException.notSetUp("no more");
            }
            return Credentials.of("SECOND", "secret");
        };
        LogLines lines = new LogLines();
        var chain = new ProviderChain(
                List.of(new ProviderChain.Link("first", first), new ProviderChain.Link("second", second)),
                lines.of("credentials"));

        assertThat(chain.credentials().accessKeyId()).isEqualTo("SECOND");
        assertThat(chain.credentials().accessKeyId()).isEqualTo("FIRST");
        assertThat(asked).containsExactly("first", "second", "second", "first");
        assertThat(lines.all()).contains("credentials: Credentials come from first now, as second has none any more");
    }

    @Test
    void theLogTellsWhereCredentialsComeFromAndNoneOfThem() {
        Instant end = Instant.parse(LATER);
        AtomicInteger asked = new AtomicInteger();
        LogLines lines = new LogLines();
        var chain = new ProviderChain(
                List.of(
                        new ProviderChain.Link("first", () -> {
                            throw CredentialsException.notSetUp("is empty");
                        }),
                        new ProviderChain.Link("second", () -> {
                            if (asked.incrementAndGet() == 2) {
                                throw CredentialsException.notSetUp("is gone");
                            }
                            return Credentials.of("AKID", "hidden")
                                    .withSessionToken("hidden")
                                    .expiringAt(end);
                        })),
                lines.of("credentials"));
        chain.credentials();
        chain.credentials();

        assertThat(lines.all())
                .containsExactly(
                        "credentials: first has no credentials: is empty",
                        "credentials: Credentials come from second, until " + LATER,
                        "credentials: second has no credentials any more: is gone",
                        "credentials: first has no credentials: is empty",
                        "credentials: Credentials come from second, until " + LATER);
    }

    @Test
    void keysThatWereRotatedInTheFileAreReadAfterARefusal() throws IOException {
        file("credentials", "[default]\naws_access_key_id = OLD\naws_secret_access_key = s\n");
        CredentialsProvider chain = chain();
        Credentials old = chain.credentials();
        file("credentials", "[default]\naws_access_key_id = NEW\naws_secret_access_key = s\n");

        assertThat(chain.credentials().accessKeyId()).isEqualTo("OLD");
        assertThat(chain.invalidate(old)).isTrue();
        assertThat(chain.credentials().accessKeyId()).isEqualTo("NEW");
    }

    // Container

    @Test
    void aContainersCredentialsHaveTokenAndEnd() throws IOException {
        try (var server = new MetadataServer(request -> Answer.ok(MetadataServer.key("C", LATER)))) {
            environment.put("AWS_CONTAINER_CREDENTIALS_RELATIVE_URI", "/v2/credentials/1?x=y");
            environment.put("AWS_CONTAINER_CREDENTIALS_FULL_URI", "http://127.0.0.1:1/not-this");
            Credentials key = new ContainerCredentials(layers(Optional.empty()), server.uri()).credentials();

            assertThat(key)
                    .isEqualTo(Credentials.of("C", "secret")
                            .withSessionToken("token-C")
                            .expiringAt(Instant.parse(LATER)));
            assertThat(server.asked())
                    .containsExactly(new MetadataServer.Asked("GET", "/v2/credentials/1?x=y", null, null));
        }
    }

    @Test
    void aPathDoesNotLeadToAnotherHostThanTheContainersOwn() throws IOException {
        try (var server = new MetadataServer(request -> Answer.ok(MetadataServer.key("C", LATER)));
                var other = new MetadataServer(request -> Answer.ok(MetadataServer.key("EVIL", LATER)))) {
            environment.put(
                    "AWS_CONTAINER_CREDENTIALS_RELATIVE_URI", "//" + other.uri().getAuthority() + "/x");
            environment.put("AWS_CONTAINER_AUTHORIZATION_TOKEN", "Basic abc");

            assertThat(new ContainerCredentials(layers(Optional.empty()), server.uri())
                            .credentials()
                            .accessKeyId())
                    .isEqualTo("C");
            assertThat(other.asked()).isEmpty();
        }
    }

    @Test
    void theTokenOfAContainerIsThatOfTheFileReadAnewEachTime() throws IOException {
        try (var server = new MetadataServer(request -> Answer.ok(MetadataServer.key("C", LATER)))) {
            environment.put("AWS_CONTAINER_CREDENTIALS_FULL_URI", server.uri() + "/get");
            environment.put("AWS_CONTAINER_AUTHORIZATION_TOKEN", "Basic abc");
            var provider = new ContainerCredentials(layers(Optional.empty()));
            provider.credentials();
            Path file = Files.writeString(home.resolve("token"), "one\n");
            environment.put("AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE", file.toString());
            provider.credentials();
            Files.writeString(file, "two");
            provider.credentials();

            assertThat(server.asked()).extracting("authorization").containsExactly("Basic abc", "one", "two");
            Files.writeString(file, "t\nX-Evil: 1");
            assertThatThrownBy(provider::credentials)
                    .hasMessageContaining("line break")
                    .hasMessageNotContaining("Evil");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://example.com/x",
                "http://10.0.0.1/x",
                "http://169.254.170.3/x",
                "ftp://127.0.0.1/x",
                "/x",
                "http://"
            })
    void aTokenIsNotSentInTheClearToStrangers(String uri) {
        environment.put("AWS_CONTAINER_CREDENTIALS_FULL_URI", uri);
        environment.put("AWS_CONTAINER_AUTHORIZATION_TOKEN", "a-token");

        assertThatThrownBy(new ContainerCredentials(layers(Optional.empty()))::credentials)
                .isInstanceOf(CredentialsException.class)
                .hasMessageContaining("AWS_CONTAINER_CREDENTIALS_FULL_URI")
                .hasMessageNotContaining("a-token");
    }

    @Test
    void aContainerIsAskedThreeTimesWhileItFailsAndOnceWhenItRefuses() throws IOException {
        List<Answer> answers = new ArrayList<>(List.of(new Answer(500, ""), new Answer(503, "")));
        try (var server = new MetadataServer(
                request -> answers.isEmpty() ? Answer.ok(MetadataServer.key("C", LATER)) : answers.remove(0))) {
            environment.put("AWS_CONTAINER_CREDENTIALS_FULL_URI", server.uri() + "/get");
            var provider = new ContainerCredentials(layers(Optional.empty()));

            assertThat(provider.credentials().accessKeyId()).isEqualTo("C");
            assertThat(server.asked()).hasSize(3);
            answers.addAll(List.of(new Answer(500, ""), new Answer(500, ""), new Answer(500, ""), new Answer(403, "")));
            assertThatThrownBy(provider::credentials).hasMessageContaining("status 500");
            assertThat(server.asked()).hasSize(6);
            assertThatThrownBy(provider::credentials).hasMessageContaining("status 403");
            assertThat(server.asked()).hasSize(7);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "not json with secret-x",
                "[]",
                "{\"AccessKeyId\":\"A\",\"SecretAccessKey\":null,\"Token\":\"secret-x\"}",
                "{\"AccessKeyId\":\"A\",\"SecretAccessKey\":\"secret-x\",\"Expiration\":\"soon\"}",
                "{\"Code\":\"AssumeRoleUnauthorizedAccess\",\"AccessKeyId\":\"A\",\"SecretAccessKey\":\"secret-x\"}",
                "{\"code\":\"InvalidToken\",\"message\":\"secret-x\"}"
            })
    void anAnswerThatIsNoKeyIsAFailureThatDoesNotQuoteIt(String body) throws IOException {
        try (var server = new MetadataServer(request -> Answer.ok(body))) {
            environment.put("AWS_CONTAINER_CREDENTIALS_FULL_URI", server.uri() + "/get");

            assertThatThrownBy(new ContainerCredentials(layers(Optional.empty()))::credentials)
                    .isInstanceOf(CredentialsException.class)
                    .hasMessageContaining("answered with")
                    .hasMessageNotContaining("secret-x");
        }
    }

    // Instance

    private InstanceCredentials instance(URI uri) {
        environment.put("AWS_EC2_METADATA_DISABLED", "false");
        environment.put("AWS_EC2_METADATA_SERVICE_ENDPOINT", uri + "/");
        return new InstanceCredentials(layers(Optional.empty()));
    }

    @Test
    void anInstanceIsAskedWithASessionToken() throws IOException {
        try (var server = new MetadataServer(request -> switch (request.path()) {
            case "/latest/api/token" -> Answer.ok("a token");
            case "/latest/meta-data/iam/security-credentials/" -> Answer.ok("my-role\n");
            default -> Answer.ok(MetadataServer.key("I", LATER));
        })) {
            assertThat(instance(server.uri()).credentials().accessKeyId()).isEqualTo("I");
            String roles = "/latest/meta-data/iam/security-credentials/";
            assertThat(server.asked())
                    .containsExactly(
                            new MetadataServer.Asked("PUT", "/latest/api/token", null, null),
                            new MetadataServer.Asked("GET", roles, null, "a token"),
                            new MetadataServer.Asked("GET", roles + "my-role", null, "a token"));
        }
    }

    /** A proxy may answer with the key itself; and a role that leads elsewhere would take the session's token there. */
    @Test
    void whatIsNoNameOfARoleIsNeitherQuotedNorFollowed() throws IOException {
        AtomicReference<String> role = new AtomicReference<>("");
        try (var other = new MetadataServer(request -> Answer.ok(MetadataServer.key("EVIL", LATER)));
                var server = new MetadataServer(request -> switch (request.path()) {
                    case "/latest/api/token" -> Answer.ok("a token");
                    case "/latest/meta-data/iam/security-credentials/" -> Answer.ok(role.get());
                    default -> Answer.ok(MetadataServer.key("I", LATER));
                })) {
            InstanceCredentials instance = instance(server.uri());
            for (String name : List.of(
                    MetadataServer.key("I", LATER),
                    "<html>secret</html>",
                    other.uri() + "/secret",
                    "//" + other.uri().getAuthority() + "/secret",
                    "../secret",
                    "a secret",
                    "secret".repeat(11))) {
                role.set(name);
                for (CredentialsProvider asked : List.of(instance, chain())) {
                    assertThatThrownBy(asked::credentials)
                            .isInstanceOf(CredentialsException.class)
                            .hasMessageContaining(
                                    "/security-credentials/ answered with something that is not the name of a role")
                            .satisfies(failure -> assertThat(Throwables.getStackTrace(failure))
                                    .doesNotContain("secret\"", "secret<", "/secret", "a secret", "secretsecret"));
                }
            }
            role.set("a+b=c,d.e@f-g_H");
            assertThat(instance.credentials().accessKeyId()).isEqualTo("I");
            assertThat(server.asked().get(server.asked().size() - 1).path()).endsWith("/a+b=c,d.e@f-g_H");
            assertThat(other.asked()).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {403, 404, 405})
    void withoutATokenItIsAskedOnlyWhenThatIsAllowed(int status) throws IOException {
        try (var server = new MetadataServer(request -> switch (request.path()) {
            case "/latest/api/token" -> new Answer(status, "");
            case "/latest/meta-data/iam/security-credentials/" -> Answer.ok("my-role");
            default -> Answer.ok(MetadataServer.key("I", LATER));
        })) {
            assertThatThrownBy(instance(server.uri())::credentials)
                    .hasMessageContaining("AWS_EC2_METADATA_V1_DISABLED is false");
            environment.put("AWS_EC2_METADATA_V1_DISABLED", "false");
            assertThat(instance(server.uri()).credentials().accessKeyId()).isEqualTo("I");
            environment.put("AWS_EC2_METADATA_V1_DISABLED", "true");
            assertThatThrownBy(instance(server.uri())::credentials).isInstanceOf(CredentialsException.class);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {500, 503, 429})
    void atAFailureThatMayPassTheSameIsAskedUpToThreeTimesAndTheFirstVersionIsNot(int status) throws IOException {
        try (var server = new MetadataServer(request -> new Answer(status, ""))) {
            environment.put("AWS_EC2_METADATA_V1_DISABLED", "false");
            assertThatThrownBy(instance(server.uri())::credentials).hasMessageContaining("status " + status);
            assertThat(server.asked())
                    .hasSize(3)
                    .containsOnly(new MetadataServer.Asked("PUT", "/latest/api/token", null, null));
            environment.put("AWS_METADATA_SERVICE_NUM_ATTEMPTS", "5");
            assertThatThrownBy(instance(server.uri())::credentials).isInstanceOf(CredentialsException.class);
            assertThat(server.asked()).hasSize(8);
        }
    }

    @Test
    void aServiceThatStumblesAtEachRequestIsAskedAgain() throws IOException {
        Set<String> stumbled = ConcurrentHashMap.newKeySet();
        try (var server = new MetadataServer(request -> {
            if (stumbled.add(request.path())) {
                // Not at the first request, as silence there says that nobody is there.
                return request.method().equals("PUT") ? new Answer(503, "") : null;
            }
            return switch (request.path()) {
                case "/latest/api/token" -> Answer.ok("a token");
                case "/latest/meta-data/iam/security-credentials/" -> Answer.ok("my-role");
                default -> Answer.ok(MetadataServer.key("I", LATER));
            };
        })) {
            assertThat(instance(server.uri()).credentials().accessKeyId()).isEqualTo("I");
            assertThat(server.asked()).hasSize(6);
        }
    }

    @Test
    void anOverloadedServiceHasAMomentToRecover() throws IOException {
        AtomicLong first = new AtomicLong();
        try (var server = new MetadataServer(request -> {
            first.compareAndSet(0, System.nanoTime());
            boolean overloaded = System.nanoTime() - first.get() < 150_000_000;
            return overloaded ? new Answer(503, "") : Answer.ok(MetadataServer.key("C", LATER));
        })) {
            environment.put("AWS_CONTAINER_CREDENTIALS_FULL_URI", server.uri() + "/get");
            assertThat(new ContainerCredentials(layers(Optional.empty()))
                            .credentials()
                            .accessKeyId())
                    .isEqualTo("C");
        }
    }

    @Test
    void thatNobodyIsThereIsFoundOutOnceUnlessToldOtherwise() throws IOException {
        try (var server = new MetadataServer(request -> null)) {
            assertThatThrownBy(instance(server.uri())::credentials)
                    .hasMessageContaining("did not answer")
                    .isInstanceOfSatisfying(
                            CredentialsException.class,
                            e -> assertThat(e.isNotSetUp()).isTrue());
            assertThat(server.asked()).hasSize(1);
            environment.put("AWS_METADATA_SERVICE_NUM_ATTEMPTS", "2");
            assertThatThrownBy(instance(server.uri())::credentials).hasMessageContaining("did not answer");
            assertThat(server.asked()).hasSize(3);
        }
    }

    @Test
    void whoDoesNotAnswerInTimeIsGivenUp() throws Exception {
        CountDownLatch end = new CountDownLatch(1);
        try (var server = new MetadataServer(request -> {
            try {
                end.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return null;
        })) {
            environment.put("AWS_METADATA_SERVICE_TIMEOUT", "0.05");
            assertThatThrownBy(instance(server.uri())::credentials).hasMessageContaining("did not answer");
            assertThat(server.asked()).hasSizeLessThanOrEqualTo(1); // a busy server may not have heard it yet
            end.countDown();
        }
    }

    @Test
    void nobodyIsAskedWhenTheServiceIsSwitchedOff() throws IOException {
        try (var server = new MetadataServer(request -> new Answer(500, ""))) {
            InstanceCredentials provider = instance(server.uri());
            environment.put("AWS_EC2_METADATA_DISABLED", "true");
            assertThatThrownBy(provider::credentials).hasMessageContaining("AWS_EC2_METADATA_DISABLED");
            assertThat(server.asked()).isEmpty();
        }
    }

    @Test
    void anInstanceWithoutARoleHasNone() throws IOException {
        try (var server =
                new MetadataServer(request -> Answer.ok(request.method().equals("PUT") ? "token" : " "))) {
            assertThatThrownBy(instance(server.uri())::credentials).hasMessageContaining("no role");
        }
    }

    // All together

    /** Keys of an hour, sixteen callers, twenty hours, and a service that fails every other time. */
    @Test
    void underLoadKeysAreRotatedInTimeThoughTheServiceStumbles() throws Exception {
        AtomicInteger minute = new AtomicInteger();
        Instant start = Instant.parse("2026-01-01T00:00:00Z");
        Clock clock = new Clock() {
            @Override
            public Instant instant() {
                return start.plus(Duration.ofMinutes(minute.get()));
            }

            @Override
            public ZoneId getZone() {
                return ZoneOffset.UTC;
            }

            @Override
            public Clock withZone(ZoneId zone) {
                return this;
            }
        };
        AtomicInteger requests = new AtomicInteger();
        Set<String> issued = ConcurrentHashMap.newKeySet();
        try (var server = new MetadataServer(request -> {
            int number = requests.incrementAndGet();
            if (number % 2 == 0) {
                return new Answer(500, "");
            }
            String id = "K" + number;
            issued.add(id);
            return Answer.ok(MetadataServer.key(
                    id, clock.instant().plus(Duration.ofHours(1)).toString()));
        })) {
            environment.put("AWS_CONTAINER_CREDENTIALS_FULL_URI", server.uri() + "/get");
            CredentialsProvider chain = StandardChain.of(layers(Optional.empty()), added, clock);
            int callers = 16;
            CyclicBarrier step = new CyclicBarrier(callers, () -> minute.addAndGet(8));
            ExecutorService pool = Executors.newFixedThreadPool(callers);
            try {
                List<Future<Integer>> seen = new ArrayList<>();
                for (int c = 0; c < callers; c++) {
                    boolean async = c % 2 == 0;
                    seen.add(pool.submit(() -> {
                        int asked = 0;
                        for (int round = 0; round < 150; round++) {
                            Credentials key = async ? chain.credentialsAsync().join() : chain.credentials();
                            assertThat(key.expiration().orElseThrow()).isAfter(clock.instant());
                            assertThat(issued).contains(key.accessKeyId());
                            asked++;
                            step.await();
                        }
                        return asked;
                    }));
                }
                for (Future<Integer> asked : seen) {
                    assertThat(asked.get()).isEqualTo(150);
                }
            } finally {
                pool.shutdownNow();
            }
            // Twenty hours of keys that last one: one fetch each, of which every other takes two requests.
            assertThat(issued.size()).isBetween(19, 27);
        }
    }
}
