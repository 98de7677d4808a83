package dev.stator;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import dev.stator.Configuration.Setting;
import dev.stator.codec.KeyAttribute;
import dev.stator.codec.TableSchema;
import dev.stator.error.AccessDeniedException;
import dev.stator.error.StatorException;
import dev.stator.internal.http.TestTls;
import dev.stator.testing.ScriptedTransport;
import dev.stator.transport.Credentials;
import dev.stator.transport.CredentialsProvider;
import dev.stator.transport.Proxy;
import dev.stator.transport.RetryPolicy;
import dev.stator.transport.WireRequest;
import dev.stator.value.Item;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Where each setting comes from, and that it is used. */
class ConfigurationTest {
    @TempDir
    private Path home;

    private final Map<String, String> environment = new HashMap<>();

    private StatorBuilder builder() {
        environment.put("HOME", home.toString());
        environment.put("AWS_EC2_METADATA_DISABLED", "true");
        return Stator.builder().environment(environment).systemProperties(Map.of());
    }

    private void config(String text) throws IOException {
        Files.createDirectories(home.resolve(".aws"));
        Files.writeString(home.resolve(".aws").resolve("config"), text);
    }

    private static Setting setting(StatorBuilder builder, String name) {
        try (Stator db = builder.build()) {
            return db.configuration().setting(name).orElseThrow();
        }
    }

    @Test
    void explicitGoesBeforeEnvironmentAndEnvironmentBeforeProfile() throws IOException {
        config("[default]\nregion = eu-west-1\nmax_attempts = 7\nuse_fips_endpoint = true\n");
        assertThat(setting(builder(), "region")).isEqualTo(new Setting("region", "eu-west-1", "profile default"));
        assertThat(setting(builder(), "max attempts").value()).isEqualTo("7");
        assertThat(setting(builder(), "endpoint").value()).isEqualTo("https://dynamodb-fips.eu-west-1.amazonaws.com");
        environment.put("AWS_REGION", "eu-west-2");
        environment.put("AWS_MAX_ATTEMPTS", "8");
        environment.put("AWS_USE_FIPS_ENDPOINT", "false");
        environment.put("AWS_USE_DUALSTACK_ENDPOINT", "true");
        assertThat(setting(builder(), "region").source()).isEqualTo("environment AWS_REGION");
        assertThat(setting(builder(), "max attempts").value()).isEqualTo("8");
        assertThat(setting(builder(), "endpoint").value()).isEqualTo("https://dynamodb.eu-west-2.api.aws");
        StatorBuilder explicit = builder().region("eu-west-3").dualStack(false).fips(true);
        assertThat(setting(explicit, "region")).isEqualTo(new Setting("region", "eu-west-3", "explicit"));
        assertThat(setting(explicit, "endpoint"))
                .isEqualTo(new Setting("endpoint", "https://dynamodb-fips.eu-west-3.amazonaws.com", "default"));
    }

    @Test
    void servicesBesideTheTablesHaveEndpointsOfTheirOwn() {
        environment.put("AWS_REGION", "eu-west-1");
        assertThat(setting(builder(), "streams endpoint"))
                .isEqualTo(
                        new Setting("streams endpoint", "https://streams.dynamodb.eu-west-1.amazonaws.com", "default"));
        assertThat(setting(builder(), "scaling endpoint").value())
                .isEqualTo("https://application-autoscaling.eu-west-1.amazonaws.com");
        environment.put("AWS_ENDPOINT_URL_DYNAMODB_STREAMS", "http://streams:1");
        environment.put("AWS_ENDPOINT_URL_APPLICATION_AUTO_SCALING", "http://scaling:2");
        assertThat(setting(builder(), "streams endpoint").value()).isEqualTo("http://streams:1");
        assertThat(setting(builder(), "scaling endpoint").value()).isEqualTo("http://scaling:2");
        assertThat(setting(builder().endpoint("https://dynamodb.eu-west-2.amazonaws.com"), "scaling endpoint")
                        .value())
                .isEqualTo("https://application-autoscaling.eu-west-2.amazonaws.com");
    }

    private static final List<String> SERVICES = List.of("endpoint", "streams endpoint", "scaling endpoint");

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void anEndpointOfAllServicesHoldsForEach(boolean ofTheEnvironment) throws IOException {
        config("[default]\nregion = eu-west-1\n" + (ofTheEnvironment ? "" : "endpoint_url = http://all:1\n"));
        if (ofTheEnvironment) {
            environment.put("AWS_ENDPOINT_URL", "http://all:1");
        }
        String source = ofTheEnvironment ? "environment AWS_ENDPOINT_URL" : "profile default";
        for (String service : SERVICES) {
            assertThat(setting(builder(), service)).isEqualTo(new Setting(service, "http://all:1", source));
        }
        environment.put("AWS_ENDPOINT_URL_DYNAMODB", "http://tables:2");
        assertThat(setting(builder(), "endpoint").value()).isEqualTo("http://tables:2");
        assertThat(setting(builder(), "streams endpoint").value()).isEqualTo("http://all:1");
        assertThat(setting(builder(), "scaling endpoint").value()).isEqualTo("http://all:1");
    }

    @Test
    void whatTheProgramSaysOfTheTablesHoldsForStreamsAndScalingUnlessItSaysSomethingOfThese() {
        environment.put("AWS_REGION", "eu-west-1");
        environment.put("AWS_ENDPOINT_URL", "http://all:1");
        environment.put("AWS_ENDPOINT_URL_DYNAMODB_STREAMS", "http://streams:2");
        StatorBuilder local = builder().endpoint("http://localhost:8000");
        assertThat(setting(local, "endpoint")).isEqualTo(new Setting("endpoint", "http://localhost:8000", "explicit"));
        assertThat(setting(local, "streams endpoint"))
                .isEqualTo(new Setting("streams endpoint", "http://localhost:8000", "with the endpoint"));
        assertThat(setting(local, "scaling endpoint").value()).isEqualTo("http://localhost:8000");
        StatorBuilder inVpc = builder()
                .endpoint("https://vpce-1a-2b.dynamodb.eu-west-1.vpce.amazonaws.com")
                .scalingEndpoint("https://vpce-3c.application-autoscaling.eu-west-1.vpce.amazonaws.com");
        assertThat(setting(inVpc, "streams endpoint").value())
                .isEqualTo("https://streams.dynamodb.eu-west-1.amazonaws.com");
        assertThat(setting(inVpc, "scaling endpoint"))
                .isEqualTo(new Setting(
                        "scaling endpoint",
                        "https://vpce-3c.application-autoscaling.eu-west-1.vpce.amazonaws.com",
                        "explicit"));
        assertThat(setting(builder().streamsEndpoint("http://mine:3"), "streams endpoint")
                        .value())
                .isEqualTo("http://mine:3");
        assertThat(setting(builder().streamsEndpoint("http://mine:3"), "endpoint")
                        .value())
                .isEqualTo("http://all:1");
        assertThatThrownBy(() -> builder().streamsEndpoint("mine:3")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> builder().scalingEndpoint("mine:3")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void theProfileThatIsNamedOutsideMustExistToo() throws IOException {
        config("[profile dev]\nregion = eu-west-2\n");
        environment.put("AWS_PROFILE", "dev");
        assertThat(setting(builder(), "region").source()).isEqualTo("profile dev");
        environment.put("AWS_PROFILE", "prod");
        assertThatThrownBy(() -> builder()
                        .region("eu-west-1")
                        .credentials("AKID", "secret")
                        .build())
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContainingAll("no profile prod", "environment AWS_PROFILE", home.toString());
        builder().transport(new ScriptedTransport()).build().close();
        environment.remove("AWS_PROFILE");
        builder().region("eu-west-1").build().close();
    }

    @Test
    void theProfileThatIsAskedForMustExistAndDecides() throws IOException {
        config("[default]\nregion = eu-west-1\n[profile dev]\nregion = eu-west-2\n");
        assertThat(setting(builder().profile("dev"), "region").source()).isEqualTo("profile dev");
        assertThat(setting(builder().profile("dev"), "profile").source()).isEqualTo("explicit");
        assertThatThrownBy(() -> builder().profile("prod").build())
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContainingAll("no profile prod", home.toString());
    }

    @ParameterizedTest
    @CsvSource({
        "AWS_REGION, Frankfurt, eu-central-1",
        "AWS_MAX_ATTEMPTS, none, at least 1",
        "AWS_RETRY_MODE, wild, standard",
        "AWS_USE_FIPS_ENDPOINT, 1, true or false",
        "AWS_ENDPOINT_URL, localhost:8000, http://localhost:8000",
        "AWS_METADATA_SERVICE_TIMEOUT, soon, seconds",
        "AWS_METADATA_SERVICE_NUM_ATTEMPTS, 0, at least 1",
        "AWS_EC2_METADATA_V1_DISABLED, maybe, true or false",
        "AWS_EC2_METADATA_SERVICE_ENDPOINT, here, http://169.254.169.254",
        "AWS_EC2_METADATA_SERVICE_ENDPOINT_MODE, IPv5, IPv6"
    })
    void aValueThatCannotBeUsedIsRefusedWithThePlaceItWasFound(String variable, String value, String hint) {
        environment.put("AWS_REGION", "eu-central-1");
        builder().build().close();
        environment.put(variable, value);

        assertThatThrownBy(() -> builder().build())
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContainingAll("environment " + variable, value, hint);
    }

    @Test
    void aFipsOrDualStackEndpointIsNotDroppedForOneThatIsSet() {
        environment.put("AWS_REGION", "eu-central-1");
        String aws = "https://dynamodb.eu-central-1.amazonaws.com";
        builder().endpoint(aws).fips(false).dualStack(false).build().close();
        builder().fips(true).dualStack(true).build().close();
        assertThatThrownBy(() -> builder().endpoint(aws).fips(true).build())
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContainingAll("FIPS endpoint", aws, "explicit", "Leave one of the two out");
        assertThatThrownBy(() -> builder().endpoint(aws).dualStack(true).build())
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContainingAll("dual-stack endpoint", aws);
        environment.put("AWS_USE_FIPS_ENDPOINT", "true");
        environment.put("AWS_ENDPOINT_URL_DYNAMODB_STREAMS", "https://streams");
        assertThatThrownBy(() -> builder().build())
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContainingAll("environment AWS_USE_FIPS_ENDPOINT", "streams endpoint https://streams");
        environment.put("AWS_IGNORE_CONFIGURED_ENDPOINT_URLS", "true");
        builder().build().close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://user:hidden@proxy/",
                "https://user:hid den@proxy/hidden",
                "https://proxy/?token=hidden",
                "https://proxy/#hidden",
                "user:hidden@proxy"
            })
    void aRefusedEndpointDoesNotShowThePasswordInIt(String endpoint) {
        environment.put("AWS_REGION", "eu-central-1");
        assertThatThrownBy(() -> builder().endpoint(endpoint))
                .isInstanceOf(IllegalArgumentException.class)
                .satisfies(e -> assertThat(SecretsTest.printed(e)).doesNotContain("hidden", "hid den"));
        environment.put("AWS_ENDPOINT_URL", endpoint);
        assertThatThrownBy(() -> builder().build())
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("environment AWS_ENDPOINT_URL")
                .satisfies(e -> assertThat(SecretsTest.printed(e)).doesNotContain("hidden", "hid den"));
    }

    @Test
    void withoutARegionTheFailureNamesThePlacesToSetOne() {
        assertThatThrownBy(() -> builder().build())
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContainingAll("AWS_REGION", "profile default", home.toString(), "region(…)");
    }

    @Test
    void theWholeConfigurationCanBePrintedWithTheSourceOfEachSetting() {
        environment.put("AWS_REGION", "cn-north-1");
        environment.put("AWS_MAX_ATTEMPTS", "7");
        environment.put("HTTPS_PROXY", "http://me:hidden@proxy:3128");
        String printed;
        try (Stator db = builder()
                .header("X-Proxy-Key", "hidden")
                .userAgent("shop/1.4")
                .attemptTimeout(Duration.ofSeconds(3))
                .build()) {
            printed = db.configuration().toString();
        }
        String given;
        try (Stator db = builder()
                .credentials("AKID", "hidden")
                .retry(RetryPolicy.never())
                .wrapTransport(http -> http)
                .build()) {
            given = db.configuration().toString();
        }

        assertThat(printed.lines().map(line -> line.replaceAll(" {2,}", " | ")))
                .containsExactlyInAnyOrder(
                        "profile | default | default",
                        "config file | " + home + "/.aws/config | default",
                        "credentials file | " + home + "/.aws/credentials | default",
                        "region | cn-north-1 | environment AWS_REGION",
                        "FIPS endpoint | false | default",
                        "dual-stack endpoint | false | default",
                        "ignore configured endpoints | false | default",
                        "endpoint | https://dynamodb.cn-north-1.amazonaws.com.cn | default",
                        "streams endpoint | https://streams.dynamodb.cn-north-1.amazonaws.com.cn | default",
                        "scaling endpoint | https://application-autoscaling.cn-north-1.amazonaws.com.cn | default",
                        "credentials | first of environment, system properties, profile default, container, instance"
                                + " metadata | default",
                        "connect timeout | PT2S | default",
                        "max connections | 64 | default",
                        "connection max age | PT5M | default",
                        "trusted certificates | those of the Java runtime | default",
                        "user agent | stator shop/1.4 | explicit",
                        "headers | X-Proxy-Key | explicit",
                        "proxy | http://proxy:3128 as me | environment HTTPS_PROXY",
                        "transport | HTTP | default",
                        "retry mode | standard | default",
                        "max attempts | 7 | environment AWS_MAX_ATTEMPTS",
                        "retry | " + RetryPolicy.standard().withMaxAttempts(7) + " | retry mode and max attempts",
                        "attempt timeout | PT3S | explicit",
                        "call timeout | PT1M | default");
        assertThat(given)
                .containsPattern("credentials +given +explicit\n")
                .containsPattern("transport +HTTP, wrapped +explicit\n")
                .containsPattern("retry +RetryPolicy\\[1 attempts, .* +explicit\n")
                .doesNotContain("hidden");
    }

    @Test
    void aProxyOfTheEnvironmentIsForEndpointsOfItsSchemeAndNotForThisMachine() {
        environment.put("AWS_REGION", "eu-central-1");
        environment.put("HTTPS_PROXY", "http://me:hidden@proxy:3128");
        environment.put("NO_PROXY", "*.internal,example.com:8443");
        assertThat(setting(builder(), "proxy"))
                .isEqualTo(new Setting(
                        "proxy", "http://proxy:3128 as me except *.internal, .example.com", "environment HTTPS_PROXY"));
        for (String direct : List.of("http://service:8000", "https://localhost:8443", "https://127.0.0.1")) {
            try (Stator db = builder().endpoint(direct).build()) {
                assertThat(db.configuration().setting("proxy").orElseThrow().value())
                        .as(direct)
                        .isEqualTo("none");
            }
        }
        StatorBuilder explicit = builder().endpoint("http://localhost:8000").proxy(Proxy.of("other:3128"));
        assertThat(setting(explicit, "proxy")).isEqualTo(new Setting("proxy", "http://other:3128", "explicit"));
        environment.put("HTTPS_PROXY", "socks://me:hidden@proxy");
        assertThatThrownBy(() -> builder().build())
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("HTTPS_PROXY")
                .hasMessageNotContaining("hidden");
    }

    @ParameterizedTest
    @CsvSource({
        "amazonaws.com, false",
        "dynamodb.eu-central-1.amazonaws.com:443, false",
        "*.amazonaws.com, false",
        "amazonaws, true",
        "naws.com, true",
        "169.254.169.254, true",
        "[::1]:8000, true"
    })
    void whatNeedsNoProxyIsReadAsOtherProgramsDo(String none, boolean proxied) {
        environment.put("HTTPS_PROXY", "proxy:3128");
        environment.put("NO_PROXY", "localhost, " + none + ",");
        environment.put("AWS_REGION", "eu-central-1");
        try (Stator db = builder().build()) {
            String shown = db.configuration().setting("proxy").orElseThrow().value();
            String[] entries = Pattern.compile(", ").split(shown.substring(shown.indexOf("except ") + 7));
            Proxy read = Proxy.of("proxy:3128").except(entries);
            assertThat(read.serves("dynamodb.eu-central-1.amazonaws.com")).isEqualTo(proxied);
        }
    }

    @ParameterizedTest
    @EnumSource
    void eachServiceDecidesForItselfWhetherItNeedsTheProxy(Mode mode) throws IOException {
        List<Sent> proxied = new ArrayList<>();
        List<Sent> direct = new ArrayList<>();
        HttpServer proxy = server(proxied, 200, "{\"Streams\":[]}");
        HttpServer here = server(direct, 200, "{\"TableNames\":[]}");
        environment.put("AWS_REGION", "eu-central-1");
        environment.put("http_proxy", at(proxy));
        environment.put("AWS_ENDPOINT_URL_DYNAMODB", at(here));
        environment.put("AWS_ENDPOINT_URL_DYNAMODB_STREAMS", "http://streams.invalid:1");
        try (Stator db = builder().credentials("AKID", "secret").build()) {
            mode.run(db.tableNames());
            mode.run(db.call("ListStreams", "{}"));
            assertThat(db.configuration().setting("proxy").orElseThrow().source())
                    .isEqualTo("environment http_proxy");
        } finally {
            proxy.stop(0);
            here.stop(0);
        }

        assertThat(direct).hasSize(1);
        assertThat(proxied).extracting(Sent::path).containsExactly("http://streams.invalid:1/");
    }

    @Test
    void certificatesToTrustMayBeNamedOutsideAndAreReadWhenTheClientIsMade() throws Exception {
        Path good = Files.writeString(home.resolve("good.pem"), TestTls.pem());
        Path bad = Files.writeString(home.resolve("bad.pem"), "nothing");
        environment.put("AWS_REGION", "eu-central-1");
        assertThat(setting(builder(), "trusted certificates"))
                .isEqualTo(new Setting("trusted certificates", "those of the Java runtime", "default"));
        environment.put("AWS_CA_BUNDLE", good.toString());
        assertThat(setting(builder(), "trusted certificates").source()).isEqualTo("environment AWS_CA_BUNDLE");
        environment.put("AWS_CA_BUNDLE", home.resolve("missing.pem").toString());
        assertThatThrownBy(() -> builder().build())
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContainingAll("environment AWS_CA_BUNDLE", "missing.pem");
        assertThat(setting(builder().trustedCertificates(good), "trusted certificates"))
                .isEqualTo(new Setting("trusted certificates", good.toString(), "explicit"));
        assertThatThrownBy(() -> builder().trustedCertificates(bad).build())
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContainingAll("trustedCertificates(…)", "bad.pem");
    }

    @Test
    void onlyOneMaySayWhatToTrust() throws GeneralSecurityException {
        SSLContext context = SSLContext.getDefault();
        environment.put("AWS_REGION", "eu-central-1");
        environment.put("AWS_CA_BUNDLE", "/missing.pem");
        assertThat(setting(builder().tls(context), "TLS")).isEqualTo(new Setting("TLS", "given", "explicit"));
        StatorBuilder certificates = builder().trustedCertificates(Path.of("mine.pem"));
        assertThatThrownBy(() -> certificates.tls(context))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContainingAll("tls(…)", "trustedCertificates(…)");
        StatorBuilder tls = builder().tls(context);
        assertThatThrownBy(() -> tls.trustedCertificates(Path.of("mine.pem")))
                .isInstanceOf(IllegalStateException.class);
    }

    // What is set is what is sent

    private record Sent(String path, Map<String, String> headers) {}

    private static HttpServer server(List<Sent> sent, int status, String body) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            Map<String, String> headers = new HashMap<>();
            exchange.getRequestHeaders()
                    .forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), values.get(0)));
            sent.add(new Sent(exchange.getRequestURI().toString(), headers));
            byte[] reply = body.getBytes(UTF_8);
            exchange.sendResponseHeaders(status, reply.length);
            exchange.getResponseBody().write(reply);
            exchange.close();
        });
        server.start();
        return server;
    }

    private static String at(HttpServer server) {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    @ParameterizedTest
    @EnumSource
    void headersOfTheClientAndOfACallAreSentUnsigned(Mode mode) throws IOException {
        List<Sent> sent = new ArrayList<>();
        HttpServer server = server(sent, 200, "{\"TableNames\":[]}");
        environment.put("AWS_REGION", "eu-central-1");
        environment.put("AWS_ENDPOINT_URL", at(server) + "/sub/path");
        try (Stator db = builder()
                .credentials("AKID", "secret")
                .header("X-Team", "one")
                .header("x-way", "builder")
                .header("X-Way", "client")
                .userAgent("shop/1.4")
                .build()) {
            mode.run(db.tableNames());
            mode.run(db.tableNames().with(CallOptions.none().header("x-way", "call")));
        } finally {
            server.stop(0);
        }

        assertThat(sent).extracting(Sent::path).containsOnly("/sub/path");
        assertThat(sent.get(0).headers())
                .containsEntry("x-team", "one")
                .containsEntry("x-way", "client")
                .containsEntry("user-agent", "stator shop/1.4");
        assertThat(sent.get(1).headers()).containsEntry("x-team", "one").containsEntry("x-way", "call");
        assertThat(sent.get(1).headers().get("authorization")).doesNotContain("x-team", "x-way");
    }

    @Test
    void headersThatTheClientSetsItselfAreRefused() {
        for (String name : List.of("Host", "authorization", "X-Amz-Date", "User-Agent", "a b", "", "x:y")) {
            assertThatThrownBy(() -> builder().header(name, "v")).isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> CallOptions.none().header(name, "v")).isInstanceOf(IllegalArgumentException.class);
        }
        assertThatThrownBy(() -> builder().header("X-Fine", "a\r\nX-Evil: hidden"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageNotContaining("hidden");
        assertThat(builder().header("X-Fine", "a")).isNotNull();
    }

    @ParameterizedTest
    @EnumSource
    void aCallMayHaveAPolicyOfItsOwn(Mode mode) {
        ScriptedTransport service =
                new ScriptedTransport().always(request -> ScriptedTransport.failure(500, "InternalServerError"));
        RetryPolicy quick = RetryPolicy.standard().withMaxAttempts(2);
        try (Stator db =
                Stator.builder().transport(service).retry(RetryPolicy.never()).build()) {
            assertThatThrownBy(() -> mode.run(db.tableNames())).isInstanceOf(StatorException.class);
            assertThat(service.requests()).hasSize(1);
            assertThatThrownBy(() -> mode.run(db.tableNames()
                            .with(CallOptions.none().retry(quick))
                            .measured()))
                    .isInstanceOf(StatorException.class);
            assertThat(service.requests()).hasSize(3);
        }
    }

    @Test
    void ofSeveralOptionsTheLastWinsAndTheOthersStay() {
        ScriptedTransport service =
                new ScriptedTransport().always(request -> ScriptedTransport.ok("{\"TableNames\":[]}"));
        try (Stator db = Stator.builder().transport(service).build()) {
            db.tableNames()
                    .with(CallOptions.none()
                            .attemptTimeout(Duration.ofSeconds(2))
                            .header("X-A", "1")
                            .header("X-B", "1"))
                    .with(CallOptions.none().header("X-B", "2"))
                    .execute();
            db.tableNames()
                    .with(CallOptions.none().attemptTimeout(Duration.ofSeconds(5)))
                    .within(Duration.ofSeconds(1))
                    .execute();
        }

        assertThat(service.requests().get(0).timeout()).isEqualTo(Duration.ofSeconds(2));
        assertThat(service.requests().get(0).headers()).isEqualTo(Map.of("X-A", "1", "X-B", "2"));
        assertThat(service.requests().get(1).timeout()).isLessThanOrEqualTo(Duration.ofSeconds(1));
        assertThatThrownBy(() -> CallOptions.none().attemptTimeout(Duration.ZERO))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @EnumSource
    void whatACallSaysGoesBeforeItsTableAndThatBeforeTheClient(Mode mode) {
        ScriptedTransport service = new ScriptedTransport().always(request -> ScriptedTransport.ok("{\"Items\":[]}"));
        CallOptions ofTable = CallOptions.none()
                .attemptTimeout(Duration.ofSeconds(2))
                .header("X-A", "table")
                .header("X-B", "table");
        CallOptions ofCall = CallOptions.none().header("x-b", "call");
        try (Stator db = Stator.builder()
                .transport(service)
                .attemptTimeout(Duration.ofSeconds(3))
                .build()) {
            Table<Item> table = db.with(ofTable).table("items", TableSchema.items(KeyAttribute.string("id")));
            mode.run(table.scan().page().with(ofCall));
            table.scan().forEach(item -> {});
            mode.run(db.with(ofTable).with(ofCall).tableNames());
            mode.run(db.with(CallOptions.none().within(Duration.ofSeconds(1))).tableNames());
            mode.run(db.tableNames());
        }

        assertThat(service.requests())
                .extracting(WireRequest::headers)
                .containsExactly(
                        Map.of("X-A", "table", "x-b", "call"),
                        Map.of("X-A", "table", "X-B", "table"),
                        Map.of("X-A", "table", "x-b", "call"),
                        Map.of(),
                        Map.of());
        assertThat(service.requests().get(0).timeout()).isEqualTo(Duration.ofSeconds(2));
        assertThat(service.requests().get(3).timeout()).isLessThanOrEqualTo(Duration.ofSeconds(1));
        assertThat(service.requests().get(4).timeout()).isEqualTo(Duration.ofSeconds(3));
    }

    @ParameterizedTest
    @EnumSource
    void expiredCredentialsAreFetchedAnewAndTheCallSucceeds(Mode mode) throws IOException {
        List<Sent> sent = new ArrayList<>();
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            String authorization = exchange.getRequestHeaders().getFirst("Authorization");
            boolean old = authorization.contains("Credential=K1/");
            sent.add(new Sent(authorization, Map.of()));
            byte[] reply = (old
                            ? "{\"__type\":\"com.amazon.coral.service#ExpiredTokenException\"}"
                            : "{\"TableNames\":[]}")
                    .getBytes(UTF_8);
            exchange.sendResponseHeaders(old ? 400 : 200, reply.length);
            exchange.getResponseBody().write(reply);
            exchange.close();
        });
        server.start();
        AtomicInteger fetched = new AtomicInteger();
        CredentialsProvider rotating = CredentialsProvider.refreshing(
                () -> Credentials.of("K" + fetched.incrementAndGet(), "secret"), Clock.systemUTC());
        try (Stator db = builder()
                .region("eu-central-1")
                .endpoint(at(server))
                .credentials(rotating)
                .build()) {
            assertThat(mode.run(db.tableNames())).isEmpty();
            assertThat(mode.run(db.tableNames())).isEmpty();
            assertThat(fetched).hasValue(2);
            assertThat(sent).hasSize(3);
            db.renewCredentials();
            assertThat(mode.run(db.tableNames())).isEmpty();
            assertThat(fetched).hasValue(3);
        }
        try (Stator fixed = builder()
                .region("eu-central-1")
                .endpoint(at(server))
                .credentials("K1", "s")
                .build()) {
            assertThatThrownBy(() -> mode.run(fixed.tableNames())).isInstanceOf(AccessDeniedException.class);
            assertThat(sent).hasSize(5);
            assertThatThrownBy(fixed::renewCredentials).isInstanceOf(IllegalStateException.class);
        } finally {
            server.stop(0);
        }
    }
}
