package dev.stator.conformance;

import com.amazonaws.services.dynamodbv2.local.main.ServerRunner;
import com.amazonaws.services.dynamodbv2.local.server.DynamoDBProxyServer;
import dev.stator.Stator;
import dev.stator.StatorBuilder;
import dev.stator.engine.Engine;
import dev.stator.engine.EngineOptions;
import dev.stator.engine.http.HttpFront;
import dev.stator.transport.Transport;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;

/**
 * What the contracts are tried on. All but {@link #ENDPOINT} live in this process; that one is any DynamoDB elsewhere, and
 * is there only if the environment says where:
 *
 * <ul>
 *   <li>{@code STATOR_CONFORMANCE_ENDPOINT}: its URL, such as {@code https://dynamodb.eu-central-1.amazonaws.com} or {@code
 *       http://alternator:8000};
 *   <li>{@code STATOR_CONFORMANCE_REGION}: its region;
 *   <li>{@code STATOR_CONFORMANCE_DIFFERENCES}: names of {@link Difference}s that it has, with commas between; none if it
 *       is not set;
 *   <li>{@code AWS_ACCESS_KEY_ID}, {@code AWS_SECRET_ACCESS_KEY} and {@code AWS_SESSION_TOKEN}: the credentials.
 * </ul>
 *
 * It costs the requests of the suite there, some tens of thousand, and tables named {@code stator-…}, which are deleted.
 */
enum Server {
    ENGINE_IN_MEMORY {
        @Override
        StatorBuilder open(Deque<AutoCloseable> opened) {
            return patient().transport(Engine.inMemory(EXPIRING));
        }
    },
    ENGINE_IN_A_FOLDER {
        @Override
        StatorBuilder open(Deque<AutoCloseable> opened) throws Exception {
            Path folder = Files.createTempDirectory("stator-conformance");
            opened.push(() -> delete(folder));
            return patient().transport(Engine.open(folder, EXPIRING));
        }
    },
    ENGINE_OVER_HTTP {
        @Override
        StatorBuilder open(Deque<AutoCloseable> opened) {
            Engine engine = Engine.inMemory(EXPIRING);
            opened.push(engine);
            HttpFront front = HttpFront.start(engine, new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            opened.push(front);
            return local(front.uri().toString());
        }
    },
    DYNAMODB_LOCAL {
        @Override
        Set<Difference> differences() {
            return EnumSet.of(
                    Difference.SINGLE_INDEX_KEYS,
                    Difference.MISSING_TABLE_MESSAGE,
                    Difference.EXISTING_TABLE_MESSAGE,
                    Difference.KEY_MESSAGES,
                    Difference.NUMBER_MESSAGES,
                    Difference.DUPLICATES_MESSAGE,
                    Difference.TABLE_MESSAGES,
                    Difference.PARAMETER_MESSAGES,
                    Difference.UNUSED_THROUGHPUT,
                    Difference.EQUAL_NUMBERS_IN_A_BATCH,
                    Difference.INVALID_UPDATE_IN_TRANSACTION,
                    Difference.BROKEN_JSON,
                    Difference.SIZE_AS_NAME,
                    Difference.REMOVAL_CREATES,
                    Difference.NO_TAGS,
                    Difference.NO_COLLECTION_SIZES,
                    Difference.WHOLE_ATTRIBUTES_UPDATED,
                    Difference.STATEMENT_ERRORS,
                    Difference.OVERLAPPING_STATEMENTS,
                    Difference.LONG_STATEMENT_PAGES,
                    Difference.NO_STATEMENT_CAPACITY);
        }

        @Override
        boolean isHere() {
            // SQLite's library comes for these only.
            return System.getProperty("os.arch").matches("amd64|x86_64");
        }

        @Override
        StatorBuilder open(Deque<AutoCloseable> opened) throws Exception {
            int port = freePort();
            DynamoDBProxyServer local = ServerRunner.createServerFromCommandLineArgs(
                    new String[] {"-inMemory", "-disableTelemetry", "-port", Integer.toString(port)});
            local.start();
            opened.push(() -> stop(local));
            return local("http://127.0.0.1:" + port);
        }

        /** Not for longer than a test's patience: it waits without end for an index that it never finishes. */
        private static void stop(DynamoDBProxyServer local) throws InterruptedException {
            Thread stopping = new Thread(
                    () -> {
                        try {
                            local.stop();
                        } catch (Exception e) {
                            throw new IllegalStateException("DynamoDB Local does not stop", e);
                        }
                    },
                    "dynamodb-local-stop");
            stopping.setDaemon(true);
            stopping.start();
            stopping.join(Duration.ofSeconds(20).toMillis());
        }
    },
    ENDPOINT {
        @Override
        Set<Difference> differences() {
            return Difference.named(environment("STATOR_CONFORMANCE_DIFFERENCES"));
        }

        @Override
        boolean isHere() {
            return !environment("STATOR_CONFORMANCE_ENDPOINT").isEmpty();
        }

        @Override
        StatorBuilder open(Deque<AutoCloseable> opened) {
            return patient()
                    .endpoint(environment("STATOR_CONFORMANCE_ENDPOINT"))
                    .region(environment("STATOR_CONFORMANCE_REGION"));
        }
    };

    /** With so many looks for what has expired that a test can wait for one. */
    private static final EngineOptions EXPIRING = EngineOptions.standard().withExpiryEvery(Duration.ofMillis(200));

    boolean isHere() {
        return true;
    }

    abstract StatorBuilder open(Deque<AutoCloseable> opened) throws Exception;

    /** In what this server does otherwise than the service. */
    Set<Difference> differences() {
        return Set.of();
    }

    static List<Server> here() {
        return Stream.of(values()).filter(Server::isHere).toList();
    }

    /** Starts the server; all tests of this process use the same. */
    Running start() {
        Deque<AutoCloseable> opened = new ArrayDeque<>();
        try {
            AtomicReference<Transport> wire = new AtomicReference<>();
            Stator db = open(opened)
                    .wrapTransport(transport -> {
                        wire.set(transport);
                        return transport;
                    })
                    .build();
            opened.push(db);
            return new Running(db, wire.get(), opened);
        } catch (Exception e) {
            throw new IllegalStateException(this + " does not start", e);
        }
    }

    /**
     * A server at work; closing it closes everything that was opened for it, the last first.
     *
     * @param db a client of it
     * @param wire what carries the client's requests to it, for those that no client would make
     */
    record Running(Stator db, Transport wire, Deque<AutoCloseable> opened) implements AutoCloseable {
        @Override
        public void close() {
            for (AutoCloseable each : opened) {
                try {
                    each.close();
                } catch (Exception e) {
                    throw new IllegalStateException(each + " does not close", e);
                }
            }
        }
    }

    private static StatorBuilder patient() {
        return Stator.builder().attemptTimeout(Duration.ofSeconds(30));
    }

    private static StatorBuilder local(String endpoint) {
        return patient().endpoint(endpoint).region("eu-central-1").credentials("conformance", "secret");
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> inside = Files.list(folder)) {
            for (Path file : inside.toList()) {
                Files.delete(file);
            }
        }
        Files.delete(folder);
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String environment(String name) {
        return System.getenv().getOrDefault(name, "");
    }
}
