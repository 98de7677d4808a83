package dev.stator.internal.config;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The places that are asked for a setting that the program does not give: environment, system properties, profile. */
public final class Layers {
    private final Map<String, String> environment;
    private final Function<String, Optional<String>> properties;
    private final Optional<String> explicitProfile;
    private @Nullable Profiles profiles;

    /**
     * Layers of these places; files are read when they are first needed.
     *
     * @param properties gives system properties by name
     * @param profile the profile that the program asks for, if it does
     */
    public Layers(
            Map<String, String> environment, Function<String, Optional<String>> properties, Optional<String> profile) {
        this.environment = environment;
        this.properties = properties;
        this.explicitProfile = profile;
    }

    /** The environment. */
    public Map<String, String> environment() {
        return environment;
    }

    /** A variable of the environment, if it is there and not blank. */
    public Optional<String> variable(String name) {
        return Optional.ofNullable(environment.get(name)).map(String::strip).filter(value -> !value.isEmpty());
    }

    /** A system property, if it is there and not blank. */
    public Optional<String> property(String name) {
        return properties.apply(name).map(String::strip).filter(value -> !value.isEmpty());
    }

    /** The profile, whether it exists or not, and who named it. */
    public Found profile() {
        return explicitProfile
                .map(name -> new Found(name, "explicit"))
                .or(() -> variable("AWS_PROFILE").map(name -> new Found(name, "environment AWS_PROFILE")))
                .or(() -> property("aws.profile").map(name -> new Found(name, "system property aws.profile")))
                .orElseGet(() -> new Found("default", "default"));
    }

    /** Whether the program itself asks for a profile, which then goes before credentials of the environment. */
    public boolean hasExplicitProfile() {
        return explicitProfile.isPresent();
    }

    /** The profile files as they were when they were first needed. */
    public synchronized Profiles profiles() {
        Profiles known = profiles;
        if (known == null) {
            known = readProfiles();
            profiles = known;
        }
        return known;
    }

    /** The profile files as they are now. */
    public Profiles readProfiles() {
        return Profiles.read(
                Path.of(configFile().value()), Path.of(credentialsFile().value()));
    }

    /** The place of the file {@code config}, and who says so. */
    public Found configFile() {
        return file("AWS_CONFIG_FILE", "aws.configFile", "config");
    }

    /** The place of the file {@code credentials}, and who says so. */
    public Found credentialsFile() {
        return file("AWS_SHARED_CREDENTIALS_FILE", "aws.sharedCredentialsFile", "credentials");
    }

    private Found file(String variable, String property, String name) {
        Path home = Path.of(variable("HOME")
                .or(() -> variable("USERPROFILE"))
                .or(() -> property("user.home"))
                .orElse("."));
        return variable(variable)
                .map(path -> new Found(path, "environment " + variable))
                .or(() -> property(property).map(path -> new Found(path, "system property " + property)))
                .map(found -> found.value().startsWith("~/")
                        ? new Found(home.resolve(found.value().substring(2)).toString(), found.source())
                        : found)
                .orElseGet(() -> new Found(home.resolve(".aws").resolve(name).toString(), "default"));
    }

    /** The first value that is not blank: of the environment, then of the system properties, then of the profile. */
    public Optional<Found> find(Key key) {
        return key.variables.stream()
                .flatMap(name -> variable(name).map(value -> new Found(value, "environment " + name)).stream())
                .findFirst()
                .or(() -> key.properties.stream()
                        .flatMap(name ->
                                property(name).map(value -> new Found(value, "system property " + name)).stream())
                        .findFirst())
                .or(() -> ofProfile(key));
    }

    private Optional<Found> ofProfile(Key key) {
        String profile = profile().value();
        if (key.profileKey.isEmpty()) {
            return Optional.empty();
        }
        return profiles()
                .service(profile, key.service, key.profileKey)
                .or(() -> profiles().value(profile, key.profileKey))
                .map(text -> new Found(text, "profile " + profile));
    }

    /** The value of a switch that is off unless said otherwise. */
    public boolean isOn(Key key) {
        return find(key).map(Found::flag).orElse(false);
    }

    /** An endpoint, unless endpoints are to be ignored. */
    public Optional<Found> endpoint(Key key) {
        return isOn(Key.IGNORE_ENDPOINTS) ? Optional.empty() : find(key);
    }
}
