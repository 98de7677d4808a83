package dev.stator.internal.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stator.error.TransportException;
import dev.stator.transport.Credentials;
import dev.stator.transport.CredentialsProvider;
import dev.stator.transport.Region;
import dev.stator.transport.WireRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Timeout(60)
class TrustedCertificatesTest {
    private static final WireRequest REQUEST = new WireRequest("GetItem", "{}".getBytes(UTF_8), Duration.ofSeconds(30));

    @TempDir
    private Path folder;

    @ParameterizedTest
    @EnumSource
    void aServerIsTrustedIfItsCertificateIsInTheFile(Mode mode) throws Exception {
        Path pem = Files.writeString(folder.resolve("ca.pem"), TestTls.pem() + TestTls.pem());
        try (var server = new ScriptedServer("https", TestTls.context().getServerSocketFactory(), (request, out) -> {
                    out.write(ScriptedServer.reply("{}"));
                    return true;
                });
                var trusting = transport(server, HttpSettings.standard().withTls(() -> TrustedCertificates.of(pem)));
                var stranger = transport(server, HttpSettings.standard())) {
            assertThat(mode.send(trusting, REQUEST).status()).isEqualTo(200);
            assertThatThrownBy(() -> mode.send(stranger, REQUEST)).isInstanceOf(TransportException.class);
        }
    }

    private static HttpTransport transport(ScriptedServer server, HttpSettings settings) {
        return new HttpTransport(
                server.uri(),
                Region.of("eu-central-1"),
                CredentialsProvider.fixed(Credentials.of("AKID", "secret")),
                Clock.systemUTC(),
                settings);
    }

    @Test
    void aFileWithoutCertificatesIsRefusedByName() throws Exception {
        Path empty = Files.writeString(folder.resolve("empty.pem"), "");
        Path broken = Files.writeString(
                folder.resolve("broken.pem"), "-----BEGIN CERTIFICATE-----\nxyz\n-----END CERTIFICATE-----\n");
        for (Path file : new Path[] {empty, broken, folder.resolve("missing.pem")}) {
            assertThatThrownBy(() -> TrustedCertificates.of(file))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining(file.toString());
        }
    }
}
