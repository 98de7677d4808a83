package dev.stator.engine.action;

import dev.stator.engine.fault.Fault;
import dev.stator.engine.partiql.Statement;
import dev.stator.engine.request.Field;
import dev.stator.engine.request.Parameters;
import dev.stator.engine.request.Shape;
import dev.stator.engine.request.Type;
import dev.stator.engine.store.Snapshot;
import dev.stator.engine.table.Changes;
import dev.stator.engine.table.Database;
import dev.stator.engine.table.Table;
import dev.stator.internal.json.JsonWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** {@code ExecuteTransaction}: up to 100 statements on one item each, which all read or all write, all of them or none. */
public final class ExecuteTransaction implements Action {
    private static final Shape STATEMENT = Shape.of(
            "ParameterizedStatement", StatementRequest.STATEMENT, StatementRequest.PARAMETERS, Members.ON_FAILURE);
    private static final Field<List<Parameters>> STATEMENTS = Field.of(
                    "TransactStatements", Type.listOf(Type.element(STATEMENT)))
            .notNull()
            .length(1, TransactWriteItems.MOST);
    private static final Shape SHAPE = Shape.of("ExecuteTransactionInput", STATEMENTS, Once.TOKEN, Members.CONSUMED);

    private static final String KEY_WANTED =
            "Select statements within ExecuteTransaction must specify the primary key in the where clause.";

    /** What a statement becomes once its table is known. */
    private interface Plan<T> {
        T of(int position, Table table);
    }

    @Override
    public Shape shape() {
        return SHAPE;
    }

    @Override
    public void perform(Parameters in, Database database, JsonWriter out) {
        List<Parameters> members = in.require(STATEMENTS);
        List<Statement> statements = statements(members);
        boolean reads = statements.stream().anyMatch(Statement::reads);
        if (reads && !statements.stream().allMatch(Statement::reads)) {
            throw Fault.validation(
                    "ExecuteTransaction API does not support both read and write operations in the same request.");
        } else if (reads) {
            read(in, statements, database, out);
        } else {
            write(in, members, statements, database, out);
        }
    }

    private static List<Statement> statements(List<Parameters> members) {
        List<StatementRequest> requests =
                members.stream().map(StatementRequest::of).toList();
        List<Statement> statements = new ArrayList<>();
        for (int i = 0; i < requests.size(); i++) {
            try {
                statements.add(requests.get(i).read());
            } catch (Fault fault) {
                throw at(i, fault);
            }
        }
        return statements;
    }

    private static Fault at(int position, Fault fault) {
        return Fault.validation("Validation failed in TransactStatements[" + position + "]: " + fault.getMessage());
    }

    /** Plans every statement, unless tables are missing. */
    private static <T> List<T> plan(
            List<Statement> statements, Database database, Snapshot snapshot, List<Table> tables, Plan<T> plan) {
        List<T> planned = new ArrayList<>();
        for (Statement statement : statements) {
            tables.add(database.catalog().require(snapshot, statement.table()));
        }
        for (int i = 0; i < statements.size(); i++) {
            try {
                planned.add(plan.of(i, tables.get(i)));
            } catch (Fault fault) {
                throw at(i, fault);
            }
        }
        return planned;
    }

    private static void read(Parameters in, List<Statement> statements, Database database, JsonWriter out) {
        database.read(snapshot -> {
            List<Table> tables = new ArrayList<>();
            List<ItemRead> reads = plan(statements, database, snapshot, tables, (position, table) -> {
                Statement.Select select = (Statement.Select) statements.get(position);
                if (select.index() != null) {
                    throw Fault.validation("Reads on indices are not supported within transactions.");
                }
                return StatementKeys.read(select, table, KEY_WANTED);
            });
            TransactReads.write(in, reads, tables, snapshot, out);
            return reads;
        });
    }

    private static void write(
            Parameters in, List<Parameters> members, List<Statement> statements, Database database, JsonWriter out) {
        Once.Result result = new Once("ExecuteTransaction", in, members)
                .perform(database, CollectionMetrics.none(), changes -> writes(members, statements, database, changes));
        out.startObject();
        out.field("Responses");
        out.startArray();
        out.endArray();
        Members.writeConsumed(in, result.consumed(), Transaction.FACTOR, result.kind(), out);
        out.endObject();
    }

    private static List<ItemWrite> writes(
            List<Parameters> members, List<Statement> statements, Database database, Changes changes) {
        return plan(
                statements,
                database,
                changes.write(),
                new ArrayList<>(),
                (position, table) -> StatementWrite.inTransaction(
                        statements.get(position),
                        table,
                        Objects.equals(members.get(position).get(Members.ON_FAILURE), "ALL_OLD")));
    }
}
