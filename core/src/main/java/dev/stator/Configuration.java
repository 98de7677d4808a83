package dev.stator;

import java.util.List;
import java.util.Optional;

/**
 * The settings that a client works with, and where each of them comes from: what to print when it does not do what was
 * expected. Holds no secrets: of credentials it names the source, of extra headers the names.
 *
 * @param settings all settings, in a fixed order
 */
public record Configuration(List<Setting> settings) {
    /**
     * A setting.
     *
     * @param name such as {@code region}
     * @param value such as {@code eu-central-1}
     * @param source {@code explicit} for what the program said, {@code default}, a place such as {@code environment
     *     AWS_REGION}, {@code system property aws.region} or {@code profile dev}, or what else it follows from
     */
    public record Setting(String name, String value, String source) {}

    /** Copies the list. */
    public Configuration {
        settings = List.copyOf(settings);
    }

    /** The setting of this name, if there is one. */
    public Optional<Setting> setting(String name) {
        return settings.stream().filter(setting -> setting.name().equals(name)).findFirst();
    }

    /** A table of all settings, a line each. */
    @Override
    public String toString() {
        int names = width(settings.stream().map(Setting::name).toList());
        int values = width(settings.stream().map(Setting::value).toList());
        StringBuilder table = new StringBuilder();
        for (Setting setting : settings) {
            table.append(padded(setting.name(), names))
                    .append("  ")
                    .append(padded(setting.value(), values))
                    .append("  ")
                    .append(setting.source())
                    .append('\n');
        }
        return table.toString();
    }

    private static int width(List<String> texts) {
        return texts.stream().mapToInt(String::length).max().orElse(0);
    }

    private static String padded(String text, int width) {
        return text + " ".repeat(width - text.length());
    }
}
