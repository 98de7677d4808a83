package dev.stator.internal.protocol;

import dev.stator.error.CodecException;
import dev.stator.error.FailedCall;
import dev.stator.internal.json.JsonWriter;
import dev.stator.value.ItemSize;
import java.util.Optional;

/** A put or delete of a batch as the JSON of its entry, made once, however often it is sent. */
public final class EncodedWrite {
    private final byte[] json;

    private EncodedWrite(byte[] json) {
        this.json = json;
    }

    /**
     * The entry's JSON.
     *
     * @throws CodecException if it is of an item that cannot be stored, for its values or for its size
     */
    public static EncodedWrite of(BatchWriteEntry entry) {
        try {
            JsonWriter out = new JsonWriter();
            entry.writeEntry(out);
            EncodedWrite encoded = new EncodedWrite(out.toByteArray());
            // What counts as the size is never more than the JSON has, so most items need not be counted.
            if (encoded.length() > ItemSize.LIMIT) {
                checkSize(entry);
            }
            return encoded;
        } catch (CodecException e) {
            throw ofThisCall(entry, e.during("BatchWriteItem", false));
        } catch (RuntimeException e) {
            throw ofThisCall(
                    entry,
                    new CodecException("", "The request could not be written: " + e.getMessage(), e)
                            .during("BatchWriteItem on table " + entry.id().tableName(), false));
        }
    }

    private static void checkSize(BatchWriteEntry entry) {
        long size = entry.itemBytes();
        if (size > ItemSize.LIMIT) {
            throw new CodecException(
                            "",
                            "an item has " + size + " bytes, names and values together, and the service stores "
                                    + ItemSize.LIMIT
                                    + " at most: split it, compress it, or keep its large parts elsewhere",
                            null)
                    .during("PutItem on table " + entry.id().tableName(), false);
        }
    }

    private static CodecException ofThisCall(BatchWriteEntry entry, CodecException failure) {
        failure.happenedIn(
                new FailedCall("BatchWriteItem", Optional.of(entry.id().tableName()), 0, Optional.empty()));
        return failure;
    }

    /** How many bytes it has. */
    public int length() {
        return json.length;
    }

    void writeTo(JsonWriter out) {
        out.raw(json, 0, json.length);
    }
}
