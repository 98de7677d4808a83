package dev.stator.benchmarks.measure;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A JVM like this one, with the same class path, whose standard output is read line by line. */
final class Child implements AutoCloseable {

    private final String name;
    private final Process process;
    private final BufferedReader output;

    private Child(String name, Process process) {
        this.name = name;
        this.process = process;
        this.output = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    }

    /** Starts a main class; its standard error is ours. */
    static Child start(List<String> options, Class<?> main, String... arguments) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(options);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
        command.addAll(List.of(arguments));
        Process process =
                new ProcessBuilder(command).redirectError(Redirect.INHERIT).start();
        return new Child(main.getSimpleName() + " " + String.join(" ", arguments), process);
    }

    /** The next line, or nothing when the JVM has ended well. */
    Optional<String> line() throws IOException, InterruptedException {
        String line = output.readLine();
        if (line == null && process.waitFor() != 0) {
            throw new IllegalStateException(
                    "The JVM of " + name + " ended with code " + process.exitValue() + "; it says why above");
        }
        return Optional.ofNullable(line);
    }

    /** Ends it and waits, so that it takes no CPU from the next one. */
    @Override
    public void close() throws IOException {
        process.destroy();
        process.onExit().join();
        output.close();
    }
}
