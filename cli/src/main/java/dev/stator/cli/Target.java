package dev.stator.cli;

import dev.stator.Stator;
import dev.stator.StatorBuilder;
import dev.stator.engine.Engine;
import dev.stator.engine.World;
import dev.stator.error.StatorException;
import dev.stator.transport.Transport;
import dev.stator.transport.WireReply;
import dev.stator.transport.WireRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** Which DynamoDB a command works on: a folder of the engine, an endpoint, or what the environment says. */
final class Target {
    private static final World OWN = new World("", "");

    @ArgGroup
    private Place place = new Place();

    @Option(
            names = "--region",
            paramLabel = "ID",
            description = "Region to sign for (default: AWS_REGION), or that of the tables in the folder.")
    private @Nullable String region;

    @Option(
            names = "--account",
            paramLabel = "KEY",
            description = "Whose tables in the folder: the access key id that 'stator serve' was used with.")
    private @Nullable String account;

    @Option(names = "--one-world", description = "The tables in the folder that belong to no account.")
    private boolean oneWorld;

    /** Opens it; the caller closes. A folder has to be there: a command that only looks must not make one. */
    Stator open(EngineSource engines, CommandSpec command) {
        StatorBuilder builder = Stator.builder();
        if (place.data != null) {
            if (!Files.isDirectory(place.data)) {
                throw new StatorException("there is no folder " + place.data
                        + "; pass the one that 'stator demo' or 'stator serve --data' wrote to");
            }
            Engine engine = engines.open(Optional.of(place.data));
            try {
                return builder.transport(new OnlyWorld(engine, world(engine, place.data, command)))
                        .build();
            } catch (RuntimeException e) {
                engine.close();
                throw e;
            }
        }
        if (account != null || oneWorld) {
            throw new ParameterException(command.commandLine(), "--account and --one-world go with --data");
        }
        try {
            if (place.endpoint != null) {
                builder.endpoint(place.endpoint);
            }
            if (region != null) {
                builder.region(region);
            }
            return builder.build();
        } catch (IllegalArgumentException wrong) {
            throw new ParameterException(command.commandLine(), String.valueOf(wrong.getMessage()), wrong);
        } catch (IllegalStateException missing) {
            throw new StatorException(String.valueOf(missing.getMessage()), missing);
        }
    }

    /** The world that the options name, or the only one that there is. */
    private World world(Engine engine, Path folder, CommandSpec command) {
        if (oneWorld && (account != null || region != null)) {
            throw new ParameterException(command.commandLine(), "--one-world has no --account and no --region");
        } else if (oneWorld) {
            return OWN;
        } else if (account != null && region != null) {
            return new World(account, region);
        }
        List<World> all = engine.worlds();
        List<World> meant = all.stream()
                .filter(world -> account == null || account.equals(world.account()))
                .filter(world -> region == null || region.equals(world.region()))
                .toList();
        if (meant.size() == 1) {
            return meant.get(0);
        } else if (all.isEmpty() && account == null && region == null) {
            return OWN;
        }
        throw new StatorException("the folder " + folder + " has tables in "
                + (all.isEmpty()
                        ? "no world yet; pass both --account and --region"
                        : "these worlds; pass one of them: "
                                + all.stream().map(Target::options).collect(Collectors.joining(", "))));
    }

    private static String options(World world) {
        return world.isOwn() ? "--one-world" : "--account " + world.account() + " --region " + world.region();
    }

    /** A world of an engine that is opened for it alone, and closed with it. */
    private record OnlyWorld(Engine engine, Transport world) implements Transport {
        OnlyWorld(Engine engine, World world) {
            this(engine, engine.world(world.account(), world.region()));
        }

        @Override
        public WireReply send(WireRequest request) {
            return world.send(request);
        }

        @Override
        public CompletableFuture<WireReply> sendAsync(WireRequest request) {
            return world.sendAsync(request);
        }

        @Override
        public void close() {
            engine.close();
        }
    }

    private static final class Place {
        @Option(names = "--data", paramLabel = "DIR", description = "A folder of the durable engine.")
        private @Nullable Path data;

        @Option(names = "--endpoint", paramLabel = "URL", description = "A DynamoDB, such as http://127.0.0.1:8000.")
        private @Nullable String endpoint;
    }
}
