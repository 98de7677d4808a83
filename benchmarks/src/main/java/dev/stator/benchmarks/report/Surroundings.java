package dev.stator.benchmarks.report;

import java.io.IOException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Properties;
import java.util.stream.Stream;

/** Where and when the numbers were seen, as the lines of a Markdown list. */
public record Surroundings(List<String> lines) {

    public Surroundings {
        lines = List.copyOf(lines);
    }

    /**
     * Looks at this machine and this JVM, which is of the kind that runs the contenders.
     *
     * @param command what the user typed
     * @param detail what it stood for, with the defaults filled in
     */
    public static Surroundings here(Instant now, String command, String detail) {
        Runtime runtime = Runtime.getRuntime();
        List<String> lines = new ArrayList<>();
        lines.add("Command: `" + command + "` (" + detail + "), on "
                + DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm 'UTC'", Locale.ROOT)
                        .withZone(ZoneOffset.UTC)
                        .format(now)
                + ", at commit " + System.getProperty("stator.commit", "unknown"));
        lines.add("Machine: %s, %d cores, %s of memory; %s %s %s"
                .formatted(
                        processor(),
                        runtime.availableProcessors(),
                        memory(),
                        System.getProperty("os.name"),
                        System.getProperty("os.version"),
                        System.getProperty("os.arch")));
        lines.add("JDK: %s %s (%s)"
                .formatted(
                        System.getProperty("java.vm.name"),
                        System.getProperty("java.runtime.version"),
                        System.getProperty("java.vendor")));
        lines.add("Versions: " + versions());
        return new Surroundings(lines);
    }

    String markdown() {
        return String.join("\n", lines.stream().map(line -> "- " + line).toList()) + "\n";
    }

    private static String processor() {
        try (Stream<String> lines = Files.lines(Path.of("/proc/cpuinfo"))) {
            return lines.filter(line -> line.startsWith("model name"))
                    .map(line -> line.substring(line.indexOf(':') + 1).strip())
                    .findFirst()
                    .orElse("unnamed processor");
        } catch (IOException notLinux) {
            return "unnamed processor";
        }
    }

    private static String memory() {
        return ManagementFactory.getOperatingSystemMXBean() instanceof com.sun.management.OperatingSystemMXBean machine
                ? "%.0f GB".formatted(machine.getTotalMemorySize() / 1e9)
                : "an unknown amount";
    }

    /** The build writes its versions to a resource, so that the page cannot disagree with the class path. */
    private static String versions() {
        Properties versions = new Properties();
        try (InputStream resource =
                Surroundings.class.getResourceAsStream("/dev/stator/benchmarks/versions.properties")) {
            versions.load(resource);
        } catch (IOException unreadable) {
            throw new IllegalStateException("The build's versions cannot be read", unreadable);
        }
        return String.join(
                ", ",
                versions.stringPropertyNames().stream()
                        .sorted()
                        .map(name -> name.replace('.', ' ') + " " + versions.getProperty(name))
                        .toList());
    }
}
