package dev.stator.benchmarks.engine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The memory of a process that is in RAM, in kB, as Linux tells it.
 *
 * @param peak what it was at most
 */
record Resident(long now, long peak) {

    static Resident of(long pid) throws IOException {
        return parse(Files.readAllLines(Path.of("/proc", Long.toString(pid), "status")));
    }

    /** Reads the lines of {@code /proc/PID/status}. */
    static Resident parse(List<String> status) {
        return new Resident(kilobytes(status, "VmRSS:"), kilobytes(status, "VmHWM:"));
    }

    private static long kilobytes(List<String> status, String name) {
        String line = status.stream()
                .filter(each -> each.startsWith(name) && each.endsWith(" kB"))
                .findFirst()
                .orElseThrow(
                        () -> new IllegalArgumentException("The status of a process has no line " + name + " in kB"));
        return Long.parseLong(
                line.substring(name.length(), line.length() - " kB".length()).strip());
    }
}
