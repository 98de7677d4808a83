package dev.stator.internal.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The two files that AWS tools share, as they are at one moment: in {@code config} profiles are {@code [default]} and
 * {@code [profile name]}, in {@code credentials} they are {@code [name]}, and what the latter says goes first. A file that
 * is not there is empty.
 */
public final class Profiles {
    private final Path configFile;
    private final Path credentialsFile;
    private final Sections config;
    private final Sections credentials;
    private final List<String> problems = new ArrayList<>();
    private final Set<Path> unreadable = new HashSet<>();

    private Profiles(Path configFile, Path credentialsFile) {
        this.configFile = configFile;
        this.credentialsFile = credentialsFile;
        this.config = read(configFile);
        this.credentials = read(credentialsFile);
    }

    /** Reads both files. */
    public static Profiles read(Path configFile, Path credentialsFile) {
        return new Profiles(configFile, credentialsFile);
    }

    private Sections read(Path file) {
        List<String> lines = List.of();
        try {
            lines = Files.readAllLines(file);
        } catch (NoSuchFileException e) {
            // As good as empty.
        } catch (IOException e) {
            problems.add(file + " cannot be read (" + e + ")");
            unreadable.add(file);
        }
        Sections sections = Sections.parse(file.toString(), lines);
        problems.addAll(sections.problems());
        return sections;
    }

    /** Whether either file has this profile. */
    public boolean has(String profile) {
        return credentials.has(profile)
                || config.has("profile " + profile)
                || (profile.equals("default") && config.has("default"));
    }

    /** What a profile says of a key; empty for nothing. */
    public Optional<String> value(String profile, String key) {
        return Optional.ofNullable(credentials.get(profile).get(key))
                .or(() -> Optional.ofNullable(config.get("profile " + profile).get(key)))
                .or(() -> profile.equals("default")
                        ? Optional.ofNullable(config.get("default").get(key))
                        : Optional.empty())
                .filter(value -> !value.isBlank());
    }

    /** What the profile's {@code [services …]} section says of a key of one service. */
    public Optional<String> service(String profile, String service, String key) {
        return value(profile, "services")
                .map(name -> config.get("services " + name).get(service + "." + key))
                .filter(value -> !value.isBlank());
    }

    /** Whether something in the file {@code credentials} was not understood. */
    public boolean hasMalformedCredentials() {
        return !credentials.problems().isEmpty();
    }

    /** Whether the file {@code credentials} is there and cannot be read. */
    public boolean hasUnreadableCredentials() {
        return unreadable.contains(credentialsFile);
    }

    /** Where all of this was read, and what was not understood, for messages; never what is in it. */
    public String describe() {
        return configFile + " and " + credentialsFile
                + (problems.isEmpty() ? "" : " (" + String.join("; ", problems) + ")");
    }
}
