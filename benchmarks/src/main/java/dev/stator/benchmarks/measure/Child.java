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

/** A process, most often a JVM like this one, whose standard output is read line by line. */
public final class Child implements AutoCloseable {

    private final String name;
    private final Process process;
    private final BufferedReader output;

    private Child(String name, Process process) {
        this.name = name;
        this.process = process;
        this.output = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        // Servers would outlive a parent that is told to end.
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroy, "end of " + name));
    }

    /** Starts a main class in a JVM with our class path; its standard error is ours. */
    public static Child start(List<String> options, Class<?> main, String... arguments) throws IOException {
        return start(
                main.getSimpleName() + " " + String.join(" ", arguments), command(options, main, List.of(arguments)));
    }

    /** The command that runs a main class in a JVM with our class path. */
    public static List<String> command(List<String> options, Class<?> main, List<String> arguments) {
        List<String> command = new ArrayList<>();
        command.add(java());
        command.addAll(options);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
        command.addAll(arguments);
        return command;
    }

    /** The launcher of our JVM. */
    public static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }

    /**
     * Starts any command; its standard error is ours.
     *
     * @param name what to call it where it fails
     */
    public static Child start(String name, List<String> command) throws IOException {
        return new Child(
                name,
                new ProcessBuilder(command).redirectError(Redirect.INHERIT).start());
    }

    /** The number of the process. */
    public long pid() {
        return process.pid();
    }

    /** Writes a line to its standard input. */
    public void say(String line) throws IOException {
        process.getOutputStream().write((line + "\n").getBytes(StandardCharsets.UTF_8));
        process.getOutputStream().flush();
    }

    /** The next line, or nothing when the process has ended well. */
    public Optional<String> line() throws IOException, InterruptedException {
        String line = output.readLine();
        if (line == null && process.waitFor() != 0) {
            throw new IllegalStateException(
                    "The process of " + name + " ended with code " + process.exitValue() + "; it says why above");
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
