package dev.stator.cli;

import dev.stator.Stator;
import dev.stator.StatorBuilder;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;

/** Which DynamoDB a command works on: a folder of the engine, an endpoint, or what the environment says. */
final class Target {
    @ArgGroup
    private Place place = new Place();

    @Option(names = "--region", paramLabel = "ID", description = "Region to sign for (default: AWS_REGION).")
    private @Nullable String region;

    /** Opens it; the caller closes. */
    Stator open(EngineSource engines) {
        StatorBuilder builder = Stator.builder();
        if (place.data != null) {
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
