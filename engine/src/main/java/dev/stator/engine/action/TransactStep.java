package dev.stator.engine.action;

import dev.stator.engine.fault.Fault;
import dev.stator.engine.item.StoredItem;
import dev.stator.engine.table.Consumed;
import dev.stator.engine.table.Table;
import dev.stator.engine.table.TableWriter;
import org.jspecify.annotations.Nullable;

/** One write of a transaction in its place: all are evaluated before the first is committed. */
final class TransactStep {
    private final ItemWrite write;
    private final TableWriter writer;
    private final byte[] key;
    private @Nullable StoredItem before;
    private @Nullable StoredItem after;

    TransactStep(ItemWrite write, TableWriter writer, byte[] key) {
        this.write = write;
        this.writer = writer;
        this.key = key;
    }

    Table table() {
        return writer.table();
    }

    Consumed consumed() {
        return writer.consumed();
    }

    /** Finds the item and makes the new one; gives what is wrong, or {@code null}. */
    @Nullable
    Fault evaluate() {
        before = writer.find(key);
        try {
            after = write.evaluate(writer.table(), before);
            return null;
        } catch (Fault fault) {
            return Transaction.reason(fault);
        }
    }

    /** The size of the greater of both items. */
    int size() {
        return Math.max(before == null ? 0 : before.size(), after == null ? 0 : after.size());
    }

    /** Writes the new item. */
    void commit(CollectionMetrics metrics) {
        if (write.changes()) {
            writer.replace(key, before, after);
            metrics.add(writer, write);
        } else {
            writer.consumed().add(Consumed.write(size()));
        }
    }
}
