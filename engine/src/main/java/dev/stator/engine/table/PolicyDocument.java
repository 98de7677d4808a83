package dev.stator.engine.table;

import dev.stator.engine.fault.Fault;
import dev.stator.engine.item.Json;
import dev.stator.engine.request.RequestBody;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/** Checks that a text is a policy, as far as that can be told without knowing whom and what it names. */
final class PolicyDocument {
    private static final int MAX_BYTES = 20 * 1024;

    /** What a statement must say, in one way or in its negation. */
    private static final List<String> REQUIRED = List.of("Principal", "Action", "Resource");

    private final String text;
    private final Set<String> ids = new HashSet<>();

    private PolicyDocument(String text) {
        this.text = text;
    }

    /**
     * Checks a text.
     *
     * @throws Fault a ValidationException if it is no policy
     */
    static void check(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        if (bytes.length > MAX_BYTES) {
            throw Fault.invalidParameter("Maximum policy size of " + MAX_BYTES + " bytes exceeded");
        }
        if (!RequestBody.isJson(bytes)) {
            throw refused("This policy contains invalid Json");
        }
        try (JsonParser in = Json.parser(bytes)) {
            new PolicyDocument(text).read(in);
        }
    }

    private void read(JsonParser in) {
        JsonToken first = in.nextToken();
        if (first == null || first == JsonToken.START_ARRAY) {
            throw refused("This policy contains invalid Json");
        } else if (first != JsonToken.START_OBJECT) {
            throw refused("This text appears not to be a policy");
        }
        boolean states = false;
        while (in.nextToken() == JsonToken.PROPERTY_NAME) {
            boolean statements = "Statement".equals(in.currentName());
            JsonToken value = in.nextToken();
            if (statements && value.isStructStart()) {
                statements(in, value);
                states = true;
            } else {
                in.skipChildren();
            }
        }
        if (!states) {
            int line = text.lastIndexOf('\n') + 1;
            long lines = text.chars().filter(c -> c == '\n').count() + 1;
            throw refused("Syntax error at position (" + lines + "," + (text.length() - line + 1) + ")");
        }
    }

    private void statements(JsonParser in, JsonToken first) {
        if (first == JsonToken.START_OBJECT) {
            statement(in);
            return;
        }
        int count = 0;
        for (JsonToken next = in.nextToken(); next != JsonToken.END_ARRAY; next = in.nextToken()) {
            count++;
            if (next == JsonToken.START_OBJECT) {
                statement(in);
            } else {
                in.skipChildren();
            }
        }
        if (count == 0) {
            throw refused("Could not parse the policy: Statement is empty!");
        }
    }

    private void statement(JsonParser in) {
        Set<String> names = new HashSet<>();
        boolean unique = true;
        while (in.nextToken() == JsonToken.PROPERTY_NAME) {
            String name = in.currentName();
            names.add(name);
            if (in.nextToken() == JsonToken.VALUE_STRING && name.equals("Sid")) {
                unique &= ids.add(in.getString());
            }
            in.skipChildren();
        }
        if (!names.contains("Effect")) {
            throw missing("Effect");
        }
        for (String required : REQUIRED) {
            if (!names.contains(required) && !names.contains("Not" + required)) {
                throw missing(required);
            }
        }
        if (!unique) {
            throw refused("The Statement Ids in the policy are not unique");
        }
    }

    private static Fault missing(String field) {
        return refused("Missing required field " + field);
    }

    private static Fault refused(String why) {
        return Fault.invalidParameter("Invalid policy document: " + why);
    }
}
