package dev.stator.engine.action;

import dev.stator.engine.request.Parameters;
import dev.stator.engine.request.Shape;
import dev.stator.engine.table.Database;
import dev.stator.internal.json.JsonWriter;

/** One action of the service. */
public interface Action {
    /** What its request looks like. */
    Shape shape();

    /**
     * Does it.
     *
     * @param in parameters that keep all constraints of the shape
     * @param out where the reply goes, one object; nothing if it has no body
     * @throws dev.stator.engine.fault.Fault if the service would answer with an error; then nothing has changed
     */
    void perform(Parameters in, Database database, JsonWriter out);

    /** Whether the reply has a body, which it has by the service but for a few actions. */
    default boolean hasBody() {
        return true;
    }
}
