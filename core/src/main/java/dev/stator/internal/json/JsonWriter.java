package dev.stator.internal.json;

import dev.stator.value.Item;
import dev.stator.value.ItemWriter;
import java.nio.charset.StandardCharsets;
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

    /** An item as a JSON text. */
    public static String textOf(Item item) {
        JsonWriter json = new JsonWriter();
        item.writeTo(json.items());
        return new String(json.toByteArray(), StandardCharsets.UTF_8);
    }

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

    /** A number, given as JSON writes it. */
    public void digits(String number) {
        generator.writeNumber(number);
    }

    /** A boolean. */
    public void flag(boolean value) {
        generator.writeBoolean(value);
    }

    /** A null. */
    public void nullValue() {
        generator.writeNull();
    }

    /**
     * A whole value that is JSON already, such as a stored item; nobody checks it.
     *
     * @param json the array in which it lies
     * @param offset where it begins
     * @param length how many bytes it has
     */
    public void raw(byte[] json, int offset, int length) {
        // The empty value sets the comma or colon and the generator's state; the bytes then follow it in the sink.
        generator.writeRawValue("");
        generator.flush();
        sink.write(json, offset, length);
    }

    /** The writer of the item or attribute value that comes next; always the same object. */
    public ItemWriter items() {
        return items;
    }

    /** How many bytes the document has by now. */
    public int size() {
        return sink.size() + generator.streamWriteOutputBuffered();
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
