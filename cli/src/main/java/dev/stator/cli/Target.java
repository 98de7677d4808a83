package dev.stator.cli;

import dev.stator.Stator;
import dev.stator.StatorBuilder;
import dev.stator.error.StatorException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** Which DynamoDB a command works on: a folder of the engine, an endpoint, or what the environment says. */
final class Target {
    @ArgGroup
    private Place place = new Place();

    @Option(names = "--region", paramLabel = "ID", description = "Region to sign for (default: AWS_REGION).")
    private @Nullable String region;

    /** Opens it; the caller closes. A folder has to be there: a command that only looks must not make one. */
    Stator open(EngineSource engines, CommandSpec command) {
        StatorBuilder builder = Stator.builder();
        if (place.data != null) {
            if (region != null) {
                throw new ParameterException(command.commandLine(), "--region goes with --endpoint, not with --data");
            }
            if (!Files.isDirectory(place.data)) {
                throw new StatorException("there is no folder " + place.data
                        + "; pass the one that 'stator demo' or 'stator serve --data' wrote to");
            }
            return builder.transport(engines.open(Optional.of(place.data))).build();
        }
        if (place.endpoint != null) {
            builder.endpoint(place.endpoint);
        }
        if (region != null) {
            builder.region(region);
        }
        return builder.build();
    }

    private static final class Place {
        @Option(names = "--data", paramLabel = "DIR", description = "A folder of the durable engine.")
        private @Nullable Path data;

        @Option(names = "--endpoint", paramLabel = "URL", description = "A DynamoDB, such as http://127.0.0.1:8000.")
        private @Nullable String endpoint;
    }
}
