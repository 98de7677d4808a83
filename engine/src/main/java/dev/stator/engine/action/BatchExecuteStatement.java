package dev.stator.engine.action;

import dev.stator.engine.fault.Fault;
import dev.stator.engine.item.StoredItem;
import dev.stator.engine.partiql.Statement;
import dev.stator.engine.request.Field;
import dev.stator.engine.request.Parameters;
import dev.stator.engine.request.Shape;
import dev.stator.engine.request.Type;
import dev.stator.engine.store.Snapshot;
import dev.stator.engine.table.Changes;
import dev.stator.engine.table.Consumed;
import dev.stator.engine.table.Database;
import dev.stator.engine.table.Table;
import dev.stator.engine.table.TableWriter;
import dev.stator.internal.json.JsonWriter;
import dev.stator.value.AttributeValue;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * {@code BatchExecuteStatement}: up to 25 statements on one item each, which all read or all write. Each is done or refused by
 * itself.
 */
public final class BatchExecuteStatement implements Action {
    private static final Shape STATEMENT = Shape.of(
            "BatchStatementRequest",
            StatementRequest.STATEMENT,
            StatementRequest.PARAMETERS,
            Members.CONSISTENT,
            Members.ON_FAILURE);
    private static final Field<List<Parameters>> STATEMENTS = Field.of(
                    "Statements", Type.listOf(Type.element(STATEMENT)))
            .notNull()
            .length(1, 25);
    private static final Shape SHAPE = Shape.of("BatchExecuteStatementInput", STATEMENTS, Members.CONSUMED);

    private static final String KEY_WANTED =
            "Select statements within BatchExecuteStatement must specify the primary key in the where clause.";

    @Override
    public Shape shape() {
        return SHAPE;
    }

    @Override
    public void perform(Parameters in, Database database, JsonWriter out) {
        List<BatchMember> members =
                in.require(STATEMENTS).stream().map(BatchMember::new).toList();
        List<Statement> statements = members.stream()
                .map(BatchMember::statement)
                .filter(Objects::nonNull)
                .toList();
        boolean reads = statements.stream().anyMatch(Statement::reads);
        if (reads && !statements.stream().allMatch(Statement::reads)) {
            throw Fault.validation("Read and write requests together in the same batch is not supported.");
        }
        Collection<Consumed> consumed = reads
                ? database.read(snapshot -> read(members, database, snapshot))
                : database.change(changes -> write(members, changes));
        out.startObject();
        out.field("Responses");
        out.startArray();
        members.forEach(member -> member.writeTo(out));
        out.endArray();
        if (!consumed.isEmpty()) {
            Members.writeConsumed(in, consumed, 1, "", out);
        }
        out.endObject();
    }

    private static Collection<Consumed> read(List<BatchMember> members, Database database, Snapshot snapshot) {
        Map<BatchMember, ItemRead> reads = new LinkedHashMap<>();
        List<ByteBuffer> places = new ArrayList<>();
        for (BatchMember member : members) {
            member.prepare(statement -> {
                Table table = database.catalog().require(snapshot, statement.table());
                Statement.Select select = (Statement.Select) statement;
                if (SelectPlan.index(select, table) != null) {
                    throw Fault.validation(KEY_WANTED);
                }
                ItemRead read = StatementKeys.read(select, table, KEY_WANTED);
                StatementKeys.checkItem(read.key(), table.key());
                places.add(Transaction.place(table, table.itemKey(read.key())));
                read.check(table);
                reads.put(member, read);
            });
        }
        refuseTwice(places);
        Snapshot behind = database.seen(snapshot, false, null);
        Map<String, Consumed> consumed = new LinkedHashMap<>();
        reads.forEach((member, read) -> member.run(statement -> {
            Table table = database.catalog().require(snapshot, statement.table());
            StoredItem item = read.find(member.consistent() ? snapshot : behind, table);
            consumed.computeIfAbsent(table.name(), unused -> new Consumed(table))
                    .add(Consumed.read(item == null ? 0 : item.size(), member.consistent()));
            if (item != null) {
                member.show(out -> read.write(item, out));
            }
        }));
        return consumed.values();
    }

    private static Collection<Consumed> write(List<BatchMember> members, Changes changes) {
        Map<BatchMember, ItemWrite> writes = new LinkedHashMap<>();
        List<ByteBuffer> places = new ArrayList<>();
        for (BatchMember member : members) {
            member.prepare(statement -> {
                Table table = changes.table(statement.table()).table();
                ItemWrite write = StatementWrite.alone(statement, table, member.showsItem());
                places.add(Transaction.place(table, write.key(table)));
                write.check(table);
                writes.put(member, write);
            });
        }
        refuseTwice(places);
        Map<String, Consumed> consumed = new LinkedHashMap<>();
        writes.forEach((member, write) -> member.run(statement -> {
            TableWriter writer = changes.table(statement.table());
            Map<String, AttributeValue> returned = StatementWrite.returned(statement, apply(write, writer));
            consumed.put(writer.table().name(), writer.consumed());
            if (returned != null) {
                member.show(out -> StoredItem.write(returned, out));
            }
        }));
        return consumed.values();
    }

    /** Writes; if that is refused, it costs what was attempted. */
    private static ItemWrite.Outcome apply(ItemWrite write, TableWriter writer) {
        try {
            return write.apply(writer);
        } catch (Fault refused) {
            StoredItem before = writer.find(write.key(writer.table()));
            long size = Math.max(write.payload(), before == null ? 0 : before.size());
            writer.consumed().addRefused(Consumed.write(size));
            throw refused;
        }
    }

    private static void refuseTwice(List<ByteBuffer> places) {
        if (new HashSet<>(places).size() < places.size()) {
            throw Fault.validation("Provided list of item keys contains duplicates");
        }
    }
}
