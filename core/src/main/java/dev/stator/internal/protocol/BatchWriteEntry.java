package dev.stator.internal.protocol;

import dev.stator.internal.json.JsonWriter;

/** A put or delete as one of many in a batch write, which knows no conditions. */
public interface BatchWriteEntry {
    /** Which item it puts or deletes. */
    ItemId id();

    /** Writes the request of this entry. */
    void writeEntry(JsonWriter json);
}
