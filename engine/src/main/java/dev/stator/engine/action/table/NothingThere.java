package dev.stator.engine.action.table;

import dev.stator.engine.action.Action;
import dev.stator.engine.action.Members;
import dev.stator.engine.fault.Fault;
import dev.stator.engine.request.Field;
import dev.stator.engine.request.Parameters;
import dev.stator.engine.request.Shape;
import dev.stator.engine.request.Type;
import dev.stator.engine.table.Database;
import dev.stator.engine.table.Table;
import dev.stator.engine.table.TableDescription;
import dev.stator.engine.table.TableShape;
import dev.stator.internal.json.JsonWriter;

/**
 * An action that asks for what nobody has on one machine, such as replicas and exports: it is answered as by the service for
 * an account or a table without any, so that programs which look after their tables go on. Actions that would make some are
 * not known.
 */
public final class NothingThere implements Action {
    /** Answers a checked request. */
    private interface Answer {
        void write(Parameters in, Database database, JsonWriter out);
    }

    private final Shape shape;
    private final Answer answer;

    private NothingThere(Shape shape, Answer answer) {
        this.shape = shape;
        this.answer = answer;
    }

    /** A list of what there is, which is empty. */
    public static Action list(String action, String member) {
        return new NothingThere(Shape.of(action + "Input"), (in, database, out) -> {
            out.startObject();
            emptyArray(member, out);
            out.endObject();
        });
    }

    /** A description of one thing, which is not there. */
    public static Action description(String action, String member, String code, String message) {
        Field<String> name = Field.of(member, Type.TEXT).notNull();
        return new NothingThere(Shape.of(action + "Input", name), (in, database, out) -> {
            throw Fault.of(code, message.formatted(in.require(name)));
        });
    }

    /** Which keys of a table or an index are used most. */
    public static Action contributorInsights(String action) {
        Shape shape = Shape.of(action + "Input", TableShape.TABLE_NAME, Members.INDEX_NAME);
        return new NothingThere(shape, (in, database, out) -> {
            Table table = table(in, database);
            String index = in.get(Members.INDEX_NAME);
            if (index != null && table.index(index) == null) {
                throw Fault.of(
                        "ResourceNotFoundException", "Requested resource not found: Index: " + index + " not found");
            }
            out.startObject();
            text(TableShape.TABLE_NAME.name(), table.name(), out);
            if (index != null) {
                text(Members.INDEX_NAME.name(), index, out);
            }
            text("ContributorInsightsStatus", "DISABLED", out);
            out.endObject();
        });
    }

    /** Where the changes of a table go beside its stream. */
    public static Action streamingDestinations(String action) {
        return new NothingThere(Shape.of(action + "Input", TableShape.TABLE_NAME), (in, database, out) -> {
            Table table = table(in, database);
            out.startObject();
            text(TableShape.TABLE_NAME.name(), table.name(), out);
            emptyArray("KinesisDataStreamDestinations", out);
            out.endObject();
        });
    }

    /** How the capacity of a table's replicas is scaled. */
    public static Action replicaAutoScaling(String action) {
        return new NothingThere(Shape.of(action + "Input", TableShape.TABLE_NAME), (in, database, out) -> {
            Table table = table(in, database);
            out.startObject();
            out.field("TableAutoScalingDescription");
            out.startObject();
            text(TableShape.TABLE_NAME.name(), table.name(), out);
            text("TableStatus", TableDescription.status(table).name(), out);
            emptyArray("Replicas", out);
            out.endObject();
            out.endObject();
        });
    }

    private static Table table(Parameters in, Database database) {
        String name = in.require(TableShape.TABLE_NAME);
        Table table = database.read(snapshot -> database.catalog().find(snapshot, name));
        if (table == null) {
            throw Fault.tableNotFound(name);
        }
        return table;
    }

    private static void text(String member, String value, JsonWriter out) {
        out.field(member);
        out.text(value);
    }

    private static void emptyArray(String member, JsonWriter out) {
        out.field(member);
        out.startArray();
        out.endArray();
    }

    @Override
    public Shape shape() {
        return shape;
    }

    @Override
    public void perform(Parameters in, Database database, JsonWriter out) {
        answer.write(in, database, out);
    }
}
