package dev.stator.cli;

import dev.stator.engine.DataFolder;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** The folder that a command looks after. */
final class InFolder {
    @Option(names = "--data", paramLabel = "DIR", required = true, description = "A folder of the durable engine.")
    private Path data = Path.of("");

    DataFolder folder() {
        return DataFolder.at(data);
    }

    @Override
    public String toString() {
        return data.toString();
    }
}
