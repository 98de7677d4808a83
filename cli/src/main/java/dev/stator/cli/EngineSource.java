package dev.stator.cli;

import dev.stator.engine.Engine;
import dev.stator.engine.EngineOptions;
import java.nio.file.Path;
import java.util.Optional;

/** Opens the engine that a command works on; the command closes it. */
@FunctionalInterface
interface EngineSource {
    /** Opens the engine on a folder, or in memory when none is given. */
    Engine open(Optional<Path> data, EngineOptions options);

    /** The same with the default options. */
    default Engine open(Optional<Path> data) {
        return open(data, EngineOptions.standard());
    }
}
