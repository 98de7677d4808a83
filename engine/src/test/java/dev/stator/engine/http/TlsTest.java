package dev.stator.engine.http;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stator.Stator;
import dev.stator.engine.Engine;
import dev.stator.error.StatorException;
import dev.stator.error.TransportException;
import dev.stator.transport.RetryPolicy;
import java.io.IOException;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The front over TLS. */
@Timeout(60)
class TlsTest {
    @TempDir
    private static Path folder;

    private static TestCertificate rsa;
    private static TestCertificate ec;

    @BeforeAll
    static void makeCertificates() throws Exception {
        rsa = TestCertificate.make(folder, "RSA");
        ec = TestCertificate.make(folder, "EC");
    }

    private static HttpFront start(Engine engine, TestCertificate certificate) {
        return HttpFront.start(
                engine::world,
                HttpFrontTest.ANY_PORT,
                FrontOptions.standard().withTls(certificate.certificate(), certificate.key()));
    }

    private static Stator client(HttpFront front, Path trusted) {
        return Stator.builder()
                .endpoint(front.uri().toString())
                .region("eu-central-1")
                .credentials("any", "any")
                .retry(RetryPolicy.never())
                .trustedCertificates(trusted)
                .build();
    }

    @ParameterizedTest
    @ValueSource(strings = {"RSA", "EC"})
    void aClientThatTrustsTheCertificateIsServed(String algorithm) {
        TestCertificate certificate = algorithm.equals("RSA") ? rsa : ec;
        try (Engine engine = Engine.inMemory();
                HttpFront front = start(engine, certificate);
                Stator db = client(front, certificate.certificate())) {
            assertThat(front.uri().getScheme()).isEqualTo("https");
            for (int i = 0; i < 3; i++) {
                assertThat(db.tableNames().execute()).isEmpty();
            }
        }
    }

    @Test
    void whoDoesNotTrustItOrSpeaksPlainHttpGetsNothingAndHarmsNobody() throws IOException {
        try (Engine engine = Engine.inMemory();
                HttpFront front = start(engine, rsa);
                Stator stranger = client(front, ec.certificate());
                Stator db = client(front, rsa.certificate())) {
            assertThatThrownBy(() -> stranger.tableNames().execute()).isInstanceOf(TransportException.class);
            try (Socket plain = new Socket(front.uri().getHost(), front.uri().getPort())) {
                plain.getOutputStream().write("GET / HTTP/1.1\r\nHost: x\r\n\r\n".getBytes(US_ASCII));
                assertThat(new String(plain.getInputStream().readAllBytes(), US_ASCII))
                        .doesNotContain("healthy");
            }
            assertThat(db.tableNames().execute()).isEmpty();
        }
    }

    private static void refused(Path certificate, Path key, String... parts) {
        assertThatThrownBy(() -> FrontOptions.standard().withTls(certificate, key))
                .isInstanceOf(StatorException.class)
                .satisfies(e -> assertThat(e.getMessage()).contains(parts));
    }

    @Test
    void filesThatAreSomethingElseAreNamed() throws IOException {
        Path text = Files.writeString(folder.resolve("text"), "my notes");
        Path old = Files.writeString(
                folder.resolve("old"), Files.readString(rsa.key()).replace("PRIVATE KEY", "RSA PRIVATE KEY"));
        Path broken = Files.writeString(
                folder.resolve("broken"), "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n");
        Path missing = folder.resolve("missing");
        refused(missing, rsa.key(), missing.toString(), "cannot be read");
        refused(rsa.certificate(), missing, missing.toString(), "cannot be read");
        refused(text, rsa.key(), text.toString(), "PEM");
        refused(rsa.certificate(), text, text.toString(), "no private key in PKCS #8", "openssl pkcs8");
        refused(rsa.certificate(), old, old.toString(), "BEGIN RSA PRIVATE KEY", "openssl pkcs8");
        refused(rsa.certificate(), broken, broken.toString(), "cannot be read");
        refused(rsa.certificate(), ec.key(), ec.key().toString(), "RSA");
    }

    @Test
    void theKeyOfAnotherCertificateIsRefused(@TempDir Path other) throws Exception {
        TestCertificate another = TestCertificate.make(other, "EC");
        refused(ec.certificate(), another.key(), another.key().toString(), "not that of");
    }
}
