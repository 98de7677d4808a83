package dev.stator.benchmarks.crash;

import dev.stator.benchmarks.measure.Child;
import dev.stator.engine.DataFolder;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** A process that copies the folder of another one's engine, as {@code stator backup} does, and may come to its end meanwhile. */
final class Outsider {
    /** With what it ends when it has not come to an end of its own. */
    static final int HALTED = 9;

    private Outsider() {}

    /**
     * Starts one.
     *
     * @param millis how long after it began to copy it ends, with nothing tidied up
     */
    static Process start(Orders orders, Path target, int millis) throws IOException {
        return new ProcessBuilder(Child.command(
                        List.of("-Xmx64m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"),
                        Outsider.class,
                        List.of(orders.data().toString(), target.toString(), "" + millis)))
                .redirectOutput(Redirect.DISCARD)
                .redirectError(Redirect.INHERIT)
                .start();
    }

    public static void main(String[] arguments) {
        CompletableFuture.delayedExecutor(Long.parseLong(arguments[2]), TimeUnit.MILLISECONDS)
                .execute(() -> Runtime.getRuntime().halt(HALTED));
        DataFolder.at(Path.of(arguments[0])).backup(Path.of(arguments[1]));
        Runtime.getRuntime().halt(0);
    }
}
