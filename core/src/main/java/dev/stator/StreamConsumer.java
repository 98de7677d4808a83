package dev.stator;

import dev.stator.codec.TableSchema;
import dev.stator.error.StatorException;
import dev.stator.internal.run.CallContext;
import dev.stator.internal.run.Exchange;
import dev.stator.internal.run.StreamPosition;
import dev.stator.stream.Checkpoints;
import dev.stator.value.TableDescription;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Reads the changes of a table, shard by shard, each change at least once: what {@link #commit} has not remembered comes
 * again after a restart. For one thread, and one process; each poll must have ended before the next or a commit.
 *
 * <pre>{@code
 * StreamConsumer<User> changes = users.stream().consumer(Checkpoints.file(path));
 * while (running) {
 *     for (StreamRecord<User> change : changes.poll().execute()) …
 *     changes.commit();
 * }
 * }</pre>
 */
public final class StreamConsumer<T> {
    private final Table<T> table;
    private final Checkpoints checkpoints;
    private final boolean fromNow;
    private final Duration interval;
    private @Nullable StreamPosition<T> position;

    StreamConsumer(Table<T> table, Checkpoints checkpoints, boolean fromNow, Duration interval) {
        this.table = table;
        this.checkpoints = checkpoints;
        this.fromNow = fromNow;
        this.interval = interval;
    }

    /**
     * Reads on: the next changes of one shard, or none once no shard has any. After a poll that brought nothing, the next
     * waits a while before it reads. Each execution of this call reads on from the one before.
     *
     * <p>A poll that fails, or is given up, has read nothing: the next brings the same. So does one that meets a change which
     * does not fit the record, a {@link dev.stator.error.CodecException}; a consumer of a table of items ({@link
     * Stator#discover}) with the same checkpoints gets past it.
     *
     * <p>The stream is the one that the table has when the consumer polls first, or had last: one that was disabled is read to
     * its end for as long as the service keeps its records, which is 24 hours. A consumer that starts again when the table has
     * another one reads that, and is told of the shards that were remembered. Fails with {@link StatorException} if the table
     * never had a stream, and with {@link dev.stator.error.ResourceNotFoundException} if that stream is gone.
     */
    public Call<StreamBatch<T>> poll() {
        return table.db().call(context -> {
            context.whenEnded(this::ended);
            return position(context)
                    .then(now -> now.poll(context))
                    .map(batch -> new StreamBatch<>(batch.records(), batch.trimmed()));
        });
    }

    private void ended(@Nullable Throwable failure) {
        StreamPosition<T> known = position;
        if (failure != null && known != null) {
            known.giveUp();
        }
    }

    private Exchange<StreamPosition<T>> position(CallContext context) {
        StreamPosition<T> known = position;
        return known != null
                ? Exchange.of(known)
                : table.describe().exchange(context).map(this::begin);
    }

    private StreamPosition<T> begin(TableDescription description) {
        // A stream that was disabled is read to its end, as long as the service has its records.
        String stream = description
                .options()
                .latestStream()
                .orElseThrow(() -> new StatorException(
                        "Table " + table.name() + " has no stream to read; give it one with alter().stream()"));
        TableSchema<T> schema = table.schema();
        StreamPosition<T> first = new StreamPosition<>(
                stream,
                ReservedItems.reader(schema),
                key -> !ReservedItems.isOne(schema, key),
                checkpoints.load(),
                fromNow,
                interval);
        position = first;
        return first;
    }

    /** Remembers that all that the polls have brought was handled. */
    public void commit() {
        StreamPosition<T> known = position;
        if (known != null) {
            checkpoints.save(known.places());
        }
    }
}
