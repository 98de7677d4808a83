package dev.stator.engine.action;

import dev.stator.engine.fault.Fault;
import dev.stator.engine.item.StoredItem;
import dev.stator.engine.partiql.Statement;
import dev.stator.engine.request.Parameters;
import dev.stator.internal.json.JsonWriter;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One statement of a batch, and what comes of it: an item, nothing, or an error of its own. */
final class BatchMember {
    private final Parameters in;
    private @Nullable Statement statement;
    private @Nullable Fault fault;
    private @Nullable Consumer<JsonWriter> item;
    private boolean showsTable = true;

    /** Reads the statement. */
    BatchMember(Parameters in) {
        this.in = in;
        try {
            Statement read = StatementRequest.of(in).read();
            if (read instanceof Statement.Exists) {
                throw Fault.validation(ExecuteStatement.EXISTS_ALONE);
            }
            statement = read;
        } catch (Fault unreadable) {
            refuse(unreadable);
        }
    }

    private void refuse(Fault why) {
        fault = why;
        // The service names the table if the statement got as far as the table's items, and if there is none.
        showsTable = statement != null && why.code().equals("ResourceNotFoundException");
    }

    /** The statement, if it could be read. */
    @Nullable
    Statement statement() {
        return statement;
    }

    boolean consistent() {
        return in.flag(Members.CONSISTENT);
    }

    boolean showsItem() {
        return "ALL_OLD".equals(in.get(Members.ON_FAILURE));
    }

    /** Prepares the statement, unless it has been refused already; a fault is the statement's own. */
    void prepare(Consumer<Statement> work) {
        if (statement != null && fault == null) {
            try {
                work.accept(statement);
            } catch (Fault unfit) {
                refuse(unfit);
            }
        }
    }

    /** Does the statement, unless it has been refused; a fault is the statement's own. */
    void run(Consumer<Statement> work) {
        if (statement != null && fault == null) {
            try {
                work.accept(statement);
            } catch (Fault failure) {
                fault = failure;
            }
        }
    }

    /** Takes note of an item to show. */
    void show(Consumer<JsonWriter> found) {
        item = found;
    }

    void writeTo(JsonWriter out) {
        out.startObject();
        if (fault != null) {
            out.field("Error");
            out.startObject();
            out.field("Code");
            out.text(fault.shortCode());
            out.field("Message");
            out.text(String.valueOf(fault.getMessage()));
            StoredItem before = fault instanceof ConditionFailed failed ? failed.item() : null;
            Members.writeItem("Item", before, out);
            out.endObject();
        }
        if (statement != null && showsTable) {
            out.field("TableName");
            out.text(statement.table());
        }
        if (item != null) {
            out.field("Item");
            item.accept(out);
        }
        out.endObject();
    }
}
