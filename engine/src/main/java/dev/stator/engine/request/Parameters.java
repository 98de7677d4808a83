package dev.stator.engine.request;

import java.util.function.BiConsumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** The values of a request, or of a structure within one, by {@link Field}. */
public final class Parameters {
    private final Shape shape;
    private final @Nullable Object[] values;

    Parameters(Shape shape, @Nullable Object[] values) {
        this.shape = shape;
        this.values = values;
    }

    /** The value of a member, or {@code null} if the request has none. */
    public <T> @Nullable T get(Field<T> field) {
        Object value = values[shape.position(field)];
        return value == null ? null : field.cast(value);
    }

    /** The value of a member that the constraints have shown to be there. */
    public <T> T require(Field<T> field) {
        T value = get(field);
        if (value == null) {
            throw new IllegalStateException(field + " is missing although it was checked");
        }
        return value;
    }

    /** Whether the request has the member. */
    public boolean has(Field<?> field) {
        return values[shape.position(field)] != null;
    }

    /** Whether a flag is there and set. */
    public boolean flag(Field<Boolean> field) {
        return Boolean.TRUE.equals(get(field));
    }

    /** Hands over every member that the request has, in the order of the shape. */
    public void forEach(BiConsumer<Field<?>, Object> action) {
        for (int i = 0; i < values.length; i++) {
            Object value = values[i];
            if (value != null) {
                action.accept(shape.fields().get(i), value);
            }
        }
    }

    /** Puts the names of tables in the places of their ARNs. */
    void named(UnaryOperator<String> names) {
        for (int i = 0; i < values.length; i++) {
            Object value = values[i];
            if (value != null) {
                values[i] = shape.fields().get(i).named(value, names);
            }
        }
    }

    @Nullable
    Object value(int position) {
        return values[position];
    }

    /** The structure as the service shows it in constraint errors. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder(shape.name()).append('(');
        for (int i = 0; i < values.length; i++) {
            text.append(i == 0 ? "" : ", ")
                    .append(shape.fields().get(i).reportedName())
                    .append('=')
                    .append(values[i]);
        }
        return text.append(')').toString();
    }
}
