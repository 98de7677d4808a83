package dev.stator.benchmarks.crash;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What a process did to the files of a folder, and what it said meanwhile, as strace has recorded it. Times are lines of the record: a call
 * begins at one and ends at a later one, if other threads called in between. Files have numbers, as their names change.
 */
final class Trace {
    /** What is recorded; a question mark stands before those that some processors do not have. */
    static final List<String> COMMAND = List.of(
            "strace",
            "--follow-forks",
            "--seccomp-bpf",
            "--quiet=all",
            "--signal=none",
            "--absolute-timestamps=format:unix,precision:us",
            "--decode-fds=path",
            "--strings-in-hex=all",
            "--string-limit=1048576",
            "--trace=openat,lseek,write,pwrite64,writev,pwritev,?pwritev2,?sendfile,?copy_file_range,ftruncate,fallocate,fsync,"
                    + "fdatasync,?sync_file_range,?rename,?renameat,?renameat2,?unlink,?unlinkat");

    /** Something that was done or said from one line on, until it was finished at another. */
    sealed interface Event {
        int begin();

        int end();
    }

    /** What waits in memory until its file is synced. */
    sealed interface FileChange extends Event {
        int file();
    }

    record Write(int begin, int end, int file, long offset, ByteBuffer data) implements FileChange {}

    record Truncation(int begin, int end, int file, long length) implements FileChange {}

    record FileSync(int begin, int end, int file, boolean ofLog) implements Event {}

    /** A name for a file, or for none any more; waits in memory until the folder is synced. */
    record Naming(int begin, int end, String name, int file) implements Event {}

    record FolderSync(int begin, int end) implements Event {}

    /** A deed that was acknowledged; counts from when this was begun to be said. */
    record Acknowledgement(int begin, int end, long micros, int owner, long number) implements Event {}

    static final int NO_FILE = -1;

    private record Unfinished(int begin, String text) {}

    private final String folder;
    private final List<Event> events = new ArrayList<>();
    private final List<Long> micros = new ArrayList<>();
    private final Map<String, Unfinished> unfinished = new HashMap<>();
    private final Map<String, Integer> names = new HashMap<>();
    private final Map<String, Long> positions = new HashMap<>();
    private int files;
    private long longestSync;

    private Trace(Path folder) {
        this.folder = folder + "/";
    }

    static Trace read(Path record, Path folder) throws IOException {
        Trace trace = new Trace(folder);
        try (BufferedReader lines = Files.newBufferedReader(record, StandardCharsets.US_ASCII)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                trace.line(line);
            }
        }
        return trace;
    }

    /** In the order in which they ended. */
    List<Event> events() {
        return events;
    }

    int lines() {
        return micros.size();
    }

    long micros(int line) {
        return micros.get(line);
    }

    /** How long the slowest sync took. */
    long longestSyncMicros() {
        return longestSync;
    }

    private void line(String line) {
        int afterProcess = line.indexOf(' ');
        String process = line.substring(0, afterProcess);
        String rest = line.substring(afterProcess).stripLeading();
        int afterTime = rest.indexOf(' ');
        String time = rest.substring(0, afterTime);
        int now = micros.size();
        micros.add(Long.parseLong(time.replace(".", "")));
        String text = rest.substring(afterTime + 1);
        String cut = "<unfinished ...>";
        if (text.startsWith("<... ")) {
            Unfinished head = unfinished.remove(process);
            if (head == null) {
                throw new IllegalStateException("strace ends a call that it has not begun, at line " + (now + 1));
            }
            call(head.begin(), now, head.text() + text.substring(text.indexOf("resumed>") + "resumed>".length()));
        } else if (text.endsWith(cut)) {
            unfinished.put(process, new Unfinished(now, text.substring(0, text.length() - cut.length())));
        } else if (!text.startsWith("+++") && !text.startsWith("---")) {
            call(now, now, text);
        }
    }

    private void call(int begin, int end, String text) {
        int open = text.indexOf('(');
        int equals = text.lastIndexOf(" = ");
        String result = text.substring(equals + 3);
        if (equals < open || result.startsWith("-") || result.startsWith("?")) {
            return;
        }
        String name = text.substring(0, open);
        String arguments = text.substring(open + 1, equals);
        switch (name) {
            case "openat" -> opened(begin, end, arguments, result);
            case "rename", "renameat", "renameat2" -> {
                String from = nameIn(string(arguments, 0));
                String to = nameIn(string(arguments, 1));
                if (!from.isEmpty() || !to.isEmpty()) {
                    throw unknown(text);
                }
            }
            case "unlink", "unlinkat" -> {
                String file = nameIn(string(arguments, 0));
                if (names.remove(file) != null) {
                    events.add(new Naming(begin, end, file, NO_FILE));
                }
            }
            default -> onFile(name, begin, end, arguments, result);
        }
    }

    private void opened(int begin, int end, String arguments, String result) {
        positions.put(number(result), 0L);
        String name = nameIn(string(arguments, 0));
        if (name.isEmpty()) {
            return;
        }
        if (!names.containsKey(name)) {
            names.put(name, files);
            events.add(new Naming(begin, end, name, files++));
        } else if (arguments.contains("O_TRUNC")) {
            events.add(new Truncation(begin, end, names.get(name), 0));
        }
    }

    private void onFile(String call, int begin, int end, String arguments, String result) {
        String descriptor = number(arguments);
        if (call.equals("write") && descriptor.equals("1")) {
            said(begin, end, new String(bytes(arguments), StandardCharsets.US_ASCII));
            return;
        }
        String path = path(arguments);
        boolean isFolder = (path + "/").equals(folder);
        String name = nameIn(path);
        Integer file = names.get(name);
        if (isFolder && call.equals("fsync")) {
            events.add(new FolderSync(begin, end));
        } else if (file != null && !arguments.contains("(deleted)")) {
            switch (call) {
                case "lseek" -> positions.put(descriptor, Long.valueOf(result));
                case "write" -> {
                    long offset = positions.getOrDefault(descriptor, 0L);
                    write(begin, end, file, offset, arguments, result);
                    positions.put(descriptor, offset + Long.parseLong(result));
                }
                case "pwrite64" -> write(begin, end, file, last(arguments), arguments, result);
                case "ftruncate" -> events.add(new Truncation(begin, end, file, last(arguments)));
                case "fsync", "fdatasync" -> {
                    events.add(new FileSync(begin, end, file, name.endsWith("-wal")));
                    longestSync = Math.max(longestSync, micros(end) - micros(begin));
                }
                default -> throw unknown(call + "(" + name + ")");
            }
        }
    }

    private void write(int begin, int end, int file, long offset, String arguments, String result) {
        byte[] data = bytes(arguments);
        if (data.length != Integer.parseInt(result)) {
            throw unknown("a write of " + data.length + " bytes that has written " + result);
        }
        events.add(new Write(begin, end, file, offset, ByteBuffer.wrap(data)));
    }

    private void said(int begin, int end, String line) {
        int space = line.indexOf(' ');
        if (space > 0) {
            int owner = Integer.parseInt(line.substring(1, space));
            long number = Long.parseLong(line.substring(space + 1).strip());
            events.add(new Acknowledgement(begin, end, micros(begin), owner, number));
        }
    }

    private static IllegalStateException unknown(String what) {
        return new IllegalStateException(
                "The engine did to its files what this test cannot rebuild: " + what + "; teach it to Trace");
    }

    /** The file's name, if it is one in the folder; the memory that processes share is made anew after a crash. */
    private String nameIn(String path) {
        return path.startsWith(folder) && !path.endsWith("-shm") ? path.substring(folder.length()) : "";
    }

    /** The digits at the beginning. */
    private static String number(String text) {
        int end = 0;
        while (end < text.length() && Character.isDigit(text.charAt(end))) {
            end++;
        }
        return text.substring(0, end);
    }

    /** The number that is the last argument. */
    private static long last(String arguments) {
        return Long.parseLong(number(arguments.substring(arguments.lastIndexOf(", ") + 2)));
    }

    /** The path of the descriptor that is the first argument. */
    private static String path(String arguments) {
        int from = arguments.indexOf('<') + 1;
        int to = from;
        while (to < arguments.length() && arguments.charAt(to) != '>' && arguments.charAt(to) != '<') {
            to++;
        }
        return new String(unhex(arguments, from, to), StandardCharsets.UTF_8);
    }

    /** One of the arguments in quotes. */
    private static String string(String arguments, int index) {
        int from = arguments.indexOf('"');
        for (int i = 0; i < index; i++) {
            from = arguments.indexOf('"', arguments.indexOf('"', from + 1) + 1);
        }
        return new String(unhex(arguments, from + 1, arguments.indexOf('"', from + 1)), StandardCharsets.UTF_8);
    }

    private static byte[] bytes(String arguments) {
        int from = arguments.indexOf('"') + 1;
        return unhex(arguments, from, arguments.indexOf('"', from));
    }

    /** Bytes of which each is written as {@code \x00}. */
    private static byte[] unhex(String text, int from, int to) {
        if (from == to) {
            return new byte[0];
        }
        if (text.charAt(from) != '\\') {
            // Such as the name of a pipe.
            return text.substring(from, to).getBytes(StandardCharsets.US_ASCII);
        }
        byte[] bytes = new byte[(to - from) / 4];
        for (int i = 0; i < bytes.length; i++) {
            int at = from + 4 * i + 2;
            bytes[i] = (byte) (Character.digit(text.charAt(at), 16) << 4 | Character.digit(text.charAt(at + 1), 16));
        }
        return bytes;
    }
}
