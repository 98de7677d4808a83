package dev.stator;

import dev.stator.Configuration.Setting;
import dev.stator.internal.config.Found;
import dev.stator.internal.config.Key;
import dev.stator.internal.config.Layers;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Decides settings one by one, explicit before found before default, and remembers where each came from. */
final class Resolution {
    static final String EXPLICIT = "explicit";
    static final String DEFAULT = "default";

    private final Layers layers;
    private final List<Setting> settings = new ArrayList<>();

    Resolution(Layers layers) {
        this.layers = layers;
    }

    /** What the program said, or what the layers say of a key, or nothing. */
    <T> Optional<T> find(String name, @Nullable T explicit, Key key, Function<Found, T> read) {
        if (explicit != null) {
            return Optional.of(note(name, explicit, EXPLICIT));
        }
        return layers.find(key).map(found -> note(name, read.apply(found), found.source()));
    }

    /** The same, or the default. */
    <T> T decide(String name, @Nullable T explicit, Key key, Function<Found, T> read, T otherwise) {
        return find(name, explicit, key, read).orElseGet(() -> note(name, otherwise, DEFAULT));
    }

    /** A setting that nothing but the program knows. */
    <T> T decide(String name, @Nullable T explicit, T otherwise) {
        return explicit != null ? note(name, explicit, EXPLICIT) : note(name, otherwise, DEFAULT);
    }

    <T> T note(String name, T value, String source) {
        Setting setting = new Setting(name, value.toString(), source);
        if (!settings.contains(setting)) {
            settings.add(setting);
        }
        return value;
    }

    /** Where a setting came from that has been decided. */
    String source(String name) {
        return configuration().setting(name).orElseThrow().source();
    }

    Configuration configuration() {
        return new Configuration(settings);
    }
}
