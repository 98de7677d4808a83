package dev.stator;

import dev.stator.expression.Path;
import dev.stator.internal.protocol.TableSettings;
import java.util.Map;
import java.util.Optional;

/**
 * What a table is to be: what {@link CreateTable} and {@link PlanTable} have in common.
 *
 * @param <R> what the request gives
 * @param <S> the request itself
 */
public abstract sealed class TableDeclaration<R, S extends TableDeclaration<R, S>> extends TableRequest<R, S>
        permits CreateTable, PlanTable {
    TableDeclaration(Table<?> table, TableSettings settings, Waiting waiting) {
        super(table, settings, waiting);
    }

    /** Whether items are to expire: as told here, or else as the schema says; empty if neither says anything. */
    final Optional<TableSettings.Expiry> wantedExpiry() {
        return settings.expiry()
                .or(() -> table.schema().timeToLive().map(name -> new TableSettings.Expiry(Optional.of(name))));
    }

    /** A tag, for people and bills. */
    public S tag(String key, String value) {
        return with(settings.tag(key, value));
    }

    /** These tags, beside those given before. */
    public S tags(Map<String, String> tags) {
        TableSettings tagged = settings;
        for (Map.Entry<String, String> tag : tags.entrySet()) {
            tagged = tagged.tag(tag.getKey(), tag.getValue());
        }
        return with(tagged);
    }

    /**
     * Lets items expire: some time after the second that this attribute names, counted from 1970, the service deletes them.
     * Not needed if the record says so with {@link dev.stator.codec.TimeToLive}.
     *
     * @throws IllegalArgumentException if the path does not belong to the table's record, or leads into an attribute
     */
    public S timeToLive(Path<?> attribute) {
        return with(settings.expiry(Optional.of(table.attributeName("timeToLive(…)", attribute))));
    }

    /** Lets no items expire, whatever the record says. */
    public S withoutTimeToLive() {
        return with(settings.expiry(Optional.empty()));
    }
}
