package dev.stator.internal.protocol;

import dev.stator.error.CodecException;
import dev.stator.error.FailedCall;
import dev.stator.internal.json.JsonWriter;
import dev.stator.value.ItemSize;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A put or delete of a batch as the JSON of its entry, made once, however often it is sent. */
public final class EncodedWrite {
    /** How many share an array of bytes: few enough for it to be small, enough for it to pay. */
    private static final int TOGETHER = 25;

    private final byte[] json;
    private final int start;
    private final int end;

    private EncodedWrite(byte[] json, int start, int end) {
        this.json = json;
        this.start = start;
        this.end = end;
    }

    /**
     * The JSON of each of these.
     *
     * @throws CodecException if one is of an item that cannot be stored, for its values or for its size
     */
    public static List<EncodedWrite> of(List<? extends BatchWriteEntry> entries) {
        List<EncodedWrite> encoded = new ArrayList<>(entries.size());
        for (int from = 0; from < entries.size(); from += TOGETHER) {
            encode(entries.subList(from, Math.min(from + TOGETHER, entries.size())), encoded);
        }
        return encoded;
    }

    /** Writes an array of them, and cuts it at its commas. */
    private static void encode(List<? extends BatchWriteEntry> entries, List<EncodedWrite> encoded) {
        JsonWriter out = new JsonWriter();
        out.startArray();
        int[] ends = new int[entries.size()];
        for (int i = 0; i < ends.length; i++) {
            write(entries.get(i), out);
            ends[i] = out.size();
        }
        out.endArray();
        byte[] json = out.toByteArray();
        int start = 1;
        for (int i = 0; i < ends.length; i++) {
            EncodedWrite entry = new EncodedWrite(json, start, ends[i]);
            // What counts as the size is never more than the JSON has, so most items need not be counted.
            if (entry.length() > ItemSize.LIMIT) {
                checkSize(entries.get(i));
            }
            encoded.add(entry);
            start = ends[i] + 1;
        }
    }

    private static void write(BatchWriteEntry entry, JsonWriter out) {
        try {
            entry.writeEntry(out);
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
            CodecException failure = new CodecException(
                    "",
                    "an item has " + size + " bytes, names and values together, and the service stores "
                            + ItemSize.LIMIT + " at most: split it, compress it, or keep its large parts elsewhere",
                    null);
            throw ofThisCall(
                    entry,
                    failure.during(
                            "BatchWriteItem: PutItem on table " + entry.id().tableName(), false));
        }
    }

    private static CodecException ofThisCall(BatchWriteEntry entry, CodecException failure) {
        failure.happenedIn(
                new FailedCall("BatchWriteItem", Optional.of(entry.id().tableName()), 0, Optional.empty()));
        return failure;
    }

    /** How many bytes it has. */
    public int length() {
        return end - start;
    }

    /** Writes entries of an array; those that lie behind each other go as one piece, commas included. */
    static void write(List<EncodedWrite> entries, JsonWriter out) {
        int first = 0;
        for (int i = 1; i <= entries.size(); i++) {
            EncodedWrite last = entries.get(i - 1);
            if (i == entries.size() || !last.isBefore(entries.get(i))) {
                EncodedWrite begin = entries.get(first);
                out.raw(begin.json, begin.start, last.end - begin.start);
                first = i;
            }
        }
    }

    private boolean isBefore(EncodedWrite next) {
        return json == next.json && end + 1 == next.start;
    }
}
