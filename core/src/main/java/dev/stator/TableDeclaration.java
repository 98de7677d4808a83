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
    private static final int LONGEST_TAG_KEY = 128;
    private static final int LONGEST_TAG_VALUE = 256;

    TableDeclaration(Table<?> table, TableSettings settings, Waiting waiting) {
        super(table, settings, waiting);
    }

    /** Whether items are to expire: as told here, or else as the schema says; empty if neither says anything. */
    final Optional<TableSettings.Expiry> wantedExpiry() {
        return settings.expiry()
                .or(() -> table.schema().timeToLive().map(name -> new TableSettings.Expiry(Optional.of(name))));
    }

    /**
     * A tag, for people and bills.
     *
     * @throws IllegalArgumentException if the key does not have 1 to 128 characters, begins with {@code aws:}, which the service keeps
     *     for itself, or the value has more than 256
     */
    public S tag(String key, String value) {
        return tags(Map.of(key, value));
    }

    /**
     * These tags, beside those given before.
     *
     * @throws IllegalArgumentException as {@link #tag}
     */
    public S tags(Map<String, String> tags) {
        TableSettings tagged = settings;
        for (Map.Entry<String, String> tag : tags.entrySet()) {
            String key = tag.getKey();
            if (key.isEmpty() || key.length() > LONGEST_TAG_KEY || key.startsWith("aws:")) {
                throw new IllegalArgumentException(
                        "Table " + table.name() + ": \"" + key + "\" is no key of a tag; it has 1 to " + LONGEST_TAG_KEY
                                + " characters, and does not begin with aws:");
            } else if (tag.getValue().length() > LONGEST_TAG_VALUE) {
                throw new IllegalArgumentException("Table " + table.name() + ": the value of tag " + key + " has "
                        + tag.getValue().length() + " characters, and can have " + LONGEST_TAG_VALUE);
            }
            tagged = tagged.tag(key, tag.getValue());
        }
        return with(tagged);
    }

    /**
     * Lets items expire: some time after the second that this attribute names, counted from 1970, the service deletes them.
     * Not needed if the record says so with {@link dev.stator.codec.TimeToLive}.
     *
     * @throws IllegalArgumentException if the path does not belong to the table's record, or leads into an attribute, or the table
     *     has {@link dev.stator.codec.Unique} attributes, whose values expired items would keep
     */
    public S timeToLive(Path<?> attribute) {
        return with(settings.expiry(Optional.of(table.expiryAttribute("timeToLive(…)", attribute))));
    }

    /** Lets no items expire, whatever the record says. */
    public S withoutTimeToLive() {
        return with(settings.expiry(Optional.empty()));
    }
}
