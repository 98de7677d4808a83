package dev.stator.engine.request;

import dev.stator.engine.fault.Fault;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/** The members of a structure, in the order in which the service checks them. */
public final class Shape {
    private final String name;
    private final List<Field<?>> fields;
    private final Map<String, Integer> positions = new HashMap<>();

    private Shape(String name, List<Field<?>> fields) {
        this.name = name;
        this.fields = fields;
        for (int i = 0; i < fields.size(); i++) {
            positions.put(fields.get(i).name(), i);
        }
    }

    /** A structure of the service's model; the name shows in its error messages. */
    public static Shape of(String name, Field<?>... fields) {
        return new Shape(name, List.of(fields));
    }

    String name() {
        return name;
    }

    List<Field<?>> fields() {
        return fields;
    }

    int position(Field<?> field) {
        int position = fields.indexOf(field);
        if (position < 0) {
            throw new IllegalArgumentException(name + " has no member " + field);
        }
        return position;
    }

    /** Reads the object in which the parser stands; members that the shape does not know, and nulls, are passed over. */
    Parameters read(JsonParser in) {
        @Nullable Object[] values = new @Nullable Object[fields.size()];
        while (in.nextToken() == JsonToken.PROPERTY_NAME) {
            Integer position = positions.get(in.currentName());
            JsonToken token = in.nextToken();
            if (position == null) {
                in.skipChildren();
            } else {
                values[position] = token == JsonToken.VALUE_NULL
                        ? null
                        : fields.get(position).type().read(in, token);
            }
        }
        return new Parameters(this, values);
    }

    /** Throws the error that the service gives if the values break constraints. */
    void check(Parameters parameters) {
        for (int i = 0; i < fields.size(); i++) {
            String message = fields.get(i).checkFirst(parameters.value(i));
            if (message != null) {
                throw Fault.validation(message);
            }
        }
        Problems problems = new Problems();
        check(parameters, problems);
        problems.throwIfAny();
    }

    void check(Parameters parameters, Problems problems) {
        for (int i = 0; i < fields.size(); i++) {
            fields.get(i).check(parameters.value(i), problems);
        }
    }
}
