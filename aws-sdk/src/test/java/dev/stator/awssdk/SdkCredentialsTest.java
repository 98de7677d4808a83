package dev.stator.awssdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stator.Stator;
import dev.stator.error.CredentialsException;
import dev.stator.transport.Credentials;
import dev.stator.transport.CredentialsProvider;
import dev.stator.transport.CredentialsSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
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
