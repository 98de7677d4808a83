package dev.stator.internal.json;

import dev.stator.value.AttributeType;
import dev.stator.value.AttributeValue;
import dev.stator.value.Binary;
import dev.stator.value.ItemWriter;
import java.math.BigDecimal;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.exc.StreamWriteException;
import tools.jackson.core.io.SerializedString;

/** Tokens to DynamoDB JSON. A value is an object with its type descriptor as the only field; a set holds bare texts. */
final class JsonItemWriter implements ItemWriter {
    private final JsonGenerator generator;
    /** Digits of the number at hand; a long takes up to 20 characters. */
    private final byte[] digits = new byte[20];

    private boolean inSet;

    JsonItemWriter(JsonGenerator generator) {
        this.generator = generator;
    }

    @Override
    public void startItem() {
        startObject();
    }

    @Override
    public void endItem() {
        endObject();
    }

    @Override
    public void name(String name) {
        try {
            generator.writeName(name);
        } catch (StreamWriteException e) {
            throw outOfOrder(e);
        }
    }

    @Override
    public void string(String value) {
        begin(Json.S);
        generator.writeString(value);
        end();
    }

    @Override
    public void number(long value) {
        begin(Json.N);
        int start = Digits.write(value, digits);
        generator.writeRawUTF8String(digits, start, digits.length - start);
        end();
    }

    @Override
    public void number(BigDecimal value) {
        String text = new AttributeValue.N(value).text();
        begin(Json.N);
        generator.writeString(text);
        end();
    }

    @Override
    public void binary(Binary value) {
        begin(Json.B);
        generator.writeString(value.toBase64());
        end();
    }

    @Override
    public void bool(boolean value) {
        begin(Json.BOOL);
        generator.writeBoolean(value);
        end();
    }

    @Override
    public void nullValue() {
        begin(Json.NULL);
        generator.writeBoolean(true);
        end();
    }

    @Override
    public void startMap() {
        begin(Json.M);
        startObject();
    }

    @Override
    public void endMap() {
        endObject();
        endObject();
    }

    @Override
    public void startList() {
        begin(Json.L);
        startArray();
    }

    @Override
    public void endList() {
        endArray();
        end();
    }

    @Override
    public void startSet(AttributeType type) {
        begin(
                switch (type) {
                    case SS -> Json.SS;
                    case NS -> Json.NS;
                    case BS -> Json.BS;
                    default -> throw new IllegalArgumentException(type + " is not a set type");
                });
        startArray();
        inSet = true;
    }

    @Override
    public void endSet() {
        inSet = false;
        endArray();
        end();
    }

    /** Opens the object around a value, up to its type descriptor. */
    private void begin(SerializedString descriptor) {
        if (!inSet) {
            startObject();
            generator.writeName(descriptor);
        }
    }

    private void end() {
        if (!inSet) {
            generator.writeEndObject();
        }
    }

    private void startObject() {
        try {
            generator.writeStartObject();
        } catch (StreamWriteException e) {
            throw outOfOrder(e);
        } catch (StreamConstraintsException e) {
            throw tooDeep(e);
        }
    }

    private void startArray() {
        try {
            generator.writeStartArray();
        } catch (StreamConstraintsException e) {
            throw tooDeep(e);
        }
    }

    private void endObject() {
        try {
            generator.writeEndObject();
        } catch (StreamWriteException e) {
            throw outOfOrder(e);
        }
    }

    private void endArray() {
        try {
            generator.writeEndArray();
        } catch (StreamWriteException e) {
            throw outOfOrder(e);
        }
    }

    private static IllegalArgumentException tooDeep(StreamConstraintsException e) {
        return new IllegalArgumentException("A value is nested too deeply; DynamoDB takes at most 32 levels", e);
    }

    private static IllegalStateException outOfOrder(StreamWriteException e) {
        return new IllegalStateException("Tokens out of order: " + e.getOriginalMessage(), e);
    }
}
