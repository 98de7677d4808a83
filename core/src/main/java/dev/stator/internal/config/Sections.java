package dev.stator.internal.config;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The sections of one profile file, by the text between their brackets. Lines that are indented below a key without a value
 * are keys within that key, and are found as {@code key.inner}. What cannot be understood is skipped and noted.
 */
final class Sections {
    private final Map<String, Map<String, String>> sections = new LinkedHashMap<>();
    private final List<String> problems = new ArrayList<>();
    private final String file;
    private @Nullable Map<String, String> section;
    private String parent = "";

    private Sections(String file) {
        this.file = file;
    }

    static Sections parse(String file, List<String> lines) {
        Sections parsed = new Sections(file);
        for (int i = 0; i < lines.size(); i++) {
            parsed.line(i + 1, lines.get(i));
        }
        return parsed;
    }

    /** The keys of a section; empty if it is not there. */
    Map<String, String> get(String name) {
        return sections.getOrDefault(name, Map.of());
    }

    boolean has(String name) {
        return sections.containsKey(name);
    }

    List<String> problems() {
        return problems;
    }

    private void line(int number, String line) {
        String text = line.strip();
        if (text.isEmpty() || text.startsWith("#") || text.startsWith(";")) {
            return;
        }
        boolean indented = Character.isWhitespace(line.charAt(0));
        if (text.startsWith("[") && !indented) {
            begin(number, text);
            return;
        }
        text = withoutComment(text);
        int equals = text.indexOf('=');
        Map<String, String> keys = section;
        if (equals <= 0 || keys == null) {
            if (!indented || keys == null) {
                problems.add("line " + number + " of " + file + " is not understood");
            }
            return;
        }
        String key = text.substring(0, equals).strip().toLowerCase(Locale.ROOT);
        String value = text.substring(equals + 1).strip();
        if (indented && !parent.isEmpty()) {
            keys.put(parent + "." + key, value);
        } else {
            keys.put(key, value);
            parent = value.isEmpty() ? key : "";
        }
    }

    private void begin(int number, String text) {
        parent = "";
        int end = text.indexOf(']');
        if (end < 0) {
            section = null;
            problems.add("line " + number + " of " + file + " is not understood");
            return;
        }
        String name = text.substring(1, end)
                .strip()
                .replaceAll("\\s+", " ")
                .replace("\"", "")
                .replace("'", "");
        section = sections.computeIfAbsent(name, unknown -> new LinkedHashMap<>());
    }

    /** A comment begins behind a space; a value may hold the characters. */
    private static String withoutComment(String text) {
        for (int i = 1; i < text.length(); i++) {
            char c = text.charAt(i);
            if ((c == '#' || c == ';') && Character.isWhitespace(text.charAt(i - 1))) {
                return text.substring(0, i).stripTrailing();
            }
        }
        return text;
    }
}
