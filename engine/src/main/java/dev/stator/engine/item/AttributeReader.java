package dev.stator.engine.item;

import dev.stator.engine.fault.Fault;
import dev.stator.internal.collect.OrderedMap;
import dev.stator.value.AttributeValue;
import dev.stator.value.Binary;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/**
 * Reads attribute values as the service does, down to the order in which it finds fault.
 *
 * <p>A wrong JSON type is a SerializationException at once. What is wrong with a value itself (an empty set, two types in
 * one value) is only noted, because the service speaks of it after it has looked at the other parameters.
 */
public final class AttributeReader {
    private static final String EMPTY =
            "Supplied AttributeValue is empty, must contain exactly one of the supported datatypes";
    private static final String MORE_THAN_ONE = "Supplied AttributeValue has more than one datatypes set, "
            + "must contain exactly one of the supported datatypes";
    private static final String INVALID = "One or more parameter values were invalid: ";

    private final JsonParser in;

    private final Source source;

    /** What is wrong with the value read last. */
    private @Nullable String problem;

    /** Where values come from, on which it depends what is wrong with them. */
    private enum Source {
        REQUEST,
        /** The parameters of a statement, whose numbers are read in a way of their own. */
        STATEMENT,
        /** This engine's store. What is there was within all limits when it came. */
        STORE
    }

    private AttributeReader(JsonParser in, Source source) {
        this.in = in;
        this.source = source;
    }

    /** Reads the object in which the parser stands as a map of attribute values. */
    public static Attributes readMap(JsonParser in) {
        AttributeReader reader = new AttributeReader(in, Source.REQUEST);
        OrderedMap.Builder<AttributeValue> values = new OrderedMap.Builder<>(16);
        String problem = null;
        String problemName = null;
        while (in.nextToken() == JsonToken.PROPERTY_NAME) {
            String name = reader.name();
            String nameProblem = reader.nameProblem(name);
            values.put(name, reader.value(in.nextToken(), 0));
            if (nameProblem != null) {
                reader.problem = nameProblem;
            }
            if (problem == null && reader.problem != null) {
                problem = reader.problem;
                problemName = name;
            }
        }
        return new Attributes(values.build(), problem, problemName);
    }

    /**
     * Reads a value that this engine has stored: without the limits of requests, because no item that is there may become
     * unreadable.
     *
     * @param start where its JSON begins
     * @param end where it ends
     * @throws IllegalStateException if it is none
     */
    static AttributeValue readStored(byte[] bytes, int start, int end) {
        try (JsonParser in = Json.parser(bytes, start, end - start)) {
            AttributeReader reader = new AttributeReader(in, Source.STORE);
            AttributeValue value = reader.value(in.nextToken(), 0);
            if (reader.problem != null) {
                throw new IllegalStateException("A stored item cannot be read: " + reader.problem);
            }
            return value;
        }
    }

    /**
     * Reads the one value that begins with this token.
     *
     * @param scalarMessage what the service says of a JSON scalar in its place
     */
    public static Attribute read(JsonParser in, JsonToken token, String scalarMessage) {
        return read(new AttributeReader(in, Source.REQUEST), token, scalarMessage);
    }

    /** The same of a parameter of a statement. */
    public static Attribute readParameter(JsonParser in, JsonToken token, String scalarMessage) {
        return read(new AttributeReader(in, Source.STATEMENT), token, scalarMessage);
    }

    private static Attribute read(AttributeReader reader, JsonToken token, String scalarMessage) {
        if (token.isScalarValue()) {
            throw Fault.serialization(scalarMessage);
        }
        AttributeValue value = reader.value(token, 0);
        return new Attribute(value, reader.problem);
    }

    private AttributeValue value(JsonToken token, int depth) {
        if (token == JsonToken.VALUE_NULL) {
            problem = EMPTY;
            return AttributeValue.Null.NULL;
        } else if (token != JsonToken.START_OBJECT) {
            throw Fault.serialization(
                    token == JsonToken.START_ARRAY
                            ? "Unrecognized collection type class com.amazonaws.dynamodb.v20120810.AttributeValue"
                            : "Unexpected value type in payload");
        }
        AttributeValue value = AttributeValue.Null.NULL;
        String found = null;
        int foundRank = Integer.MAX_VALUE;
        int types = 0;
        while (in.nextToken() == JsonToken.PROPERTY_NAME) {
            int rank = rank(in.currentName());
            JsonToken next = in.nextToken();
            if (rank < 0) {
                in.skipChildren();
            } else if (next != JsonToken.VALUE_NULL) {
                problem = null;
                value = typed(rank, next, depth);
                types++;
                if (problem != null && rank < foundRank) {
                    found = problem;
                    foundRank = rank;
                }
            }
        }
        problem = types == 0 ? EMPTY : found != null ? found : types > 1 ? MORE_THAN_ONE : null;
        return value;
    }

    /** The place of a type in the order in which the service looks at them; -1 for an unknown one. */
    private static int rank(String type) {
        return switch (type) {
            case "S" -> 0;
            case "B" -> 1;
            case "N" -> 2;
            case "BOOL" -> 3;
            case "NULL" -> 4;
            case "BS" -> 5;
            case "NS" -> 6;
            case "SS" -> 7;
            case "L" -> 8;
            case "M" -> 9;
            default -> -1;
        };
    }

    private AttributeValue typed(int rank, JsonToken token, int depth) {
        return switch (rank) {
            case 0 -> new AttributeValue.S(text(token));
            case 1 -> new AttributeValue.B(binary(token));
            case 2 -> number(text(token));
            case 3 -> new AttributeValue.Bool(Scalars.flag(in, token));
            case 4 -> {
                if (!Scalars.flag(in, token)) {
                    problem = INVALID + "Null attribute value types must have the value of true";
                }
                yield AttributeValue.Null.NULL;
            }
            case 5 -> binarySet(token);
            case 6 -> numberSet(token);
            case 7 -> stringSet(token);
            case 8 -> list(token, depth + 1);
            default -> map(token, depth + 1);
        };
    }

    private AttributeValue number(String text) {
        NumberText number = numberText(text);
        problem = number.problem();
        return number.value() == null ? AttributeValue.Null.NULL : new AttributeValue.N(number.value());
    }

    private NumberText numberText(String text) {
        return source == Source.STATEMENT ? NumberText.ofParameter(text) : NumberText.of(text);
    }

    private AttributeValue stringSet(JsonToken token) {
        List<String> elements = new ArrayList<>();
        startList(token);
        for (JsonToken next = in.nextToken(); next != JsonToken.END_ARRAY; next = in.nextToken()) {
            elements.add(text(next));
        }
        if (elements.isEmpty()) {
            problem = INVALID + "An string set  may not be empty";
            return AttributeValue.Null.NULL;
        }
        AttributeValue.SS set = SetOrder.strings(elements);
        if (set.values().size() < elements.size()) {
            problem = INVALID + "Input collection " + elements + " contains duplicates.";
        }
        return set;
    }

    private AttributeValue numberSet(JsonToken token) {
        List<BigDecimal> elements = new ArrayList<>();
        int count = 0;
        String first = null;
        startList(token);
        for (JsonToken next = in.nextToken(); next != JsonToken.END_ARRAY; next = in.nextToken()) {
            NumberText number = numberText(text(next));
            count++;
            if (number.value() != null) {
                elements.add(number.value());
            } else if (first == null) {
                first = number.problem();
            }
        }
        if (count == 0) {
            problem = INVALID + "An number set  may not be empty";
            return AttributeValue.Null.NULL;
        } else if (first != null) {
            problem = first;
            return AttributeValue.Null.NULL;
        }
        AttributeValue.NS set = SetOrder.numbers(elements);
        if (set.values().size() < count) {
            problem = "Input collection contains duplicates";
        }
        return set;
    }

    private AttributeValue binarySet(JsonToken token) {
        List<Binary> elements = new ArrayList<>();
        startList(token);
        for (JsonToken next = in.nextToken(); next != JsonToken.END_ARRAY; next = in.nextToken()) {
            elements.add(binary(next));
        }
        if (elements.isEmpty()) {
            problem = INVALID + "Binary sets should not be empty";
            return AttributeValue.Null.NULL;
        }
        AttributeValue.BS set = SetOrder.binaries(elements);
        if (set.values().size() < elements.size()) {
            problem = INVALID + "Input collection "
                    + elements.stream().map(Binary::toBase64).toList() + "of type BS contains duplicates.";
        }
        return set;
    }

    private AttributeValue list(JsonToken token, int depth) {
        List<AttributeValue> elements = new ArrayList<>();
        String first = nestingProblem(depth);
        startList(token);
        for (JsonToken next = in.nextToken(); next != JsonToken.END_ARRAY; next = in.nextToken()) {
            elements.add(value(next, depth));
            first = first == null ? problem : first;
        }
        problem = first;
        return new AttributeValue.L(elements);
    }

    private AttributeValue map(JsonToken token, int depth) {
        if (token != JsonToken.START_OBJECT) {
            throw Fault.serialization(
                    token == JsonToken.START_ARRAY
                            ? "Unrecognized collection type java.util.Map<java.lang.String, "
                                    + "com.amazonaws.dynamodb.v20120810.AttributeValue>"
                            : "Unexpected field type");
        }
        OrderedMap.Builder<AttributeValue> entries = new OrderedMap.Builder<>(8);
        String first = nestingProblem(depth);
        while (in.nextToken() == JsonToken.PROPERTY_NAME) {
            String name = name();
            first = first == null ? nameProblem(name) : first;
            entries.put(name, value(in.nextToken(), depth));
            first = first == null ? problem : first;
        }
        problem = first;
        return new AttributeValue.M(entries.build());
    }

    private @Nullable String nestingProblem(int depth) {
        return source != Source.STORE ? ItemLimits.nestingProblem(depth) : null;
    }

    private @Nullable String nameProblem(String name) {
        return source != Source.STORE ? ItemLimits.nameProblem(name) : null;
    }

    private String name() {
        return source != Source.STORE ? Scalars.name(in) : in.currentName();
    }

    private static void startList(JsonToken token) {
        if (token != JsonToken.START_ARRAY) {
            throw Fault.serialization(
                    token == JsonToken.START_OBJECT
                            ? "Start of structure or map found where not expected"
                            : "Unexpected field type");
        }
    }

    private String text(JsonToken token) {
        return Scalars.text(in, token);
    }

    private Binary binary(JsonToken token) {
        if (token == JsonToken.START_ARRAY) {
            throw Fault.serialization("Unrecognized collection type class java.nio.ByteBuffer");
        } else if (token == JsonToken.START_OBJECT) {
            throw Fault.serialization("Start of structure or map found where not expected");
        } else if (token != JsonToken.VALUE_STRING) {
            throw Fault.serialization("only base-64-encoded strings are convertible to bytes");
        }
        String text = in.getString();
        if (text.length() % 4 != 0) {
            throw Fault.serialization(
                    "Base64 encoded length is expected a multiple of 4 bytes but found: " + text.length());
        }
        try {
            Binary binary = Binary.fromBase64(text);
            if (binary.toBase64().equals(text)) {
                return binary;
            }
        } catch (IllegalArgumentException e) {
            // Said below, in the service's words.
        }
        throw Fault.serialization("Invalid last non-pad Base64 character dectected");
    }
}
