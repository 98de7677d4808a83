package dev.stator.engine.action.table;

import dev.stator.engine.action.Action;
import dev.stator.engine.action.Members;
import dev.stator.engine.fault.Fault;
import dev.stator.engine.request.Field;
import dev.stator.engine.request.Parameters;
import dev.stator.engine.request.Shape;
import dev.stator.engine.request.Type;
import dev.stator.engine.table.Database;
import dev.stator.engine.table.Index;
import dev.stator.engine.table.Table;
import dev.stator.engine.table.TableShape;
import dev.stator.internal.json.JsonWriter;
import java.util.Locale;
import java.util.regex.Pattern;

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

    /** The same of an export or an import, which has an ARN. */
    public static Action described(String action, String kind) {
        Field<String> name = Field.of(kind + "Arn", Type.TEXT).notNull();
        Pattern arn =
                Pattern.compile("arn:[^:]+:dynamodb:[^:]+:[^:]+:table/[^/]+/" + kind.toLowerCase(Locale.ROOT) + "/.+");
        return new NothingThere(Shape.of(action + "Input", name), (in, database, out) -> {
            if (!arn.matcher(in.require(name)).matches()) {
                throw Fault.validation("Invalid " + kind + " ARN");
            }
            throw Fault.of(kind + "NotFoundException", kind + " not found: " + in.require(name));
        });
    }

    /** Which keys of a table or an index are used most. */
    public static Action contributorInsights(String action) {
        Shape shape = Shape.of(action + "Input", TableShape.TABLE_NAME, Members.INDEX_NAME);
        return new NothingThere(shape, (in, database, out) -> {
            Table table = table(in, database);
            String index = in.get(Members.INDEX_NAME);
            if (index != null && !isGlobal(table, index)) {
                throw Fault.of(
                        "ResourceNotFoundException",
                        "Requested resource not found: Index: " + index + " not found for table: " + table.name());
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

    /** Those keys of all tables, or of one. */
    public static Action allContributorInsights(String action) {
        Field<String> name = Field.table();
        return new NothingThere(Shape.of(action + "Input", name), (in, database, out) -> {
            if (in.has(name)) {
                table(in.require(name), database);
            }
            out.startObject();
            emptyArray("ContributorInsightsSummaries", out);
            out.endObject();
        });
    }

    private static boolean isGlobal(Table table, String name) {
        Index index = table.index(name);
        return index != null && index.kind() == Index.Kind.GLOBAL;
    }

    private static Table table(Parameters in, Database database) {
        return table(in.require(TableShape.TABLE_NAME), database);
    }

    private static Table table(String name, Database database) {
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
