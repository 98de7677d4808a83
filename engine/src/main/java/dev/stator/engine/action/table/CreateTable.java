package dev.stator.engine.action.table;

import dev.stator.engine.action.Action;
import dev.stator.engine.fault.Fault;
import dev.stator.engine.request.Parameters;
import dev.stator.engine.request.Shape;
import dev.stator.engine.table.Changes;
import dev.stator.engine.table.Counters;
import dev.stator.engine.table.Database;
import dev.stator.engine.table.Encryption;
import dev.stator.engine.table.Index;
import dev.stator.engine.table.Policy;
import dev.stator.engine.table.Streams;
import dev.stator.engine.table.Table;
import dev.stator.engine.table.TableClass;
import dev.stator.engine.table.TableDescription;
import dev.stator.engine.table.TableShape;
import dev.stator.engine.table.Tags;
import dev.stator.engine.table.Transition;
import dev.stator.internal.json.JsonWriter;
import dev.stator.value.StreamView;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** {@code CreateTable}: the reply says that the table is being created; it can be used at once, or after the delay of statuses. */
public final class CreateTable implements Action {
    private record Created(Table table, Counters counters) {}

    @Override
    public Shape shape() {
        return TableShape.REQUEST;
    }

    @Override
    public void perform(Parameters in, Database database, JsonWriter out) {
        TableRules.check(in);
        List<Parameters> tags = Objects.requireNonNullElse(in.get(Tags.TAGS), List.of());
        Tags.check(tags);
        Encryption encryption = EncryptionRule.wanted(in.get(TableShape.SSE), database);
        String document = in.get(TableShape.POLICY);
        Policy policy = document == null
                ? null
                : Policy.of(document, null, database.clock().millis());
        Table plain = bounded(
                in,
                TableShape.table(
                        in, UUID.randomUUID().toString(), database.clock().millis()));
        Table wanted = classed(
                in.get(TableShape.TABLE_CLASS),
                plain.with(plain.options().withEncryption(encryption).withPolicy(policy)));
        Created created = database.change(changes -> {
            checkFree(database.catalog().find(changes.write(), wanted.name()));
            Table table = streaming(in.get(TableShape.STREAM), wanted, changes);
            database.catalog().create(changes.write(), table, changes.nowMillis());
            Tags.put(changes.write(), table, tags);
            return new Created(table, Counters.read(changes.write(), table));
        });
        out.startObject();
        out.field("TableDescription");
        TableDescription.write(database, created.table, created.counters, TableDescription.Status.CREATING, out);
        out.endObject();
    }

    private static void checkFree(@Nullable Table there) {
        if (there == null) {
            return;
        }
        Transition transition = there.options().transition();
        if (transition == null || transition.status() != TableDescription.Status.CREATING) {
            throw Fault.of("ResourceInUseException", "Table already exists: " + there.name());
        }
        throw Fault.inUse(
                "Table is being " + (transition.restored() == null ? "created" : "used") + ": " + there.name());
    }

    private static Table bounded(Parameters in, Table table) {
        List<Index> indexes = new ArrayList<>(table.indexes());
        for (Parameters wanted : Objects.requireNonNullElse(in.get(TableShape.GLOBAL), List.<Parameters>of())) {
            String name = wanted.require(TableShape.INDEX_NAME);
            BoundsRule rule = BoundsRule.ofNew(table.perRequest()).ofIndex(name);
            indexes.replaceAll(index -> index.name().equals(name) && index.throughput() != null
                    ? index.with(rule.apply(index.throughput(), wanted))
                    : index);
        }
        return table.with(
                table.attributes(),
                table.perRequest(),
                table.perRequestMillis(),
                BoundsRule.ofNew(table.perRequest()).apply(table.throughput(), in),
                indexes);
    }

    private static Table classed(@Nullable String wanted, Table table) {
        return wanted == null ? table : table.with(table.options().withTableClass(new TableClass(wanted, 0)));
    }

    private static Table streaming(@Nullable Parameters stream, Table table, Changes changes) {
        if (stream == null || !stream.flag(TableShape.STREAM_ENABLED)) {
            return table;
        }
        long begin = Streams.freeMillis(changes.write(), table.name(), changes.nowMillis());
        return table.streaming(StreamView.valueOf(stream.require(TableShape.STREAM_VIEW)), begin);
    }
}
