package dev.stator.internal.json;

import dev.stator.value.Item;
import dev.stator.value.ItemWriter;
import java.nio.charset.StandardCharsets;

/**
 * Writes one JSON document: the envelope through its own methods, the items and attribute values in it through {@link
 * #items()}. Both go to the same bytes. For one thread, and for one document.
 */
public final class JsonWriter {
    private final JsonText json;
    private final JsonItemWriter items;

    /** A writer of a document of any length. */
    public JsonWriter() {
        this(512);
    }

    /**
     * A writer that has room from the beginning for a document of about that length.
     *
     * @param length in bytes; may be too small
     */
    public JsonWriter(int length) {
        json = new JsonText(length);
        items = new JsonItemWriter(json);
    }

    /** An item as a JSON text. */
    public static String textOf(Item item) {
        JsonWriter out = new JsonWriter();
        item.writeTo(out.items());
        return new String(out.toByteArray(), StandardCharsets.UTF_8);
    }

    /** Begins an object. */
    public void startObject() {
        json.startObject();
    }

    /** Ends the object. */
    public void endObject() {
        json.endObject();
    }

    /** Begins an array. */
    public void startArray() {
        json.startArray();
    }

    /** Ends the array. */
    public void endArray() {
        json.endArray();
    }

    /** The name of the field whose value comes next. */
    public void field(String name) {
        json.name(name);
    }

    /** A string. */
    public void text(String value) {
        json.text(value);
    }

    /** A whole number. */
    public void number(long value) {
        literal(Long.toString(value));
    }

    /** A number. */
    public void number(double value) {
        literal(Double.toString(value));
    }

    /** A number, given as JSON writes it. */
    public void digits(String number) {
        literal(number);
    }

    /** A boolean. */
    public void flag(boolean value) {
        literal(value ? "true" : "false");
    }

    private void literal(String ascii) {
        byte[] bytes = ascii.getBytes(StandardCharsets.US_ASCII);
        json.raw(bytes, 0, bytes.length);
    }

    /** A null. */
    public void nullValue() {
        literal("null");
    }

    /**
     * A whole value that is JSON already, such as a stored item; nobody checks it.
     *
     * @param bytes the array in which it lies
     * @param offset where it begins
     * @param length how many bytes it has
     */
    public void raw(byte[] bytes, int offset, int length) {
        json.raw(bytes, offset, length);
    }

    /** The writer of the item or attribute value that comes next; always the same object. */
    public ItemWriter items() {
        return items;
    }

    /** How many bytes the document has by now. */
    public int size() {
        return json.size();
    }

    /**
     * The finished document.
     *
     * @throws IllegalStateException if the document is empty, or something in it was not ended
     */
    public byte[] toByteArray() {
        return toByteArray(0);
    }

    /** The same behind so many bytes for what the caller puts in front of it. */
    public byte[] toByteArray(int room) {
        return json.toByteArray(room);
    }
}
