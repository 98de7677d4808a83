package dev.stator;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.stator.testing.ScriptedTransport;
import dev.stator.transport.WireReply;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/**
 * Requests and replies as the service documents them, in files. {@code golden("GetItem/found")} is a service that takes the
 * request of that file and no other, and answers with the reply beside it; with several names, one after the other.
 */
final class Golden {
    private final ScriptedTransport service = new ScriptedTransport();
    private final List<String> exchanges;

    private Golden(List<String> exchanges) {
        this.exchanges = exchanges;
        for (String exchange : exchanges) {
            service.answer(request -> {
                assertThat(request.action()).as(exchange).isEqualTo(exchange.substring(0, exchange.indexOf('/')));
                assertThat(tree(request.body())).as(exchange).isEqualTo(tree(file(exchange + ".request.json")));
                byte[] reply = file(exchange + ".reply.json");
                boolean failed = tree(reply) instanceof Map<?, ?> fields && fields.containsKey("__type");
                return new WireReply(failed ? 400 : 200, Map.of(), reply);
            });
        }
    }

    static Golden golden(String... exchanges) {
        return new Golden(List.of(exchanges));
    }

    /** The result of a call that makes exactly these exchanges. */
    <R> R result(Function<Stator, Call<R>> call) {
        R result = call.apply(client()).execute();
        assertThat(service.requests()).hasSameSizeAs(exchanges);
        return result;
    }

    Stator client() {
        return Stator.builder().transport(service).retry(Mode.QUICK).build();
    }

    static byte[] file(String name) {
        try (InputStream in = Golden.class.getResourceAsStream("/golden/" + name)) {
            if (in == null) {
                throw new AssertionError("There is no golden file " + name);
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** JSON as maps, lists and texts that are equal whatever the order of fields and the white space. */
    static Object tree(byte[] json) {
        try (JsonParser parser = new JsonFactory().createParser(ObjectReadContext.empty(), new String(json, UTF_8))) {
            parser.nextToken();
            return value(parser);
        }
    }

    private static Object value(JsonParser parser) {
        @Nullable JsonToken token = parser.currentToken();
        if (token == JsonToken.START_OBJECT) {
            Map<String, Object> fields = new TreeMap<>();
            for (String name = parser.nextName(); name != null; name = parser.nextName()) {
                parser.nextToken();
                // A token is new in every call; the files have a star in its place.
                fields.put(name, name.equals("ClientRequestToken") ? "*" : value(parser));
            }
            return fields;
        } else if (token == JsonToken.START_ARRAY) {
            List<Object> elements = new ArrayList<>();
            while (parser.nextToken() != JsonToken.END_ARRAY) {
                elements.add(value(parser));
            }
            return elements;
        }
        return token + " " + parser.getString();
    }
}
