package dev.stator.internal.json;

import dev.stator.value.AttributeType;
import dev.stator.value.Binary;
import dev.stator.value.ItemReader;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonToken;

/**
 * DynamoDB JSON to tokens. The parser stands on the object around a value until {@link #type} is asked for, then on the
 * value of its only field; what consumes the value also closes that object.
 */
final class JsonItemReader implements ItemReader {
    private final JsonReader reader;

    /** The type of the value that has been opened; null while the parser stands in front of its descriptor. */
    private @Nullable AttributeType type;
    /** The type of the elements, within a set. */
    private @Nullable AttributeType elementType;
    /** How many maps and lists are open, the item included. */
    private int depth;

    private boolean inItem;

    JsonItemReader(JsonReader reader) {
        this.reader = reader;
    }

    @Override
    public AttributeType type() {
        AttributeType known = elementType == null ? type : elementType;
        return known == null ? open() : known;
    }

    private AttributeType open() {
        reader.expect(JsonToken.START_OBJECT);
        String descriptor = reader.nextName();
        if (descriptor == null) {
            throw reader.malformed("a value has no type descriptor");
        }
        AttributeType found = descriptorOf(descriptor);
        reader.next();
        type = found;
        return found;
    }

    private AttributeType descriptorOf(String text) {
        return switch (text) {
            case "S" -> AttributeType.S;
            case "N" -> AttributeType.N;
            case "B" -> AttributeType.B;
            case "BOOL" -> AttributeType.BOOL;
            case "NULL" -> AttributeType.NULL;
            case "L" -> AttributeType.L;
            case "M" -> AttributeType.M;
            case "SS" -> AttributeType.SS;
            case "NS" -> AttributeType.NS;
            case "BS" -> AttributeType.BS;
            default ->
                throw reader.malformed("unknown type descriptor "
                        + (text.length() > 20 ? "of " + text.length() + " characters" : '"' + text + '"'));
        };
    }

    private void take(AttributeType wanted) {
        AttributeType found = type();
        if (found != wanted) {
            throw new IllegalStateException("The reader stands on a value of type " + found + ", not " + wanted);
        }
    }

    /** Ends the value: the object around it closes, unless the value is an element of a set. */
    private void close() {
        if (elementType == null) {
            if (reader.next() != JsonToken.END_OBJECT) {
                throw reader.malformed("a value has more than one type descriptor");
            }
            type = null;
            if (depth == 0) {
                reader.valueEnded();
            }
        }
    }

    @Override
    public void startItem() {
        if (depth > 0 || type != null) {
            throw new IllegalStateException("An item stands at the top only; within it, maps do");
        }
        reader.expect(JsonToken.START_OBJECT);
        inItem = true;
        depth = 1;
    }

    @Override
    public void startMap() {
        take(AttributeType.M);
        reader.expect(JsonToken.START_OBJECT);
        type = null;
        depth++;
    }

    @Override
    public @Nullable String nextName() {
        String name = reader.nextName();
        if (name != null) {
            reader.next();
            return name;
        }
        depth--;
        if (depth == 0 && inItem) {
            inItem = false;
            reader.valueEnded();
        } else {
            close();
        }
        return null;
    }

    @Override
    public void startList() {
        take(AttributeType.L);
        reader.expect(JsonToken.START_ARRAY);
        type = null;
        depth++;
    }

    @Override
    public void startSet() {
        AttributeType found = type();
        if (elementType != null || !found.isSet()) {
            throw new IllegalStateException("The reader stands on a value of type " + found + ", not on a set");
        }
        reader.expect(JsonToken.START_ARRAY);
        elementType = found.elementType();
    }

    @Override
    public boolean nextElement() {
        boolean more = reader.next() != JsonToken.END_ARRAY;
        if (!more) {
            if (elementType == null) {
                depth--;
            }
            elementType = null;
            close();
        }
        return more;
    }

    @Override
    public String string() {
        take(AttributeType.S);
        String value = reader.string();
        close();
        return value;
    }

    @Override
    public String number() {
        take(AttributeType.N);
        String value = reader.string();
        close();
        return value;
    }

    @Override
    public Binary binary() {
        take(AttributeType.B);
        Binary value;
        try {
            value = Binary.fromBase64(reader.string());
        } catch (IllegalArgumentException e) {
            throw reader.malformed("a binary is not base64");
        }
        close();
        return value;
    }

    @Override
    public boolean bool() {
        take(AttributeType.BOOL);
        boolean value = reader.bool();
        close();
        return value;
    }

    @Override
    public void nullValue() {
        take(AttributeType.NULL);
        if (!reader.bool()) {
            throw reader.malformed("an explicit null must be true");
        }
        close();
    }

    @Override
    public void skip() {
        if (elementType != null) {
            reader.expect(JsonToken.VALUE_STRING);
            reader.skipValue();
        } else if (type != null) {
            reader.skipValue();
            close();
        } else {
            // Not opened: a type descriptor that is not known yet may be passed by.
            reader.expect(JsonToken.START_OBJECT);
            reader.skipValue();
            if (depth == 0) {
                reader.valueEnded();
            }
        }
    }
}
