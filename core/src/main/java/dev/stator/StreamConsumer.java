package dev.stator;

import dev.stator.codec.TableSchema;
import dev.stator.error.ResourceNotFoundException;
import dev.stator.error.StatorException;
import dev.stator.internal.run.CallContext;
import dev.stator.internal.run.Exchange;
import dev.stator.internal.run.StreamPosition;
import dev.stator.internal.run.StreamPosition.Batch;
import dev.stator.stream.Checkpoints;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
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
     * <p>The stream is the one that the table has, or had last: one that was disabled is read to its end for as long as the
     * service keeps its records, which is 24 hours. When the table has another one by then, that is read next, from its beginning,
     * and {@link StreamBatch#trimmed} names the shards of the stream before: what was changed while there was none is in neither. The same
     * holds for a consumer that starts again. Fails with {@link StatorException} if the table never had a stream, and with {@link
     * ResourceNotFoundException} if that stream is gone and there is no other.
     */
    public Call<StreamBatch<T>> poll() {
        return table.db().call(context -> {
            context.whenEnded(this::ended);
            return position(context)
                    .then(now -> now.poll(context).orElse(failure -> pollNext(now, failure, context)))
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
        if (known == null) {
            return latestStream(context)
                    .map(stream -> begin(
                            stream.orElseThrow(() -> new StatorException("Table " + table.name()
                                    + " has no stream to read; give it one with alter().stream()")),
                            checkpoints.load()));
        }
        return known.isAtEnd() ? next(known, context).map(next -> next.orElse(known)) : Exchange.of(known);
    }

    /** The stream that the table has, or had last, which can be read to its end as long as the service has its records. */
    private Exchange<Optional<String>> latestStream(CallContext context) {
        return table.describe()
                .exchange(context)
                .map(description -> description.options().latestStream());
    }

    /** A poll of the stream that came after one that is gone. */
    private Exchange<Batch<T>> pollNext(StreamPosition<T> known, StatorException failure, CallContext context) {
        if (!(failure instanceof ResourceNotFoundException)) {
            throw failure;
        }
        return next(known, context).then(next -> next.orElseThrow(() -> failure).poll(context));
    }

    /** The beginning of another stream that the table has by now; none if it has none, or is gone. */
    private Exchange<Optional<StreamPosition<T>>> next(StreamPosition<T> known, CallContext context) {
        return latestStream(context)
                .orElse(failure -> {
                    if (failure instanceof ResourceNotFoundException) {
                        return Exchange.of(Optional.empty());
                    }
                    throw failure;
                })
                .map(latest ->
                        latest.filter(stream -> !known.isIn(stream)).map(stream -> begin(stream, known.places())));
    }

    private StreamPosition<T> begin(String stream, Map<String, String> places) {
        TableSchema<T> schema = table.schema();
        StreamPosition<T> first = new StreamPosition<>(
                stream,
                ReservedItems.reader(schema),
                key -> !ReservedItems.isOne(schema, key),
                places,
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
