package dev.stator.engine.request;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * One member of a {@link Shape}: its name on the wire, its type, and its constraints in the order of their reports.
 *
 * <p>Immutable; also the key under which {@link Parameters} give the value, so that no cast is needed.
 */
public final class Field<T> {
    private static final List<Constraint<String>> TABLE_NAMES =
            List.of(Constraint.maxLength(255), Constraint.minLength(3), Constraint.resourceName());

    private final String name;
    private final String reportedName;
    private final Type<T> type;
    private final boolean required;
    private final boolean tableName;
    private final List<Constraint<T>> constraints;

    private Field(String name, Type<T> type, boolean required, boolean tableName, List<Constraint<T>> constraints) {
        this.name = name;
        this.reportedName = name.substring(0, 1).toLowerCase(Locale.ROOT) + name.substring(1);
        this.type = type;
        this.required = required;
        this.tableName = tableName;
        this.constraints = constraints;
    }

    /** A member that may be missing. */
    public static <T> Field<T> of(String name, Type<T> type) {
        return new Field<>(name, type, false, false, List.of());
    }

    /** A member that is one of a few words. */
    public static Field<String> oneOf(String name, String... words) {
        return of(name, Type.TEXT).with(Constraint.oneOf(List.of(words)));
    }

    /** The name of a table or index that a request of items gives. */
    public static Field<String> resource(String name) {
        return of(name, Type.TEXT).with(Constraint.resourceName()).length(3, 255);
    }

    /** The table of a request of items. */
    public static Field<String> table() {
        return of("TableName", Type.TABLE).with(Constraint.resourceName()).length(3, 255);
    }

    /** The table of a table action, which the service checks before all else and with other words. */
    public static Field<String> managedTable() {
        return new Field<>("TableName", Type.TABLE, false, true, List.of(Constraint.resourceName()));
    }

    /** What a batch asks for by table: the keys must be names or ARNs of tables. */
    public static <V> Field<Map<String, V>> byTable(String name, Type<Map<String, V>> type) {
        return Field.<Map<String, V>>of(name, type).notNull().minLength(1).with(Constraint.keys(TABLE_NAMES));
    }

    /** The same, where each table may have a limited number of entries. */
    public static <V> Field<Map<String, V>> byTable(String name, Type<Map<String, V>> type, int most) {
        return byTable(name, type)
                .with(Constraint.values(List.of(Constraint.maxLength(most), Constraint.minLength(1))));
    }

    /** Some texts, each with a least and a greatest length. */
    public static Field<List<String>> texts(String name, int least, int most) {
        return of(name, Type.listOf(Type.TEXT))
                .with(Constraint.elements(List.of(Constraint.maxLength(most), Constraint.minLength(least))));
    }

    /** The same member under another name. */
    public Field<T> named(String other) {
        return new Field<>(other, type, required, tableName, constraints);
    }

    /** The same member, which must not be missing. */
    public Field<T> notNull() {
        return new Field<>(name, type, true, tableName, constraints);
    }

    /** The same member with one more constraint behind those that it has. */
    Field<T> with(Constraint<T> constraint) {
        List<Constraint<T>> all = new ArrayList<>(constraints);
        all.add(constraint);
        return new Field<>(name, type, required, tableName, List.copyOf(all));
    }

    /** With a least and a greatest length. */
    public Field<T> length(int least, int most) {
        return minLength(least).with(Constraint.maxLength(most));
    }

    /** With a least length. */
    public Field<T> minLength(int least) {
        return with(Constraint.minLength(least));
    }

    /** With a least value. */
    public Field<T> atLeast(long least) {
        return with(Constraint.atLeast(least));
    }

    /** With a greatest value. */
    public Field<T> atMost(long most) {
        return with(Constraint.atMost(most));
    }

    /** The name on the wire. */
    public String name() {
        return name;
    }

    Type<T> type() {
        return type;
    }

    /** What the service checks before it gathers constraints; the message, or {@code null} if all is well. */
    @Nullable
    String checkFirst(@Nullable Object value) {
        if (!tableName) {
            return null;
        } else if (value == null) {
            return "The parameter '" + name + "' is required but was not present in the request";
        }
        int length = ((String) value).length();
        return length >= 3 && length <= 255
                ? null
                : name + " must be at least 3 characters long and at most 255 characters long";
    }

    /** Gathers what the value breaks, and what values within it break. */
    void check(@Nullable Object raw, Problems problems) {
        if (raw == null && !required) {
            return;
        }
        problems.enter(reportedName);
        if (raw == null) {
            problems.add(null, "Member must not be null");
        } else {
            checkValue(cast(raw), problems);
        }
        problems.leave();
    }

    private void checkValue(T value, Problems problems) {
        for (Constraint<T> constraint : constraints) {
            if (!constraint.holds().test(value)) {
                problems.add(type.shown(value), constraint.requirement());
            }
        }
        type.check(value, problems);
    }

    /** The value with the names of tables in the places of their ARNs. */
    Object named(Object raw, UnaryOperator<String> names) {
        return type.named(cast(raw), names);
    }

    /** Sound because a {@link Shape} stores under a field only what the field's type has read. */
    @SuppressWarnings("unchecked")
    T cast(Object value) {
        return (T) value;
    }

    /** The name as the service has it in what it says of requests. */
    String reportedName() {
        return reportedName;
    }

    @Override
    public String toString() {
        return name;
    }
}
