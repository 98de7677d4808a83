package dev.stator.internal.json;

import dev.stator.value.ItemReader;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.exc.UnexpectedEndOfInputException;

/**
 * Reads one JSON document: the envelope through its own methods, the items and attribute values in it through {@link
 * #items()}. For one thread.
 *
 * <p>The reader stands on a value, at first on the whole document. A value that nobody asks for is skipped when the
 * reader moves on. Every method throws {@link MalformedJsonException} if the bytes are not JSON, or hold another kind of
 * value than the one asked for; and so does the one that ends the document, if anything follows it.
 */
public final class JsonReader {
    private final byte[] body;
    private final int offset;
    private final int length;
    private final JsonParser parser;
    private final JsonItemReader items = new JsonItemReader(this);

    /** How many objects and arrays of the envelope are open. */
    private int depth;
    /** Whether the reader stands on a value that was not asked for yet. */
    private boolean pending = true;

    /** A reader of the document that these bytes are. */
    public JsonReader(byte[] body) {
        this(body, 0, body.length);
    }

    /** A reader of the document that these bytes of a larger array are. */
    public JsonReader(byte[] body, int offset, int length) {
        this.body = body;
        this.offset = offset;
        this.length = length;
        parser = Json.FACTORY.createParser(ObjectReadContext.empty(), body, offset, length);
        if (next() == null) {
            throw malformed("there is no value");
        }
    }

    /** A new reader at the beginning of the same document. */
    public JsonReader again() {
        return new JsonReader(body, offset, length);
    }

    /** Enters the object on which the reader stands. */
    public void startObject() {
        expect(JsonToken.START_OBJECT);
        depth++;
        pending = false;
    }

    /** Moves to the value of the next field and gives the field's name, or leaves the object and gives {@code null}. */
    public @Nullable String nextField() {
        passBy();
        String name = nextName();
        if (name == null) {
            leave();
        } else {
            next();
            pending = true;
        }
        return name;
    }

    /** Enters the array on which the reader stands. */
    public void startArray() {
        expect(JsonToken.START_ARRAY);
        depth++;
        pending = false;
    }

    /** Moves to the next element, or leaves the array and says {@code false}. */
    public boolean nextElement() {
        passBy();
        if (next() == JsonToken.END_ARRAY) {
            leave();
            return false;
        }
        pending = true;
        return true;
    }

    /** Whether the reader stands on a null. Consumes nothing. */
    public boolean isNull() {
        return parser.currentToken() == JsonToken.VALUE_NULL;
    }

    /** Whether the reader stands on an object. Consumes nothing. */
    public boolean isObject() {
        return parser.currentToken() == JsonToken.START_OBJECT;
    }

    /** Whether the reader stands on an array. Consumes nothing. */
    public boolean isArray() {
        return parser.currentToken() == JsonToken.START_ARRAY;
    }

    /** Whether the reader stands on a string. Consumes nothing. */
    public boolean isText() {
        return parser.currentToken() == JsonToken.VALUE_STRING;
    }

    /** Whether the reader stands on a number. Consumes nothing. */
    public boolean isNumber() {
        return parser.currentToken() == JsonToken.VALUE_NUMBER_INT
                || parser.currentToken() == JsonToken.VALUE_NUMBER_FLOAT;
    }

    /** The string on which the reader stands. */
    public String text() {
        pending = false;
        return string();
    }

    /** The whole number on which the reader stands. */
    public long integer() {
        expect(JsonToken.VALUE_NUMBER_INT);
        pending = false;
        try {
            return parser.getLongValue();
        } catch (JacksonException e) {
            throw malformed("a whole number is too large");
        }
    }

    /** The number on which the reader stands, as it is written. */
    public String digits() {
        if (parser.currentToken() != JsonToken.VALUE_NUMBER_INT) {
            expect(JsonToken.VALUE_NUMBER_FLOAT);
        }
        pending = false;
        try {
            return parser.getString();
        } catch (JacksonException e) {
            throw malformed(e);
        }
    }

    /** The number on which the reader stands, whole or not. */
    public double decimal() {
        if (parser.currentToken() != JsonToken.VALUE_NUMBER_INT) {
            expect(JsonToken.VALUE_NUMBER_FLOAT);
        }
        pending = false;
        try {
            return parser.getDoubleValue();
        } catch (JacksonException e) {
            throw malformed("a number is too large");
        }
    }

    /** The boolean on which the reader stands. */
    public boolean flag() {
        pending = false;
        return bool();
    }

    /** Leaves out the value on which the reader stands, with all within it. */
    public void skip() {
        pending = false;
        skipValue();
        valueEnded();
    }

    /**
     * The reader of the item or attribute value on which this one stands; always the same object. Once it has consumed
     * that value, this reader goes on behind it.
     */
    public ItemReader items() {
        pending = false;
        return items;
    }

    private void passBy() {
        if (pending) {
            pending = false;
            skipValue();
        }
    }

    private void leave() {
        depth--;
        valueEnded();
    }

    /** Called after each value; at the end of the document, looks for what must not be there and frees the buffers. */
    void valueEnded() {
        if (depth == 0 && next() != null) {
            throw malformed("something follows the end of the document");
        }
    }

    void expect(JsonToken token) {
        JsonToken found = parser.currentToken();
        if (found != token) {
            throw malformed("expected " + nameOf(token) + ", found " + nameOf(found));
        }
    }

    @Nullable
    JsonToken next() {
        try {
            return parser.nextToken();
        } catch (JacksonException e) {
            throw malformed(e);
        }
    }

    /** The next field's name, or null at the end of the object. */
    @Nullable
    String nextName() {
        try {
            String name = parser.nextName();
            if (name == null) {
                expect(JsonToken.END_OBJECT);
            }
            return name;
        } catch (JacksonException e) {
            throw malformed(e);
        }
    }

    String string() {
        expect(JsonToken.VALUE_STRING);
        try {
            return parser.getString();
        } catch (JacksonException e) {
            throw malformed(e);
        }
    }

    boolean bool() {
        if (parser.currentToken() == JsonToken.VALUE_TRUE) {
            return true;
        } else if (parser.currentToken() == JsonToken.VALUE_FALSE) {
            return false;
        }
        throw malformed("expected true or false, found " + nameOf(parser.currentToken()));
    }

    void skipValue() {
        try {
            parser.skipChildren();
            // A text is read lazily, and one that is cut off must not pass.
            if (parser.currentToken() == JsonToken.VALUE_STRING) {
                parser.finishToken();
            }
        } catch (JacksonException e) {
            throw malformed(e);
        }
    }

    MalformedJsonException malformed(String problem) {
        return new MalformedJsonException(problem, parser.currentTokenLocation().getByteOffset());
    }

    /** Jackson's own messages quote the text, so they are not passed on. */
    private MalformedJsonException malformed(JacksonException e) {
        String problem = "the text breaks the rules of JSON";
        if (e instanceof UnexpectedEndOfInputException) {
            problem = "the text ends too early";
        } else if (e instanceof StreamConstraintsException) {
            problem = "it is nested too deeply, or a name, text or number is too long";
        }
        return new MalformedJsonException(problem, parser.currentLocation().getByteOffset());
    }

    private static String nameOf(@Nullable JsonToken token) {
        if (token == null) {
            return "the end of the text";
        }
        return switch (token) {
            case START_OBJECT -> "an object";
            case END_OBJECT -> "the end of an object";
            case START_ARRAY -> "an array";
            case END_ARRAY -> "the end of an array";
            case VALUE_STRING -> "a string";
            case VALUE_NUMBER_INT -> "a whole number";
            case VALUE_NUMBER_FLOAT -> "a number";
            case VALUE_TRUE, VALUE_FALSE -> "a boolean";
            case VALUE_NULL -> "null";
            default -> "something else";
        };
    }
}
