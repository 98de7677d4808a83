package dev.stator.engine.action.stream;

import dev.stator.engine.action.Action;
import dev.stator.engine.request.Field;
import dev.stator.engine.request.Parameters;
import dev.stator.engine.request.Shape;
import dev.stator.engine.request.Type;
import dev.stator.engine.table.ChangeStream;
import dev.stator.engine.table.Database;
import dev.stator.engine.table.Streams;
import dev.stator.internal.json.JsonWriter;
import java.util.List;
import java.util.Objects;

/** {@code ListStreams}: the streams of a table or of all, those that have ended included for a day. */
public final class ListStreams implements Action {
    private static final int MOST = 100;
    private static final Field<String> START = Field.of("ExclusiveStartStreamArn", Type.TEXT);
    private static final Field<Integer> LIMIT =
            Field.of("Limit", Type.INTEGER).atLeast(1).atMost(MOST);
    private static final Field<String> TABLE = Field.resource("TableName");
    private static final Shape SHAPE = Shape.of("ListStreamsInput", START, LIMIT, TABLE);

    @Override
    public Shape shape() {
        return SHAPE;
    }

    @Override
    public void perform(Parameters in, Database database, JsonWriter out) {
        int limit = Objects.requireNonNullElse(in.get(LIMIT), MOST);
        byte[] after = in.has(START) ? StreamRequest.key(in.require(START)) : null;
        List<ChangeStream> streams = database.read(snapshot -> Streams.list(
                snapshot, in.get(TABLE), after, limit + 1, database.clock().millis()));
        List<ChangeStream> page = streams.size() > limit ? streams.subList(0, limit) : streams;
        out.startObject();
        out.field("Streams");
        out.startArray();
        for (ChangeStream stream : page) {
            out.startObject();
            out.field("StreamArn");
            out.text(database.arn(stream));
            out.field("TableName");
            out.text(stream.table());
            out.field("StreamLabel");
            out.text(stream.label());
            out.endObject();
        }
        out.endArray();
        if (page.size() < streams.size()) {
            out.field("LastEvaluatedStreamArn");
            out.text(database.arn(page.get(limit - 1)));
        }
        out.endObject();
    }
}
