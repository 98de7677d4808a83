package dev.stator.benchmarks.engine;

import dev.stator.benchmarks.measure.Child;
import dev.stator.benchmarks.report.Setting;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A server in a process of its own, started as its users start it: with the JVM options of {@code ./stator}, or with none. */
record Server(Child process, URI uri) implements AutoCloseable {
    private static final Path LOCAL = Path.of("benchmarks", "dynamodb-local", "target", "lib");
    private static final int PATIENCE_SECONDS = 60;

    /** Starts one that keeps its data, if at all, in a new folder. */
    static Server start(Setting setting, Path room) throws IOException, InterruptedException {
        return setting.isLocal() ? local(setting, room) : engine(setting, room);
    }

    private static Server engine(Setting setting, Path room) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("./stator", "serve", "--port", "0"));
        command.addAll(setting.isKept() ? List.of("--data", folder(room)) : List.of("--in-memory"));
        Child process = Child.start("./stator serve", command);
        String ready = process.line().orElse("");
        if (!ready.startsWith("ready ")) {
            process.close();
            throw new IllegalStateException("./stator serve did not say that it is ready, but: " + ready);
        }
        return new Server(process, URI.create(ready.substring("ready ".length())));
    }

    private static Server local(Setting setting, Path room) throws IOException, InterruptedException {
        int port = freePort();
        List<String> command = new ArrayList<>(List.of(
                Child.java(),
                "-Dsqlite4java.library.path=" + LOCAL,
                "-cp",
                LOCAL + "/*",
                "com.amazonaws.services.dynamodbv2.local.main.ServerRunner",
                "-sharedDb",
                "-disableTelemetry",
                "-port",
                Integer.toString(port)));
        command.addAll(setting.isKept() ? List.of("-dbPath", folder(room)) : List.of("-inMemory"));
        Child process = Child.start("DynamoDB Local", command);
        for (int tries = 0; !takesConnections(port); tries++) {
            if (tries == 10 * PATIENCE_SECONDS) {
                process.close();
                throw new IllegalStateException("DynamoDB Local takes no connections after " + PATIENCE_SECONDS + " s");
            }
            Thread.sleep(100);
        }
        return new Server(process, URI.create("http://127.0.0.1:" + port));
    }

    private static String folder(Path room) throws IOException {
        return Files.createTempDirectory(room, "data").toString();
    }

    private static boolean takesConnections(int port) {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (IOException notYet) {
            return false;
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    @Override
    public void close() throws IOException {
        process.close();
    }
}
