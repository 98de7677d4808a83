package dev.stator;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.stator.transport.Proxy;
import java.net.URLEncoder;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class ConfigurationSecretsTest {
    @Provide
    Arbitrary<String> secrets() {
        return Arbitraries.strings()
                .withCharRange('a', 'z')
                .numeric()
                .withChars("+/=~.-")
                .ofMinLength(6)
                .ofMaxLength(40)
                .map(text -> "%" + text);
    }

    /** A percent sign is in no name, address or time that is printed. */
    @Property(tries = 60)
    void noConfigurationShowsASecretWhereverItStands(
            @ForAll("secrets") String secret, @ForAll boolean given, @ForAll boolean proxied) {
        Map<String, String> outside = Map.of(
                "AWS_REGION",
                "eu-central-1",
                "AWS_ACCESS_KEY_ID",
                "AKID",
                "AWS_SECRET_ACCESS_KEY",
                secret,
                "AWS_SESSION_TOKEN",
                secret,
                "AWS_CONTAINER_AUTHORIZATION_TOKEN",
                secret,
                "HTTPS_PROXY",
                "http://me:" + URLEncoder.encode(secret, UTF_8) + "@proxy:3128",
                "HOME",
                "/nowhere");
        StatorBuilder builder = Stator.builder()
                .environment(outside)
                .systemProperties(Map.of("aws.accessKeyId", "AKID", "aws.secretAccessKey", secret))
                .header("X-Key", secret)
                .cursorSecret((secret + secret + secret).getBytes(UTF_8));
        if (given) {
            builder.credentials("AKID", secret);
        }
        if (proxied) {
            builder.proxy(Proxy.of("proxy:3128").withUser("me", secret));
        }
        try (Stator db = builder.build()) {
            assertThat(db.configuration().settings()).hasSizeGreaterThan(20);
            assertThat(db.configuration().toString())
                    .contains("proxy:3128 as me")
                    .doesNotContain("%", secret);
        }
    }
}
