package dev.stator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.stator.testing.ScriptedTransport;
import dev.stator.transport.Credentials;
import dev.stator.transport.Proxy;
import java.net.URI;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What cannot be used of a client's settings is refused at the call that is wrong, and nothing of it is shown that may be secret. */
class BuilderMisuseTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "https://me:hidden@proxy:3128",
                "socks5://me:hidden@proxy",
                "http://me:hidden@proxy:99999",
                "http://me:hidden@proxy:0",
                "http://me:hidden@proxy/path",
                "http://me:hidden@proxy?hidden=1",
                "http://me:hid#den@proxy",
                "http://me:hidden more@proxy",
                "http://:hidden@proxy",
                "http://me%0Ahidden:x@proxy",
                "http://me:hidden%0A@proxy"
            })
    void whatIsNoProxyIsRefused(String address) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Proxy.of(address))
                .withMessageContaining("proxy")
                .withMessageNotContainingAny("hidden", "hid#den");
    }

    @ParameterizedTest
    @CsvSource({
        "proxy:3128, http://proxy:3128",
        "http://proxy/, http://proxy:80",
        "http://[::1]:3128, http://[::1]:3128",
        "http://me:hidden@proxy:3128, http://proxy:3128 as me",
        "http://me%40x:hid%2Fden@proxy:3128, http://proxy:3128 as me@x",
        "http://me@proxy:3128, http://proxy:3128 as me"
    })
    void aProxyMayHaveAUserInItsAddress(String address, String shown) {
        assertThat(Proxy.of(address)).hasToString(shown);
    }

    @Test
    void aUserIsGivenApartOrTakenApart() {
        URI address = URI.create("http://me:hidden@proxy:3128");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Proxy(address, Optional.empty(), Optional.empty(), List.of()))
                .withMessageContaining("Proxy.of")
                .withMessageNotContaining("hidden");
        assertThat(Proxy.of("http://me:hid%2Fden@proxy").password()).contains("hid/den");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Proxy.of("proxy").withUser("me:you", "hidden"))
                .withMessageContaining("colons");
        assertThatIllegalArgumentException().isThrownBy(() -> Proxy.of("proxy").except("a", " "));
        assertThat(Proxy.of("proxy").withUser("me", "hidden").except("a"))
                .hasToString("http://proxy:80 as me except a");
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://localhost:99999", "http://localhost:0", "localhost", "http://", "ftp://localhost"})
    void whatIsNoEndpointIsRefused(String uri) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Stator.builder().endpoint(uri))
                .withMessageContainingAll(uri, "http://localhost:8000");
        assertThat(Stator.builder().endpoint("http://localhost:65535")).isNotNull();
    }

    private static Stream<Arguments> waysOfHttp() throws GeneralSecurityException {
        SSLContext tls = SSLContext.getDefault();
        return Stream.<Map.Entry<String, UnaryOperator<StatorBuilder>>>of(
                        Map.entry("endpoint(…)", builder -> builder.endpoint("http://localhost:8000")),
                        Map.entry("streamsEndpoint(…)", builder -> builder.streamsEndpoint("http://localhost:8000")),
                        Map.entry("scalingEndpoint(…)", builder -> builder.scalingEndpoint("http://localhost:8000")),
                        Map.entry("proxy(…)", builder -> builder.proxy(Proxy.of("proxy:3128"))),
                        Map.entry("tls(…)", builder -> builder.tls(tls)),
                        Map.entry(
                                "trustedCertificates(…)",
                                builder -> builder.trustedCertificates(Path.of("trusted.pem"))))
                .map(way -> Arguments.of(way.getKey(), way.getValue()));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("waysOfHttp")
    void anotherTransportTakesNoWayOfHttpBesideIt(String call, UnaryOperator<StatorBuilder> way) {
        StatorBuilder plain = Stator.builder()
                .transport(new ScriptedTransport())
                .region("eu-central-1")
                .credentials("AKID", "secret");
        plain.build().close();
        assertThatIllegalStateException()
                .isThrownBy(way.apply(plain)::build)
                .withMessageContainingAll("transport(…)", call, "leave out");
    }

    @ParameterizedTest
    @ValueSource(strings = {"hidden\n", " hidden", "hidden\t", "hid\rden", "hidden\u0000"})
    void aKeyThatWasCopiedBadlyIsRefusedUnseen(String bad) {
        Credentials good = Credentials.of("AKID", "hidden secret");
        for (Runnable misuse : List.<Runnable>of(
                () -> Credentials.of(bad, "hidden"),
                () -> Credentials.of("AKID", bad),
                () -> good.withSessionToken(bad),
                () -> Stator.builder().credentials("AKID", bad))) {
            assertThatIllegalArgumentException()
                    .isThrownBy(misuse::run)
                    .withMessageContaining("copied")
                    .withMessageNotContainingAny("hidden", "hid\rden");
        }
        assertThatIllegalArgumentException().isThrownBy(() -> good.withSessionToken(""));
        assertThatIllegalArgumentException().isThrownBy(() -> Credentials.of("AK ID", "s"));
        assertThat(good.withSessionToken("to/ken+==").sessionToken()).contains("to/ken+==");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "Get Item", "GetItem\n", "DynamoDB_20120810.GetItem", "getItem", "Gétitem"})
    void whatIsNoActionIsRefusedBeforeItIsSent(String action) {
        ScriptedTransport service = new ScriptedTransport();
        try (Stator db = Stator.builder().transport(service).build()) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> db.call(action, "{}"))
                    .withMessageContainingAll("action", "DescribeTable");
            assertThat(db.call("AnActionToCome2", "{}")).isNotNull();
        }
        assertThat(service.requests()).isEmpty();
    }

    @Test
    void aProgramHasAName() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Stator.builder().userAgent(" "))
                .withMessageContaining("userAgent");
        assertThat(Stator.builder().userAgent("shop/1.4")).isNotNull();
    }
}
