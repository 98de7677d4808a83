package dev.stator.internal.json;

import dev.stator.value.ItemWriter;
import tools.jackson.core.JsonEncoding;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;

/**
 * Writes one JSON document: the envelope through its own methods, the items and attribute values in it through {@link
 * #items()}. Both go to the same bytes. For one thread, and for one document.
 */
public final class JsonWriter {
    private final Sink sink = new Sink();
    private final JsonGenerator generator =
            Json.FACTORY.createGenerator(ObjectWriteContext.empty(), sink, JsonEncoding.UTF8);
    private final JsonItemWriter items = new JsonItemWriter(generator);

    /** Begins an object. */
    public void startObject() {
        generator.writeStartObject();
    }

    /** Ends the object. */
    public void endObject() {
        generator.writeEndObject();
    }

    /** Begins an array. */
    public void startArray() {
        generator.writeStartArray();
    }

    /** Ends the array. */
    public void endArray() {
        generator.writeEndArray();
    }

    /** The name of the field whose value comes next. */
    public void field(String name) {
        generator.writeName(name);
    }

    /** A string. */
    public void text(String value) {
        generator.writeString(value);
    }

    /** A whole number. */
    public void number(long value) {
        generator.writeNumber(value);
    }

    /** A number. */
    public void number(double value) {
        generator.writeNumber(value);
    }

    /** A boolean. */
    public void flag(boolean value) {
        generator.writeBoolean(value);
    }

    /** A null. */
    public void nullValue() {
        generator.writeNull();
    }

    /** The writer of the item or attribute value that comes next; always the same object. */
    public ItemWriter items() {
        return items;
    }

    /**
     * The finished document; call it once, at the end.
     *
     * @throws IllegalStateException if the document is empty, or something in it was not ended
     */
    public byte[] toByteArray() {
        if (!generator.streamWriteContext().inRoot()
                || generator.streamWriteContext().getEntryCount() != 1) {
            throw new IllegalStateException("The JSON document is not complete: an object or array was not ended, or "
                    + "there is not exactly one value at the top");
        }
        generator.close();
        return sink.toByteArray();
    }
}
