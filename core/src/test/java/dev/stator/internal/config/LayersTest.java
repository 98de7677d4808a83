package dev.stator.internal.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class LayersTest {
    @TempDir
    private Path home;

    private final Map<String, String> environment = new HashMap<>();
    private final Map<String, String> properties = new HashMap<>();

    @BeforeEach
    void home() {
        environment.put("HOME", home.toString());
    }

    private Layers layers() {
        return new Layers(environment, name -> Optional.ofNullable(properties.get(name)), Optional.empty());
    }

    private void file(String name, String text) throws IOException {
        Files.createDirectories(home.resolve(".aws"));
        Files.writeString(home.resolve(".aws").resolve(name), text);
    }

    @Test
    void withoutFilesThereIsNothing() {
        assertThat(layers().find(Key.REGION)).isEmpty();
        assertThat(layers().endpoint(Key.ENDPOINT)).isEmpty();
        assertThat(layers().isOn(Key.FIPS)).isFalse();
        assertThat(layers().profile()).isEqualTo(new Found("default", "default"));
    }

    @Test
    void theEnvironmentGoesBeforeSystemPropertiesAndTheseBeforeTheProfile() throws IOException {
        file("config", "[default]\nregion = eu-west-1\n");
        assertThat(layers().find(Key.REGION)).contains(new Found("eu-west-1", "profile default"));
        properties.put("aws.region", "eu-west-2");
        assertThat(layers().find(Key.REGION)).contains(new Found("eu-west-2", "system property aws.region"));
        environment.put("AWS_DEFAULT_REGION", "eu-west-3");
        assertThat(layers().find(Key.REGION)).contains(new Found("eu-west-3", "environment AWS_DEFAULT_REGION"));
        environment.put("AWS_REGION", "eu-central-1");
        assertThat(layers().find(Key.REGION)).contains(new Found("eu-central-1", "environment AWS_REGION"));
        environment.put("AWS_REGION", "  ");
        assertThat(layers().find(Key.REGION)).contains(new Found("eu-west-3", "environment AWS_DEFAULT_REGION"));
    }

    @ParameterizedTest
    @EnumSource
    void everyKeyIsFoundUnderEachOfItsNames(Key key) throws IOException {
        for (String variable : key.variables) {
            environment.put(variable, "v");
            assertThat(layers().find(key)).contains(new Found("v", "environment " + variable));
            environment.remove(variable);
        }
        for (String property : key.properties) {
            properties.put(property, "p");
            assertThat(layers().find(key)).contains(new Found("p", "system property " + property));
            properties.remove(property);
        }
        if (!key.profileKey.isEmpty()) {
            file("config", "[default]\n" + key.profileKey + " = f\n");
            assertThat(layers().find(key)).contains(new Found("f", "profile default"));
        }
    }

    @Test
    void profilesAreNamedByBracketsAndTheCredentialsFileGoesFirst() throws IOException {
        file("config", """
                # a comment
                ; another
                [default]
                region=eu-west-1
                [profile dev]      ; the one to use
                region   =   eu-west-2   # a remark
                max_attempts = 7
                name = a#b;c
                [prod]
                region = us-east-1
                [profile "two  words"]
                REGION = us-west-2
                """);
        file("credentials", "[dev]\nmax_attempts = 8\n[profile prod]\nregion = us-east-1\n");
        Profiles files = layers().profiles();

        assertThat(files.value("dev", "region")).contains("eu-west-2");
        assertThat(files.value("dev", "max_attempts")).contains("8");
        assertThat(files.value("dev", "name")).contains("a#b;c");
        assertThat(files.value("dev", "unknown")).isEmpty();
        assertThat(files.value("two words", "region")).contains("us-west-2");
        assertThat(files.has("prod"))
                .as("without its word in config, with it in credentials")
                .isFalse();
        assertThat(files.has("dev")).isTrue();
        environment.put("AWS_PROFILE", "dev");
        assertThat(layers().find(Key.REGION)).contains(new Found("eu-west-2", "profile dev"));
    }

    @Test
    void profileDefaultGoesBeforeDefault() throws IOException {
        file("config", "[profile default]\nregion = eu-west-1\n[default]\nregion = eu-west-2\noutput = json\n");

        assertThat(layers().profiles().value("default", "region")).contains("eu-west-1");
        assertThat(layers().profiles().value("default", "output")).contains("json");
    }

    @Test
    void endpointsAreThoseOfTheServiceBeforeThoseOfAllInEachLayer() throws IOException {
        file("config", """
                [default]
                services = local
                endpoint_url = http://all.profile
                [services local]
                s3 =
                  endpoint_url = http://s3.profile
                dynamodb =
                  endpoint_url = http://dynamodb.profile
                  other = x
                """);
        assertThat(layers().endpoint(Key.ENDPOINT)).contains(new Found("http://dynamodb.profile", "profile default"));
        environment.put("AWS_ENDPOINT_URL", "http://all.environment");
        assertThat(layers().endpoint(Key.ENDPOINT).orElseThrow().value()).isEqualTo("http://all.environment");
        environment.put("AWS_ENDPOINT_URL_DYNAMODB", "http://dynamodb.environment");
        assertThat(layers().endpoint(Key.ENDPOINT).orElseThrow().value()).isEqualTo("http://dynamodb.environment");
        environment.put("AWS_IGNORE_CONFIGURED_ENDPOINT_URLS", "true");
        assertThat(layers().endpoint(Key.ENDPOINT)).isEmpty();
    }

    /** The documented order, for each of the three services. */
    @ParameterizedTest
    @CsvSource({
        "ENDPOINT, dynamodb, DYNAMODB",
        "STREAMS_ENDPOINT, dynamodb_streams, DYNAMODB_STREAMS",
        "SCALING_ENDPOINT, application_auto_scaling, APPLICATION_AUTO_SCALING"
    })
    void eachServiceHasAnEndpointOfItsOwnBeforeThatOfAllInEachLayer(Key key, String section, String variable)
            throws IOException {
        String all = "[default]\nservices = local\nendpoint_url = http://all.profile\n[services local]\n";
        file("config", all);
        assertThat(layers().endpoint(key)).contains(new Found("http://all.profile", "profile default"));
        file(
                "config",
                all + "other =\n  endpoint_url = http://x\n" + section + " =\n  endpoint_url = http://own.profile\n");
        assertThat(layers().endpoint(key)).contains(new Found("http://own.profile", "profile default"));
        properties.put("aws.endpointUrl", "http://all.property");
        assertThat(layers().endpoint(key))
                .contains(new Found("http://all.property", "system property aws.endpointUrl"));
        environment.put("AWS_ENDPOINT_URL", "http://all.environment");
        assertThat(layers().endpoint(key))
                .contains(new Found("http://all.environment", "environment AWS_ENDPOINT_URL"));
        environment.put("AWS_ENDPOINT_URL_" + variable, "http://own.environment");
        assertThat(layers().endpoint(key))
                .contains(new Found("http://own.environment", "environment AWS_ENDPOINT_URL_" + variable));
        environment.put("AWS_IGNORE_CONFIGURED_ENDPOINT_URLS", "true");
        assertThat(layers().endpoint(key)).isEmpty();
    }

    @Test
    void aProfileWithoutAServicesSectionHasTheEndpointOfAll() throws IOException {
        file(
                "config",
                "[default]\nendpoint_url = http://all.profile\n[services local]\ndynamodb =\n endpoint_url = x\n");
        assertThat(layers().endpoint(Key.ENDPOINT).orElseThrow().value()).isEqualTo("http://all.profile");
    }

    @ParameterizedTest
    @CsvSource({"AWS_CONFIG_FILE,''", "'',aws.configFile"})
    void filesCanBeElsewhere(String variable, String property) throws IOException {
        Path elsewhere = Files.writeString(home.resolve("elsewhere"), "[default]\nregion = eu-west-9\n");
        environment.put(variable, elsewhere.toString());
        properties.put(property, "~/elsewhere");

        assertThat(layers().find(Key.REGION)).contains(new Found("eu-west-9", "profile default"));
    }

    @Test
    void whatIsNotUnderstoodIsNotedAndTheRestIsUsed() throws IOException {
        file("config", "stray = 1\n[default]\nnonsense\nregion = eu-west-1\n[broken\nregion = eu-west-2\n");

        assertThat(layers().find(Key.REGION)).contains(new Found("eu-west-1", "profile default"));
        assertThat(layers().profiles().describe()).contains("line 1 of", "line 3 of", "line 5 of");
    }

    @Test
    void aSwitchIsTrueOrFalseAndACountAWholeNumber() {
        environment.put("AWS_USE_FIPS_ENDPOINT", "True");
        assertThat(layers().isOn(Key.FIPS)).isTrue();
        environment.put("AWS_USE_FIPS_ENDPOINT", "yes");
        assertThatThrownBy(() -> layers().isOn(Key.FIPS))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("environment AWS_USE_FIPS_ENDPOINT is \"yes\"; it should be true or false");
        environment.put("AWS_MAX_ATTEMPTS", "5");
        assertThat(layers().find(Key.MAX_ATTEMPTS).orElseThrow().count()).isEqualTo(5);
        for (String bad : new String[] {"0", "-1", "many"}) {
            environment.put("AWS_MAX_ATTEMPTS", bad);
            assertThatThrownBy(
                            () -> layers().find(Key.MAX_ATTEMPTS).orElseThrow().count())
                    .hasMessageContaining("AWS_MAX_ATTEMPTS");
        }
    }
}
