package dev.stator;

import dev.stator.codec.TableSchema;
import dev.stator.error.StatorException;
import dev.stator.internal.dump.DumpReader;
import dev.stator.internal.dump.LoadProgress;
import dev.stator.internal.run.CallContext;
import dev.stator.internal.run.Exchange;
import dev.stator.internal.run.Rounds;
import dev.stator.value.Item;
import dev.stator.value.TableDescription;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Puts the items of a file into a table, as they are, each in place of the one with its key, and gives how many there are.
 * In batches, as {@link Stator#batchWrite} sends them: what the service leaves undone is sent again. Reads
 *
 * <ul>
 *   <li>what {@link Dump} has written, of a table with the same key
 *   <li>items in the service's own JSON, one after the other, as {@link dev.stator.json.WireJson} has them
 *   <li>a file of an export to S3, in which each item stands in a field {@code Item}
 *   <li>what {@code Model.dump} of PynamoDB before version 5 has written; the table's key says of what types the keys are
 * </ul>
 *
 * <p>A file whose name ends in {@code .gz} is uncompressed. Never more than 400 items or 4 MB of them are in memory; the
 * file is read on the thread that brings the replies.
 *
 * <p>Not one step: if it fails, be it that the service does or that something in the file is no item, what was loaded before stays, and
 * the call fails with {@link BatchIncompleteException} if there is any. Loading the file once more ends the same; {@link #resuming} saves
 * the cost of what was done.
 */
public final class Load extends Call<Long> {
    private static final int ITEMS_AT_ONCE = 400;
    private static final int BYTES_AT_ONCE = 4 << 20;

    private final Table<?> table;
    private final Path file;
    private final boolean resuming;

    Load(Table<?> table, Path file) {
        this(table, file, false);
    }

    private Load(Table<?> table, Path file, boolean resuming) {
        super(table.db());
        this.table = table;
        this.file = file;
        this.resuming = resuming;
    }

    /**
     * Remembers how much is loaded, in a file with the same name and {@code .loaded} behind it, and begins behind that if a
     * call with this was broken off before.
     */
    public Load resuming() {
        return new Load(table, file, true);
    }

    @Override
    Exchange<Long> exchange(CallContext context) {
        List<DumpReader> opened = new ArrayList<>(1);
        context.whenEnded(failure -> opened.forEach(DumpReader::close));
        return table.describe().exchange(context).then(seen -> {
            DumpReader reader = new DumpReader(file);
            opened.add(reader);
            reader.table().ifPresent(dumped -> refuseOtherKey(dumped, seen));
            return loading(context, db().table(table.name(), TableSchema.describedBy(seen)), reader);
        });
    }

    private void refuseOtherKey(TableDescription dumped, TableDescription seen) {
        if (!dumped.partitionKey().equals(seen.partitionKey())
                || !dumped.sortKey().equals(seen.sortKey())) {
            throw new StatorException("The dump " + file + " is of a table with the key " + key(dumped) + ", and table "
                    + table.name() + " has the key " + key(seen) + ": load it into another table");
        }
    }

    private static String key(TableDescription of) {
        return TableDescription.key(
                List.of(of.partitionKey()), of.sortKey().stream().toList());
    }

    private Exchange<Long> loading(CallContext context, Table<Item> items, DumpReader reader) {
        LoadProgress progress = new LoadProgress(file, table.name());
        long before = resuming ? progress.loaded() : 0;
        reader.skip(before);
        return new Rounds<>(
                        before,
                        done -> round(context, items, reader, done)
                                .map(round -> round.map(after -> noted(after, () -> {
                                    if (resuming) {
                                        progress.save(after);
                                    }
                                }))))
                .map(count -> noted(count, progress::forget));
    }

    /** Loads the next items of the file, and gives how many there are then; empty at its end. */
    private Optional<Exchange<Long>> round(CallContext context, Table<Item> items, DumpReader reader, long done) {
        try {
            List<Put<Item>> some = some(items, reader);
            return some.isEmpty()
                    ? Optional.empty()
                    : Optional.of(BatchWrite.of(db(), some)
                            .exchange(context)
                            .map(written -> done + some.size())
                            .orElse(failure -> {
                                throw afterSome(done, failure);
                            }));
        } catch (StatorException e) {
            throw afterSome(done, e);
        }
    }

    /** Gives how many are loaded, which they are even if that cannot be noted. */
    private long noted(long done, Runnable noting) {
        try {
            noting.run();
            return done;
        } catch (StatorException e) {
            throw afterSome(done, e);
        }
    }

    private static List<Put<Item>> some(Table<Item> items, DumpReader reader) {
        List<Put<Item>> some = new ArrayList<>();
        long end = reader.bytes() + BYTES_AT_ONCE;
        while (some.size() < ITEMS_AT_ONCE && reader.bytes() < end) {
            Optional<Item> next = reader.next(items.schema());
            if (next.isEmpty()) {
                break;
            }
            some.add(items.put(next.get()));
        }
        return some;
    }

    private StatorException afterSome(long done, StatorException failure) {
        return Batches.afterSome(
                done + " items of " + file + " had been loaded into table " + table.name(),
                done > 0,
                failure,
                resuming ? "" : ". Say resuming() to begin behind them next time");
    }
}
