package dev.stator;

import dev.stator.codec.Stamp;
import dev.stator.codec.TableSchema;
import dev.stator.expression.AnyPath;
import dev.stator.expression.IfNotExists;
import dev.stator.expression.Path;
import dev.stator.expression.UpdateAction;
import dev.stator.expression.UpdateExpression;
import dev.stator.expression.Value;
import dev.stator.value.AttributeValue;
import dev.stator.value.AttributeValue.N;
import dev.stator.value.Item;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;

/** Fills in the {@link Stamp}s of a table's schema, in whole items and in updates. */
record Stamping<T>(TableSchema<T> schema, Supplier<UUID> uuids) {
    static <T> Stamping<T> of(Table<T> table) {
        return new Stamping<>(table.schema(), table.db()::newUuid);
    }

    /** An item as it is to be stored, but for what depends on the time: normal, with its UUIDs, and valid. */
    T prepared(T item) {
        T prepared = schema.normalised(item);
        Item uuid = Item.empty();
        for (Stamp stamp : schema.stamps()) {
            if (stamp.kind() == Stamp.Kind.UUID && own(prepared, stamp).isEmpty()) {
                uuid = uuid.with(stamp.name(), stamp.value(uuids.get()));
            }
        }
        T whole = uuid.size() == 0 ? prepared : schema.with(prepared, uuid);
        schema.validate(whole);
        return whole;
    }

    /** A prepared item as a put stores it: one version higher than it is, created now unless it says when, and modified now. */
    T stored(T item, Instant now) {
        Item stamps = Item.empty();
        for (Stamp stamp : schema.stamps()) {
            switch (stamp.kind()) {
                case VERSION -> stamps = stamps.with(stamp.name(), next(own(item, stamp)));
                case MODIFIED -> stamps = stamps.with(stamp.name(), stamp.value(now));
                case CREATED -> {
                    if (own(item, stamp).isEmpty()) {
                        stamps = stamps.with(stamp.name(), stamp.value(now));
                    }
                }
                case UUID -> {} // since the item was prepared
            }
        }
        return stamps.size() == 0 ? item : schema.with(item, stamps);
    }

    private Optional<AttributeValue> own(T item, Stamp stamp) {
        return schema.attribute(item, stamp.name()).filter(value -> !stamp.isBlank(value));
    }

    private static N next(Optional<AttributeValue> version) {
        return new N(version.map(value -> ((N) value).value())
                .orElse(BigDecimal.ZERO)
                .add(BigDecimal.ONE));
    }

    /**
     * What an update does beside what it is asked to.
     *
     * @param own attributes of the record that the update was made from, if it was
     * @param version what is asked of the version in place
     */
    UpdateExpression actions(Item own, Optional<VersionRule> version, Instant now) {
        List<UpdateAction> actions = new ArrayList<>();
        for (Stamp stamp : schema.stamps()) {
            AnyPath path = Path.attr(stamp.name());
            Optional<AttributeValue> given = own.get(stamp.name()).filter(value -> !stamp.isBlank(value));
            switch (stamp.kind()) {
                // Set where it can be, because a sum must not be sent twice.
                case VERSION ->
                    actions.add(
                            version.orElse(null) instanceof VersionRule.Same same
                                    ? new UpdateAction.Set(path, new Value(next(Optional.of(new N(same.version())))))
                                    : new UpdateAction.Add(path, new Value(new N(BigDecimal.ONE))));
                case MODIFIED -> actions.add(new UpdateAction.Set(path, new Value(stamp.value(now))));
                case CREATED -> actions.add(setIfAbsent(path, given.orElseGet(() -> stamp.value(now))));
                case UUID -> {
                    if (!isKey(stamp)) {
                        actions.add(setIfAbsent(path, given.orElseGet(() -> stamp.value(uuids.get()))));
                    }
                }
            }
        }
        return UpdateExpression.of(actions);
    }

    private static UpdateAction setIfAbsent(AnyPath path, AttributeValue value) {
        return new UpdateAction.Set(path, new IfNotExists<>(path, new Value(value)));
    }

    private boolean isKey(Stamp stamp) {
        return stamp.name().equals(schema.partitionKey().name())
                || schema.sortKey().map(key -> key.name().equals(stamp.name())).orElse(false);
    }
}
