package dev.stator.engine.item;

import dev.stator.engine.fault.Fault;
import java.util.Locale;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/** Reads strings and booleans, with the service's words for every JSON type that is wrong. */
public final class Scalars {
    private Scalars() {}

    /** A string. */
    public static String text(JsonParser in, JsonToken token) {
        if (token == JsonToken.VALUE_STRING) {
            return wellFormed(in.getString());
        }
        throw wrong(token, String.class);
    }

    /** The name of the member at which the parser stands. */
    public static String name(JsonParser in) {
        return wellFormed(in.currentName());
    }

    /** Refuses half a surrogate pair: it has no form in UTF-8, so it could be neither stored nor answered as it came. */
    private static String wellFormed(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (Character.isSurrogate(c)) {
                boolean pair = Character.isHighSurrogate(c)
                        && i + 1 < text.length()
                        && Character.isLowSurrogate(text.charAt(i + 1));
                if (!pair) {
                    throw Fault.malformed();
                }
                i++;
            }
        }
        return text;
    }

    /** A boolean, or one of the strings that the service takes for one. */
    public static boolean flag(JsonParser in, JsonToken token) {
        if (token == JsonToken.VALUE_TRUE || token == JsonToken.VALUE_FALSE) {
            return token == JsonToken.VALUE_TRUE;
        } else if (token == JsonToken.VALUE_STRING) {
            return switch (in.getString().toUpperCase(Locale.ROOT)) {
                case "TRUE", "1", "YES" -> true;
                case "FALSE", "0", "NO" -> false;
                default -> throw Fault.serialization("Unexpected token received from parser");
            };
        }
        throw wrong(token, Boolean.class);
    }

    /**
     * The error for a JSON type that is not that of the scalar.
     *
     * @param type what the service, which is written in Java too, would have made of it
     */
    public static Fault wrong(JsonToken token, Class<?> type) {
        String name = type.getSimpleName();
        return Fault.serialization(
                switch (token) {
                    case VALUE_STRING -> "STRING_VALUE cannot be converted to " + name;
                    case VALUE_TRUE -> "TRUE_VALUE cannot be converted to " + name;
                    case VALUE_FALSE -> "FALSE_VALUE cannot be converted to " + name;
                    case VALUE_NUMBER_INT -> "NUMBER_VALUE cannot be converted to " + name;
                    case VALUE_NUMBER_FLOAT -> "DECIMAL_VALUE cannot be converted to " + name;
                    case START_ARRAY -> "Unrecognized collection type " + type;
                    default -> "Start of structure or map found where not expected";
                });
    }
}
