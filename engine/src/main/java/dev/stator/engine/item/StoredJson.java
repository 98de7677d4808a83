package dev.stator.engine.item;

import dev.stator.internal.json.JsonWriter;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;

/**
 * Finds the attributes of a stored item in its JSON, without a look at their values. What {@link JsonWriter} has written has no
 * spaces, and no name twice, so this is little more than counting brackets.
 */
final class StoredJson {
    private final byte[] json;
    private int at;

    /** A walk through the item that begins there and ends with the array. */
    StoredJson(byte[] json, int offset) {
        this.json = json;
        this.at = offset;
    }

    /** Where the walk is: before a value after its name was given, and behind it when it was skipped. */
    int at() {
        return at;
    }

    void startItem() {
        expect('{');
    }

    /** The name of the next attribute, or {@code null} at the end of the item. */
    @Nullable
    String nextName() {
        byte first = next();
        if (first == '}') {
            if (at != json.length) {
                throw damaged();
            }
            return null;
        } else if (first == ',') {
            expect('"');
        } else if (first != '"') {
            throw damaged();
        }
        String name = name();
        expect(':');
        return name;
    }

    private String name() {
        int start = at;
        boolean plain = skipString();
        if (plain) {
            return new String(json, start, at - 1 - start, StandardCharsets.UTF_8);
        }
        try (JsonParser in = Json.parser(json, start - 1, at - start + 1)) {
            in.nextToken();
            return in.getString();
        }
    }

    /** Goes on behind a value. Only within strings is a bracket none. */
    void skipValue() {
        int depth = 0;
        do {
            switch (next()) {
                case '{', '[' -> depth++;
                case '}', ']' -> depth--;
                case '"' -> skipString();
                default -> {
                    // A comma, a colon, or a letter of true.
                }
            }
        } while (depth > 0);
    }

    /** Goes on behind a string of which the first quote is passed; whether it stands there as it is, with nothing escaped. */
    private boolean skipString() {
        boolean plain = true;
        for (byte next = next(); next != '"'; next = next()) {
            if (next == '\\') {
                plain = false;
                next();
            }
        }
        return plain;
    }

    private void expect(char sign) {
        if (next() != sign) {
            throw damaged();
        }
    }

    private byte next() {
        if (at == json.length) {
            throw damaged();
        }
        return json[at++];
    }

    private static IllegalStateException damaged() {
        return new IllegalStateException("A stored item cannot be read: it is no JSON of this engine");
    }
}
