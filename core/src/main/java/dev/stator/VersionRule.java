package dev.stator;

import dev.stator.codec.Stamp;
import dev.stator.codec.TableSchema;
import dev.stator.expression.AnyPath;
import dev.stator.expression.Condition;
import dev.stator.expression.Path;
import dev.stator.value.AttributeValue;
import dev.stator.value.AttributeValue.N;
import dev.stator.value.Item;
import java.math.BigDecimal;
import java.util.Optional;

/** What a write asks of the version of the item in place. */
sealed interface VersionRule {
    /** The attribute that holds the version. */
    String name();

    /** What must hold, bound. */
    Condition condition();

    /**
     * It must be that of the record from which the write was made.
     *
     * @param version 0 if the record was never stored; then there must be none, or 0
     */
    record Same(String name, BigDecimal version) implements VersionRule {
        static <T> Optional<VersionRule> as(T item, TableSchema<T> schema) {
            return schema.version().map(stamp -> new Same(stamp.name(), versionOf(item, schema, stamp)));
        }

        @Override
        public Condition condition() {
            AnyPath path = Path.attr(name);
            Condition same = path.eq(new N(version));
            return version.signum() == 0 ? path.notExists().or(same) : same;
        }

        boolean holdsFor(Optional<Item> existing) {
            return in(existing, name).compareTo(version) == 0;
        }
    }

    /**
     * It must be lower than the one that is written, so that versions only ever rise.
     *
     * @param version the one that is written
     */
    record Lower(String name, BigDecimal version) implements VersionRule {
        static <T> Optional<VersionRule> than(T item, TableSchema<T> schema) {
            return schema.version()
                    .map(stamp -> new Lower(
                            stamp.name(), versionOf(item, schema, stamp).add(BigDecimal.ONE)));
        }

        @Override
        public Condition condition() {
            AnyPath path = Path.attr(name);
            return path.notExists().or(path.lt(new N(version)));
        }
    }

    /** The version of a record; 0 if it has none. */
    private static <T> BigDecimal versionOf(T item, TableSchema<T> schema, Stamp stamp) {
        return schema.attribute(item, stamp.name()).map(VersionRule::number).orElse(BigDecimal.ZERO);
    }

    /** The version of a stored item; 0 if it has none. */
    static BigDecimal in(Optional<Item> existing, String name) {
        return existing.flatMap(item -> item.number(name)).orElse(BigDecimal.ZERO);
    }

    private static BigDecimal number(AttributeValue value) {
        return value instanceof N number ? number.value() : BigDecimal.ZERO;
    }
}
