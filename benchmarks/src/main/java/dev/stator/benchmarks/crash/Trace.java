package dev.stator.benchmarks.crash;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What a process did to the files of a folder and of those in it, and what it said meanwhile, as strace has recorded it. Times are lines of
 * the record: a call begins at one and ends at a later one, if other threads called in between. Files and folders have numbers, as
 * their names change.
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
                    + "fdatasync,?sync_file_range,?rename,?renameat,?renameat2,?unlink,?unlinkat,?mkdir,?mkdirat,?rmdir");

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

    /** What is done to names in a folder; waits in memory until that folder is synced. */
    sealed interface FolderChange extends Event {
        int folder();
    }

    /** A name for a file or a folder, or for none any more. */
    record Naming(int begin, int end, int folder, String name, int node) implements FolderChange {}

    /** Another name, which may have been that of another file, and both at once. */
    record Renaming(int begin, int end, int folder, String from, String to) implements FolderChange {}

    record FolderSync(int begin, int end, int folder) implements Event {}

    /** Something that was acknowledged; counts from when this was begun to be said. */
    record Acknowledgement(int begin, int end, long micros, String who, long number) implements Event {}

    /** No file and no folder. */
    static final int NOTHING = -1;

    /** The number of the folder that is recorded. */
    static final int TOP = 0;

    private record Unfinished(int begin, String text) {}

    private final String folder;
    private final List<Event> events = new ArrayList<>();
    private final List<Long> micros = new ArrayList<>();
    private final Map<String, Unfinished> unfinished = new HashMap<>();
    /** The numbers of files and folders by their paths from the folder that is recorded, whose own path is empty. */
    private final Map<String, Integer> nodes = new HashMap<>(Map.of("", TOP));

    private final Set<Integer> folders = new HashSet<>(Set.of(TOP));
    private final Map<String, Long> positions = new HashMap<>();
    private int next = TOP + 1;
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

    boolean isFolder(int node) {
        return folders.contains(node);
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
            case "mkdir", "mkdirat" -> made(begin, end, arguments);
            case "rename", "renameat", "renameat2" -> renamed(begin, end, arguments, text);
            case "unlink", "unlinkat", "rmdir" -> removed(begin, end, arguments);
            default -> onFile(name, begin, end, arguments, result);
        }
    }

    private void opened(int begin, int end, String arguments, String result) {
        positions.put(number(result), 0L);
        String path = pathIn(string(arguments, 0));
        if (path == null) {
            return;
        }
        Integer known = nodes.get(path);
        if (known == null) {
            name(begin, end, path, next++);
        } else if (arguments.contains("O_TRUNC")) {
            events.add(new Truncation(begin, end, known, 0));
        }
    }

    private void made(int begin, int end, String arguments) {
        String path = pathIn(string(arguments, 0));
        if (path != null) {
            folders.add(next);
            name(begin, end, path, next++);
        }
    }

    private void removed(int begin, int end, String arguments) {
        String path = pathIn(string(arguments, 0));
        if (path != null && nodes.containsKey(path)) {
            name(begin, end, path, NOTHING);
        }
    }

    private void name(int begin, int end, String path, int node) {
        events.add(new Naming(begin, end, folderOf(path), nameOf(path), node));
        if (node == NOTHING) {
            nodes.remove(path);
        } else {
            nodes.put(path, node);
        }
    }

    private void renamed(int begin, int end, String arguments, String text) {
        String from = pathIn(string(arguments, 0));
        String to = pathIn(string(arguments, 1));
        if (from == null && to == null) {
            return;
        } else if (from == null || to == null || folderOf(from) != folderOf(to)) {
            throw unknown(text);
        }
        events.add(new Renaming(begin, end, folderOf(from), nameOf(from), nameOf(to)));
        nodes.remove(to);
        Set<String> moved = nodes.keySet().stream()
                .filter(path -> path.equals(from) || path.startsWith(from + "/"))
                .collect(Collectors.toSet());
        moved.forEach(path -> nodes.put(to + path.substring(from.length()), nodes.remove(path)));
    }

    private int folderOf(String path) {
        Integer folder = nodes.get(path.substring(0, Math.max(0, path.lastIndexOf('/'))));
        if (folder == null || !folders.contains(folder)) {
            throw unknown("something in a folder that it had not made, " + path);
        }
        return folder;
    }

    private static String nameOf(String path) {
        return path.substring(path.lastIndexOf('/') + 1);
    }

    private void onFile(String call, int begin, int end, String arguments, String result) {
        String descriptor = number(arguments);
        if (call.equals("write") && descriptor.equals("1")) {
            said(begin, end, new String(bytes(arguments), StandardCharsets.US_ASCII));
            return;
        }
        String path = pathIn(path(arguments));
        Integer file = nodes.get(path);
        if (path == null || file == null || arguments.contains("(deleted)")) {
            return;
        } else if (folders.contains(file)) {
            if (call.equals("fsync")) {
                events.add(new FolderSync(begin, end, file));
            }
        } else {
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
                    events.add(new FileSync(begin, end, file, path.equals(Orders.LOG)));
                    longestSync = Math.max(longestSync, micros(end) - micros(begin));
                }
                default -> throw unknown(call + "(" + path + ")");
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
            long number = Long.parseLong(line.substring(space + 1).strip());
            events.add(new Acknowledgement(begin, end, micros(begin), line.substring(0, space), number));
        }
    }

    private static IllegalStateException unknown(String what) {
        return new IllegalStateException(
                "The engine did to its files what this test cannot rebuild: " + what + "; teach it to Trace");
    }

    /** The way to it from the folder, if it is in there; but the memory that processes share is made anew after a crash. */
    private @Nullable String pathIn(String path) {
        if ((path + "/").equals(folder)) {
            return "";
        }
        return path.startsWith(folder) && !path.endsWith("-shm") ? path.substring(folder.length()) : null;
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
