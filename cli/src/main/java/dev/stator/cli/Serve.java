package dev.stator.cli;

import dev.stator.engine.Durability;
import dev.stator.engine.Engine;
import dev.stator.engine.EngineOptions;
import dev.stator.engine.World;
import dev.stator.engine.http.Authentication;
import dev.stator.engine.http.FrontOptions;
import dev.stator.engine.http.HttpFront;
import dev.stator.engine.http.Origins;
import dev.stator.error.CredentialsException;
import dev.stator.testing.Lag;
import dev.stator.transport.CredentialsProvider;
import java.io.PrintWriter;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code stator serve}: the engine behind HTTP until the process is told to stop. */
@Command(
        name = "serve",
        sortOptions = false,
        description = {
            "Serve the embedded engine over HTTP, for any AWS SDK.",
            "Prints 'ready URL' when it accepts requests; stops cleanly on SIGTERM and Ctrl-C."
        },
        mixinStandardHelpOptions = true,
        versionProvider = Main.Version.class,
        footerHeading = "%n",
        footer = {
            "Requests must be signed; any region will do, and any credentials without --verify-signatures.",
            "Each access key id and region has tables of its own, unless --one-world is given, or a folder",
            "has only tables that belong to no account, as those of 'stator demo' and Engine.open do.",
            "For example:",
            "  aws dynamodb list-tables --endpoint-url http://127.0.0.1:8000"
        })
final class Serve implements Callable<Integer> {
    private final EngineSource engines;

    @ArgGroup(multiplicity = "1")
    private Mode mode = new Mode();

    @Option(
            names = "--host",
            paramLabel = "HOST",
            defaultValue = "127.0.0.1",
            description = "Address to listen on (default: ${DEFAULT-VALUE}).")
    private String host = "";

    @Option(
            names = "--port",
            paramLabel = "N",
            defaultValue = "8000",
            description = "Port to listen on, 0 for any free one (default: ${DEFAULT-VALUE}).")
    private int port;

    @Option(names = "--cors", description = "Let web pages of every origin use it, and so read and change the data.")
    private boolean cors;

    @Option(
            names = "--one-world",
            description =
                    "Show the same tables to every access key id in every region: those of 'stator demo' and Engine.open.")
    private boolean oneWorld;

    @Option(
            names = "--relaxed",
            description = {
                "Sync the disk once a second, and not with every write: a loss of power may take the writes",
                "of the last second; the end of the process takes none."
            })
    private boolean relaxed;

    @Option(
            names = "--verify-signatures",
            description = {
                "Serve only requests that are signed with the key in the variables AWS_ACCESS_KEY_ID and",
                "AWS_SECRET_ACCESS_KEY of this process, within 5 minutes of its clock."
            })
    private boolean verify;

    @Option(
            names = "--status-delay",
            paramLabel = "MILLIS",
            defaultValue = "0",
            description = {
                "How long a table is CREATING, UPDATING or DELETING, as in the service (default: ${DEFAULT-VALUE},",
                "for tables that are ready, and gone, at once)."
            })
    private long statusDelay;

    @Option(
            names = "--lag",
            paramLabel = "MILLIS",
            description = {
                "With --in-memory: how far reads that do not ask for consistency are behind, as they may be in the",
                "service (default: 0)."
            })
    private long lag;

    @Option(
            names = "--index-lag",
            paramLabel = "MILLIS",
            description = "How far reads of global indexes are behind (default: as --lag).")
    private @Nullable Long indexLag;

    @ArgGroup(exclusive = false)
    private Tls tls = new Tls();

    /** Replaced by picocli with the command's own. */
    @Spec
    private CommandSpec spec = CommandSpec.create();

    Serve(EngineSource engines) {
        this.engines = engines;
    }

    @Override
    public Integer call() {
        if (port < 0 || port > 65_535) {
            throw new ParameterException(
                    spec.commandLine(), "Invalid value for option '--port': " + port + " is not between 0 and 65535");
        }
        requireMillis("--status-delay", statusDelay);
        requireMillis("--lag", lag);
        requireMillis("--index-lag", indexLag());
        InetSocketAddress address = new InetSocketAddress(host, port);
        FrontOptions options = FrontOptions.standard()
                .withAuthentication(authentication())
                .withOrigins(cors ? Origins.ALL : Origins.NONE);
        if (tls.certificate != null && tls.key != null) {
            options = options.withTls(tls.certificate, tls.key);
        }
        CountDownLatch stop = new CountDownLatch(1);
        CountDownLatch stopped = new CountDownLatch(1);
        // A signal runs the hook and the process ends with it, so it waits for this thread to close everything.
        Runtime.getRuntime()
                .addShutdownHook(new Thread(
                        () -> {
                            stop.countDown();
                            await(stopped);
                        },
                        "stator-stop"));
        try (Engine engine = engines.open(mode.folder(), engineOptions())) {
            List<World> worlds = engine.worlds();
            boolean shared = oneWorld || isOneWorld(worlds);
            try (HttpFront front =
                    HttpFront.start(shared ? (account, region) -> engine : engine::world, address, options)) {
                warn(worlds, shared, address);
                PrintWriter out = spec.commandLine().getOut();
                out.println("ready " + front.uri());
                out.flush();
                await(stop);
            }
        } finally {
            stopped.countDown();
        }
        return ExitCode.OK;
    }

    private void requireMillis(String option, long value) {
        if (value < 0) {
            throw new ParameterException(
                    spec.commandLine(),
                    "Invalid value for option '" + option + "': " + value + " is not a number of milliseconds");
        }
    }

    private EngineOptions engineOptions() {
        return EngineOptions.standard()
                .withDurability(durability())
                .withStatusDelay(Duration.ofMillis(statusDelay))
                .withLag(behind());
    }

    private long indexLag() {
        return indexLag == null ? lag : indexLag;
    }

    private Lag behind() {
        Lag behind = Lag.of(Duration.ofMillis(lag)).withIndexes(Duration.ofMillis(indexLag()));
        if (!behind.isNone() && !mode.inMemory) {
            throw new ParameterException(
                    spec.commandLine(), "--lag and --index-lag go with --in-memory: a folder keeps no past");
        }
        return behind;
    }

    private Durability durability() {
        if (relaxed && mode.inMemory) {
            throw new ParameterException(spec.commandLine(), "--relaxed goes with --data: nothing in memory survives");
        }
        return relaxed ? Durability.RELAXED : Durability.SYNCED;
    }

    private Authentication authentication() {
        if (!verify) {
            return Authentication.REQUIRED;
        }
        try {
            return Authentication.verified(
                    List.of(CredentialsProvider.environment().credentials()), Clock.systemUTC());
        } catch (CredentialsException e) {
            throw new ParameterException(
                    spec.commandLine(), "--verify-signatures needs a key to verify with: " + e.getMessage(), e);
        }
    }

    /** Whether all tables are those of the engine itself: nobody would see them if they were not everybody's. */
    private static boolean isOneWorld(List<World> worlds) {
        return !worlds.isEmpty() && worlds.stream().allMatch(World::isOwn);
    }

    private void warn(List<World> worlds, boolean shared, InetSocketAddress address) {
        PrintWriter err = spec.commandLine().getErr();
        if (!verify && !address.getAddress().isLoopbackAddress()) {
            err.println("stator serve: " + host + " is not a loopback address, and signatures are not verified: "
                    + "whoever reaches the port can read and change the data");
        }
        if (shared && !oneWorld) {
            err.println(
                    "stator serve: the folder's tables belong to no account, so everybody sees them, and makes tables"
                            + " among them, as with --one-world");
        } else if (worlds.stream().anyMatch(world -> world.isOwn() != oneWorld)) {
            err.println("stator serve: "
                    + (oneWorld
                            ? "the folder has tables of accounts, which are not seen with --one-world"
                            : "the folder has tables that belong to no account, which are seen with --one-world only"));
        }
        err.flush();
    }

    /** Waits for the latch, or for an interrupt, by which whoever runs the command in process ends it. */
    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException stop) {
            // Nothing waits after this.
        }
    }

    /** What TLS needs: both files, or none. */
    private static final class Tls {
        @Option(
                names = "--tls-certificate",
                paramLabel = "FILE",
                required = true,
                description = "Serve over TLS with the certificate in this file, in PEM form.")
        private @Nullable Path certificate;

        @Option(
                names = "--tls-key",
                paramLabel = "FILE",
                required = true,
                description = "Its private key, in PEM form (PKCS #8).")
        private @Nullable Path key;
    }

    /** Where the data is: one of the two has to be said, because the wrong guess loses data. */
    private static final class Mode {
        @Option(names = "--in-memory", required = true, description = "Keep the data in memory; it is gone at the end.")
        private boolean inMemory;

        @Option(
                names = "--data",
                paramLabel = "DIR",
                required = true,
                description = "Keep the data in this folder; it is created if missing.")
        private @Nullable Path data;

        private Optional<Path> folder() {
            return inMemory ? Optional.empty() : Optional.ofNullable(data);
        }
    }
}
