package dev.stator.internal.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stator.Stator;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;
import org.junit.jupiter.api.io.TempDir;

/** Blocking calls on virtual threads, which must give their carriers back while they wait. */
@EnabledForJreRange(min = JRE.JAVA_24)
class VirtualThreadTest {
    private static final String NAMES = "{\"TableNames\":[\"one\",\"two\"]}";

    @TempDir
    Path folder;

    private interface Task {
        void run() throws Exception;
    }

    /** By reflection, because this is compiled for a Java without virtual threads. */
    private static ExecutorService virtualThreads() throws ReflectiveOperationException {
        return (ExecutorService)
                Executors.class.getMethod("newVirtualThreadPerTaskExecutor").invoke(null);
    }

    private List<RecordedEvent> pinnedDuring(Task task) throws Exception {
        try (Recording recording = new Recording()) {
            recording
                    .enable("jdk.VirtualThreadPinned")
                    .withThreshold(Duration.ZERO)
                    .withStackTrace();
            recording.start();
            task.run();
            recording.stop();
            Path file = Files.createTempFile(folder, "pinned", ".jfr");
            recording.dump(file);
            return RecordingFile.readAllEvents(file);
        }
    }

    /** A class whose initialiser waits holds its carrier: the native frame below cannot be moved. */
    private static final class Waits {
        static final long SINCE = wait5ms();

        private static long wait5ms() {
            try {
                Thread.sleep(5);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            return System.nanoTime();
        }
    }

    @Test
    void aThreadThatIsPinnedIsSeen() throws Exception {
        List<RecordedEvent> pinned = pinnedDuring(() -> {
            try (var threads = new Closing(virtualThreads())) {
                threads.executor.submit(() -> Waits.SINCE).get(10, TimeUnit.SECONDS);
            }
        });
        assertThat(pinned).isNotEmpty();
    }

    @Test
    void callsDoNotPinTheirThreads() throws Exception {
        try (var server = new ScriptedServer((request, out) -> {
                    Thread.sleep(1);
                    out.write(ScriptedServer.reply(NAMES));
                    return true;
                });
                Stator db = Stator.builder()
                        .environment(Map.of())
                        .region("local")
                        .endpoint(server.uri().toString())
                        .credentials("id", "secret")
                        .maxConnections(8)
                        .build()) {
            // What is loaded and begun on first use may pin, once; that is not what a running program sees.
            callFromMany(db, 16, 2);
            List<RecordedEvent> pinned = pinnedDuring(() -> callFromMany(db, 64, 20));
            assertThat(pinned).as("%s", pinned).isEmpty();
            assertThat(server.received()).hasSize(16 * 2 + 64 * 20);
            assertThat(server.connections()).isLessThanOrEqualTo(8);
        }
    }

    private static void callFromMany(Stator db, int many, int calls) throws Exception {
        try (var threads = new Closing(virtualThreads())) {
            List<Future<?>> all = new ArrayList<>();
            for (int i = 0; i < many; i++) {
                all.add(threads.executor.submit(() -> {
                    for (int call = 0; call < calls; call++) {
                        assertThat(db.tableNames().execute()).hasSize(2);
                    }
                    return null;
                }));
            }
            for (Future<?> one : all) {
                one.get(60, TimeUnit.SECONDS);
            }
        }
    }

    private record Closing(ExecutorService executor) implements AutoCloseable {
        @Override
        public void close() {
            executor.shutdown();
        }
    }
}
