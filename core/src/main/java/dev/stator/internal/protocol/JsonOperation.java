package dev.stator.internal.protocol;

import dev.stator.internal.json.JsonReader;
import dev.stator.internal.json.JsonWriter;

/** An operation that writes and reads its JSON token by token, as all typed ones do. */
interface JsonOperation<R> extends Operation<R> {
    /** Writes the whole request. */
    void write(JsonWriter json, Meter meter);

    /** Reads the whole reply. */
    R read(JsonReader json, Meter meter);

    @Override
    default byte[] encode(Meter meter) {
        JsonWriter json = new JsonWriter();
        write(json, meter);
        return json.toByteArray();
    }

    @Override
    default R decode(byte[] body, Meter meter) {
        return read(new JsonReader(body), meter);
    }
}
