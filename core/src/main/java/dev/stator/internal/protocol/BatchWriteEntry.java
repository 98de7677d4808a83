package dev.stator.internal.protocol;

import dev.stator.internal.json.JsonWriter;

/** A put or delete, which can also be one of many in a batch write, which knows no conditions. */
public interface BatchWriteEntry extends WriteAction {
    /** Writes the request of this entry. */
    void writeEntry(JsonWriter json);
}
