package dev.stator;

import dev.stator.codec.IndexSchema;
import dev.stator.internal.protocol.TableSettings;
import dev.stator.internal.protocol.TableSettings.Billing;
import dev.stator.value.Capacity;
import dev.stator.value.StreamView;
import dev.stator.value.TableClass;
import java.time.Duration;
import java.util.Optional;

/**
 * What creating a table, changing it and planning its changes have in common: wishes for how it is paid and what it has
 * beside its keys and indexes.
 *
 * @param <R> what the request gives
 * @param <S> the request itself
 */
public abstract sealed class TableRequest<R, S extends TableRequest<R, S>> extends Call<R>
        permits TableDeclaration, AlterTable {
    final Table<?> table;
    final TableSettings settings;
    final Waiting waiting;

    TableRequest(Table<?> table, TableSettings settings, Waiting waiting) {
        super(table.db());
        this.table = table;
        this.settings = settings;
        this.waiting = waiting;
    }

    abstract S with(TableSettings changed, Waiting how);

    final S with(TableSettings changed) {
        return with(changed, waiting);
    }

    @Override
    Optional<Duration> limit() {
        return Optional.of(Waiting.LIMIT);
    }

    /** Paid by request; nothing is provisioned any more, for indexes neither. */
    public S onDemand() {
        return with(settings.billing(Billing.ON_DEMAND));
    }

    /**
     * Paid for capacity that is provisioned, used or not. A global index that is made with this gets as much as the table,
     * unless told otherwise with {@link #indexCapacity}; so does one of a table that was paid on demand, by {@link
     * Table#plan}. {@link Table#alter} changes no index that it is not told of, and of such a table wants to be told of each.
     *
     * @param readUnits strongly consistent reads of up to 4 KB a second
     * @param writeUnits writes of up to 1 KB a second
     * @throws IllegalArgumentException if one of them is below 1
     */
    public S provisioned(long readUnits, long writeUnits) {
        return with(settings.billing(new Billing(Optional.of(new Capacity(readUnits, writeUnits)))));
    }

    /**
     * The capacity of a global index, in a table that is {@link #provisioned}.
     *
     * @throws IllegalArgumentException if the schema has no such index or it is local, or if a unit is below 1
     * @throws IllegalStateException if the table is to be paid on demand
     */
    public S indexCapacity(String index, long readUnits, long writeUnits) {
        Capacity capacity = new Capacity(readUnits, writeUnits);
        IndexSchema known = table.refusingByName(() -> table.schema().index(index));
        if (known.isLocal()) {
            throw new IllegalArgumentException("Table " + table.name() + ": the local index " + index
                    + " uses the capacity of the table and has none of its own");
        }
        if (settings.billing().equals(Optional.of(Billing.ON_DEMAND))) {
            throw new IllegalStateException("Table " + table.name() + " is to be paid on demand, so index " + index
                    + " has no capacity; call provisioned(…) first");
        }
        return with(settings.indexCapacity(index, capacity));
    }

    /** Streams every change, with the item before and after it. */
    public S stream() {
        return stream(StreamView.NEW_AND_OLD_IMAGES);
    }

    /** Streams every change, telling so much of it. */
    public S stream(StreamView view) {
        return with(settings.stream(Optional.of(view)));
    }

    /** Streams no changes. What a stream holds already can be read for 24 hours more. */
    public S withoutStream() {
        return with(settings.stream(Optional.empty()));
    }

    /** Whether the service refuses to delete the table; {@link Table#drop} then fails. */
    public S deletionProtection(boolean on) {
        return with(settings.deletionProtected(on));
    }

    /** The price list of the table. */
    public S tableClass(TableClass tableClass) {
        return with(settings.tableClass(tableClass));
    }

    /**
     * Encrypts the table with a key of the account's own, in place of one of the service's.
     *
     * @param key the ARN or the id of the key in KMS
     * @throws IllegalArgumentException if it is blank
     */
    public S encryptedWith(String key) {
        if (key.isBlank()) {
            throw new IllegalArgumentException(
                    "Table " + table.name() + ": encryptedWith(…) needs the ARN or the id of a key, and it is blank");
        }
        return with(settings.encryptionKey(key));
    }

    /** Does not wait until the service is done. */
    public S withoutWaiting() {
        return with(settings, waiting.not());
    }

    /** Looks at this interval whether the service is done; by default at growing ones, up to two seconds. */
    public S checkingEvery(Duration interval) {
        return with(settings, waiting.every(interval));
    }
}
