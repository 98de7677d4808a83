package dev.stator.engine.request;

import dev.stator.engine.fault.Fault;
import dev.stator.engine.item.Json;
import java.util.function.UnaryOperator;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/** Reads the body of a request by its {@link Shape}. */
public final class RequestBody {
    private RequestBody() {}

    /**
     * The checked parameters.
     *
     * @throws Fault a SerializationException if the body is no JSON in UTF-8, or more than one value, or has a value of a wrong type, a
     *     ValidationException if it breaks constraints
     */
    public static Parameters read(byte[] body, Shape shape) {
        return read(body, shape, UnaryOperator.identity());
    }

    /**
     * The same for a request that may give tables by their ARNs.
     *
     * @param names gives the name for an ARN, or throws a fault
     */
    public static Parameters read(byte[] body, Shape shape, UnaryOperator<String> names) {
        Parameters parameters;
        try (JsonParser in = parser(body)) {
            JsonToken first = in.nextToken();
            if (first != JsonToken.START_OBJECT) {
                throw Fault.malformed();
            }
            try {
                parameters = shape.read(in);
            } catch (Fault wrongType) {
                toTheEnd(in);
                throw wrongType;
            }
            toTheEnd(in);
        } catch (JacksonException e) {
            throw Fault.malformed();
        }
        parameters.named(names);
        shape.check(parameters);
        return parameters;
    }

    /** Whether a body is one value of JSON, at which the service looks before it knows the action. */
    public static boolean isJson(byte[] body) {
        try (JsonParser in = parser(body)) {
            in.nextToken();
            in.skipChildren();
            toTheEnd(in);
            return true;
        } catch (JacksonException | Fault e) {
            return false;
        }
    }

    private static JsonParser parser(byte[] body) {
        if (!Utf8.isSound(body)) {
            throw Fault.malformed();
        }
        return Json.parser(body);
    }

    /** What is wrong with the JSON counts more than what is wrong with a value in it; so does another value behind it. */
    private static void toTheEnd(JsonParser in) {
        boolean behind = in.streamReadContext().inRoot();
        while (in.nextToken() != null) {
            if (behind) {
                throw Fault.malformed();
            }
            in.skipChildren();
            behind = in.streamReadContext().inRoot();
        }
    }
}
