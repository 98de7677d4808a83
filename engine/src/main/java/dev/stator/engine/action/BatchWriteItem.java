package dev.stator.engine.action;

import dev.stator.engine.fault.Fault;
import dev.stator.engine.request.Field;
import dev.stator.engine.request.Parameters;
import dev.stator.engine.request.Shape;
import dev.stator.engine.request.Type;
import dev.stator.engine.table.Consumed;
import dev.stator.engine.table.Database;
import dev.stator.engine.table.KeyCheck;
import dev.stator.engine.table.TableWriter;
import dev.stator.internal.json.JsonWriter;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** {@code BatchWriteItem}: up to 25 puts and deletes in one change, none of them left unprocessed. */
public final class BatchWriteItem implements Action {
    private static final int MAX_WRITES = 25;

    private static final Field<Parameters> DELETE =
            Field.of("DeleteRequest", Type.structure(Shape.of("DeleteRequest", Members.KEY)));
    private static final Field<Parameters> PUT =
            Field.of("PutRequest", Type.structure(Shape.of("PutRequest", Members.ITEM)));
    private static final Field<Map<String, List<Parameters>>> REQUESTS = Field.byTable(
            "RequestItems",
            Type.mapOf(
                    "java.util.List<com.amazonaws.dynamodb.v20120810.WriteRequest>",
                    Type.mappedListOf(Type.element(Shape.of("WriteRequest", DELETE, PUT)))),
            MAX_WRITES);
    private static final Shape SHAPE = Shape.of("BatchWriteItemInput", Members.CONSUMED, Members.METRICS, REQUESTS);

    @Override
    public Shape shape() {
        return SHAPE;
    }

    @Override
    public void perform(Parameters in, Database database, JsonWriter out) {
        Map<String, List<ItemWrite>> writes = new LinkedHashMap<>();
        in.require(REQUESTS).forEach((key, requests) -> {
            String table = database.tableName(key, "BatchWriteItem");
            writes.computeIfAbsent(table, name -> new ArrayList<>()).addAll(writes(table, requests));
        });
        if (writes.values().stream().mapToInt(List::size).sum() > MAX_WRITES) {
            throw Fault.validation("Too many items requested for the BatchWriteItem call");
        }
        CollectionMetrics metrics = CollectionMetrics.wantedBy(in);
        List<Consumed> consumed = database.change(changes -> {
            writes.forEach((table, ofTable) -> check(changes.table(table), ofTable));
            List<Consumed> units = new ArrayList<>();
            writes.forEach((table, ofTable) -> {
                ofTable.forEach(write -> {
                    write.apply(changes.table(table));
                    metrics.add(changes.table(table), write);
                });
                units.add(changes.table(table).consumed());
            });
            return units;
        });
        out.startObject();
        out.field("UnprocessedItems");
        out.startObject();
        out.endObject();
        metrics.writeAll(out);
        Members.writeConsumed(in, consumed, 1, "", out);
        out.endObject();
    }

    private static List<ItemWrite> writes(String table, List<Parameters> requests) {
        for (Parameters request : requests) {
            if (request.has(PUT) == request.has(DELETE)) {
                throw Fault.validation(
                        "Supplied AttributeValue has more than one datatypes set, must contain exactly one"
                                + " of the supported datatypes");
            }
        }
        List<ItemWrite> writes = new ArrayList<>();
        for (Parameters request : requests) {
            if (request.has(PUT)) {
                writes.add(new PutWrite(table, PutWrite.item(request.require(PUT))));
            } else {
                writes.add(new DeleteWrite(
                        table, request.require(DELETE).require(Members.KEY).values()));
            }
        }
        return writes;
    }

    private static void check(TableWriter writer, List<ItemWrite> writes) {
        Set<ByteBuffer> keys = new HashSet<>();
        for (ItemWrite write : writes) {
            try {
                write.check(writer.table());
            } catch (KeyCheck.KeyMismatch mismatch) {
                // In a batch the service does not say what is wrong with the key of an item.
                throw Fault.validation(KeyCheck.MISMATCH);
            }
            if (!keys.add(ByteBuffer.wrap(write.key(writer.table())))) {
                throw Fault.validation("Provided list of item keys contains duplicates");
            }
        }
    }
}
