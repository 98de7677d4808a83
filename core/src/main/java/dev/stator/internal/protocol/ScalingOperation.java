package dev.stator.internal.protocol;

import dev.stator.internal.json.JsonReader;
import dev.stator.internal.json.JsonWriter;

/** An operation of Application Auto Scaling on one capacity. Done twice, it ends the same. */
interface ScalingOperation extends TableOperation<Boolean> {
    /** What is scaled. */
    Scalable what();

    /** Writes what there is beside it. */
    void writeMore(JsonWriter json);

    @Override
    default String tableName() {
        return what().tableName();
    }

    @Override
    default Effect effect() {
        return Effect.IDEMPOTENT_WRITE;
    }

    @Override
    default void write(JsonWriter json, Meter meter) {
        json.startObject();
        what().write(json);
        writeMore(json);
        json.endObject();
    }

    /** The replies tell nothing that is needed. */
    @Override
    default Boolean read(JsonReader json, Meter meter) {
        return true;
    }
}
