package dev.stator.engine.request;

import dev.stator.engine.fault.Fault;
import dev.stator.engine.item.Attribute;
import dev.stator.engine.item.AttributeReader;
import dev.stator.engine.item.Attributes;
import dev.stator.engine.item.Scalars;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/** How a member's value is read from JSON, with the service's words for every JSON type that is wrong. */
public interface Type<T> {
    /** What the service's Java says, word for word, about a scalar where a generic collection belongs. */
    String PARAMETERIZED = "class sun.reflect.generics.reflectiveObjects.ParameterizedTypeImpl cannot be cast to class"
            + " java.lang.Class (sun.reflect.generics.reflectiveObjects.ParameterizedTypeImpl and java.lang.Class are in"
            + " module java.base of loader 'bootstrap')";

    /** What stands for the elements of lists and maps in the service's paths. */
    String MEMBER = "member";

    /** A string. */
    Type<String> TEXT = Scalars::text;

    /** The name of a table, or its ARN, in the place of which {@link #named} puts the name. */
    Type<String> TABLE = new Type<>() {
        @Override
        public String read(JsonParser in, JsonToken token) {
            return Scalars.text(in, token);
        }

        @Override
        public String named(String value, UnaryOperator<String> names) {
            return value.startsWith(ARN) ? names.apply(value) : value;
        }
    };

    /** How ARNs begin. */
    String ARN = "arn:";

    /** A boolean, or one of the strings that the service takes for one. */
    Type<Boolean> FLAG = Scalars::flag;

    /** A whole number; a fraction is cut off. */
    Type<Integer> INTEGER = (in, token) -> {
        long whole = whole(in, token, Integer.class);
        return (int) Math.max(Integer.MIN_VALUE, Math.min(Integer.MAX_VALUE, whole));
    };

    /** A time, on the wire a number of seconds that may have a fraction; in milliseconds. */
    Type<Long> TIME = (in, token) -> {
        if (token == JsonToken.VALUE_NUMBER_INT || token == JsonToken.VALUE_NUMBER_FLOAT) {
            return Math.round(in.getDoubleValue() * 1000);
        }
        throw Scalars.wrong(token, Date.class);
    };

    /** A whole number of 64 bits; a fraction is cut off. */
    Type<Long> LONG = (in, token) -> whole(in, token, Long.class);

    /** An item, a key or a map of expression values. */
    Type<Attributes> ATTRIBUTES = (in, token) -> {
        if (token == JsonToken.START_OBJECT) {
            return AttributeReader.readMap(in);
        }
        throw notMap(token, "com.amazonaws.dynamodb.v20120810.AttributeValue", "Unexpected field type");
    };

    /** A key within a list of keys, for which the service has other words. */
    Type<Attributes> LISTED_ATTRIBUTES = (in, token) -> {
        if (token == JsonToken.START_OBJECT) {
            return AttributeReader.readMap(in);
        }
        throw notMap(token, "com.amazonaws.dynamodb.v20120810.AttributeValue", PARAMETERIZED);
    };

    /** Expression attribute names. */
    Type<Map<String, String>> NAMES = mapOf("java.lang.String", TEXT);

    /** One attribute value, the member of a structure. */
    Type<Attribute> ATTRIBUTE = (in, token) -> AttributeReader.read(in, token, "Unexpected field type");

    /** One attribute value within a list. */
    Type<Attribute> LISTED_ATTRIBUTE =
            (in, token) -> AttributeReader.read(in, token, "Unexpected value type in payload");

    /** One parameter of a statement. */
    Type<Attribute> PARAMETER =
            (in, token) -> AttributeReader.readParameter(in, token, "Unexpected value type in payload");

    /** Something that the engine does not have: whether the value, however deep, asks for any of it. */
    Type<Boolean> WISH = Type::wishes;

    /** Reads the value that begins with this token, which is not null, to its end. */
    T read(JsonParser in, JsonToken token);

    /** The value with the names of tables in the places of their ARNs. */
    default T named(T value, UnaryOperator<String> names) {
        return value;
    }

    /** The value as the service shows it in what it says of broken constraints. */
    default String shown(T value) {
        return value.toString();
    }

    /** Gathers the constraints that values within this one break. */
    default void check(T value, Problems problems) {}

    /** A list with a limit of at most some hundred elements; of more, so many are kept that it is seen to be too long. */
    static <E> Type<List<E>> listOf(Type<E> elements) {
        return new ListType<>(elements, "Unexpected field type", ListType.MOST_KEPT);
    }

    /** A list to which the service sets no limit but that of the whole request. */
    static <E> Type<List<E>> longListOf(Type<E> elements) {
        return new ListType<>(elements, "Unexpected field type", Integer.MAX_VALUE);
    }

    /** A list that is itself the value of a map, for which the service has other words. */
    static <E> Type<List<E>> mappedListOf(Type<E> elements) {
        return new ListType<>(elements, PARAMETERIZED, ListType.MOST_KEPT);
    }

    /** A map with string keys; the name is that of the value's class in the service's messages. */
    static <V> Type<Map<String, V>> mapOf(String javaName, Type<V> values) {
        return new MapType<>(javaName, values);
    }

    /** The same type, whose values the service shows as JSON; here with the names in maps sorted, for their order is not kept. */
    static <T> Type<T> shownAsJson(Type<T> type) {
        return new JsonType<>(type);
    }

    /** A structure that is a member of another one. */
    static Type<Parameters> structure(Shape shape) {
        return new StructureType(shape, "Unexpected field type");
    }

    /** A structure within a list or map. */
    static Type<Parameters> element(Shape shape) {
        return new StructureType(shape, "Unexpected value type in payload");
    }

    /** What is off, empty, missing or unlimited is what a table has anyway. */
    private static boolean wishes(JsonParser in, JsonToken token) {
        return switch (token) {
            case START_OBJECT -> {
                boolean wishes = false;
                while (in.nextToken() == JsonToken.PROPERTY_NAME) {
                    wishes |= wishes(in, in.nextToken());
                }
                yield wishes;
            }
            case START_ARRAY -> {
                boolean wishes = false;
                for (JsonToken next = in.nextToken(); next != JsonToken.END_ARRAY; next = in.nextToken()) {
                    wishes |= wishes(in, next);
                }
                yield wishes;
            }
            case VALUE_STRING -> !in.getString().isEmpty();
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> in.getDoubleValue() != -1;
            default -> token == JsonToken.VALUE_TRUE;
        };
    }

    private static long whole(JsonParser in, JsonToken token, Class<?> type) {
        if (token == JsonToken.VALUE_NUMBER_INT || token == JsonToken.VALUE_NUMBER_FLOAT) {
            return (long) Math.floor(in.getDoubleValue());
        }
        throw Scalars.wrong(token, type);
    }

    private static Fault notMap(JsonToken token, String javaName, String scalar) {
        return Fault.serialization(
                token == JsonToken.START_ARRAY
                        ? "Unrecognized collection type java.util.Map<java.lang.String, " + javaName + ">"
                        : scalar);
    }

    /** A list of elements of one type. */
    record ListType<E>(Type<E> elements, String scalarMessage, int mostKept) implements Type<List<E>> {
        /** Beyond every limit of the service, so a longer list is refused anyway, and needs no room for all of it. */
        private static final int MOST_KEPT = 1_000;

        @Override
        public List<E> read(JsonParser in, JsonToken token) {
            if (token != JsonToken.START_ARRAY) {
                throw Fault.serialization(
                        token == JsonToken.START_OBJECT
                                ? "Start of structure or map found where not expected"
                                : scalarMessage);
            }
            List<E> list = new ArrayList<>();
            for (JsonToken next = in.nextToken(); next != JsonToken.END_ARRAY; next = in.nextToken()) {
                if (next == JsonToken.VALUE_NULL) {
                    throw Fault.serialization("Unexpected value type in payload");
                } else if (list.size() < mostKept) {
                    list.add(elements.read(in, next));
                } else {
                    in.skipChildren();
                }
            }
            return list;
        }

        @Override
        public List<E> named(List<E> value, UnaryOperator<String> names) {
            value.replaceAll(element -> elements.named(element, names));
            return value;
        }

        @Override
        public void check(List<E> value, Problems problems) {
            for (int i = 0; i < value.size(); i++) {
                problems.enter(i + 1);
                problems.enter(MEMBER);
                elements.check(value.get(i), problems);
                problems.leave();
                problems.leave();
            }
        }
    }

    /** A map of values of one type. */
    record MapType<V>(String javaName, Type<V> values) implements Type<Map<String, V>> {
        @Override
        public Map<String, V> read(JsonParser in, JsonToken token) {
            if (token != JsonToken.START_OBJECT) {
                throw notMap(token, javaName, "Unexpected field type");
            }
            Map<String, V> map = new LinkedHashMap<>();
            while (in.nextToken() == JsonToken.PROPERTY_NAME) {
                String key = Scalars.name(in);
                JsonToken next = in.nextToken();
                if (next == JsonToken.VALUE_NULL) {
                    throw Fault.serialization("Unexpected value type in payload");
                }
                map.put(key, values.read(in, next));
            }
            return map;
        }

        @Override
        public void check(Map<String, V> value, Problems problems) {
            value.forEach((key, element) -> {
                problems.enter(key);
                problems.enter(MEMBER);
                values.check(element, problems);
                problems.leave();
                problems.leave();
            });
        }
    }

    /** A structure. */
    record StructureType(Shape shape, String scalarMessage) implements Type<Parameters> {
        @Override
        public Parameters read(JsonParser in, JsonToken token) {
            if (token == JsonToken.START_OBJECT) {
                return shape.read(in);
            }
            throw Fault.serialization(
                    token == JsonToken.START_ARRAY
                            ? "Unrecognized collection type class com.amazonaws.dynamodb.v20120810." + shape.name()
                            : scalarMessage);
        }

        @Override
        public Parameters named(Parameters value, UnaryOperator<String> names) {
            value.named(names);
            return value;
        }

        @Override
        public void check(Parameters value, Problems problems) {
            shape.check(value, problems);
        }
    }

    /** A type whose values are shown as JSON. */
    record JsonType<T>(Type<T> type) implements Type<T> {
        @Override
        public T read(JsonParser in, JsonToken token) {
            return type.read(in, token);
        }

        @Override
        public T named(T value, UnaryOperator<String> names) {
            return type.named(value, names);
        }

        @Override
        public String shown(T value) {
            return new String(RequestJson.of(value), StandardCharsets.UTF_8);
        }

        @Override
        public void check(T value, Problems problems) {
            type.check(value, problems);
        }
    }
}
