package dev.stator.json;

import dev.stator.codec.Converter;
import java.lang.reflect.Type;
import tools.jackson.core.JacksonException;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.json.JsonReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.json.JsonMapper;

/**
 * The converter of {@link Json}. Reads what other programs wrote with unescaped control characters, and keeps the digits of
 * numbers whose class is not declared. To write with a mapper of your own, extend it:
 *
 * <pre>{@code
 * final class OurJson extends JsonText {
 *     OurJson(Type type) { super(type, OUR_MAPPER); }
 * }
 *
 * record User(@PartitionKey String id, @Convert(OurJson.class) Preferences preferences) {}
 * }</pre>
 */
public class JsonText implements Converter<Object, String> {
    private static final ObjectMapper LENIENT = JsonMapper.builder(JsonFactory.builder()
                    .enable(JsonReadFeature.ALLOW_UNESCAPED_CONTROL_CHARS)
                    .build())
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    private final ObjectMapper mapper;
    private final JavaType type;

    /** A converter of values of a type, with the mapper of Stator. */
    public JsonText(Type type) {
        this(type, LENIENT);
    }

    /** A converter with another mapper. */
    @SuppressWarnings("exports") // Who names a mapper has Jackson databind; nobody else needs it.
    protected JsonText(Type type, ObjectMapper mapper) {
        this.mapper = mapper;
        this.type = mapper.constructType(type);
    }

    @Override
    public String toStored(Object value) {
        return mapper.writerFor(type).writeValueAsString(value);
    }

    @Override
    public Object fromStored(String stored) {
        try {
            return mapper.readValue(stored, type);
        } catch (JacksonException e) {
            // Not passed on as the cause, because such exceptions quote the text.
            throw new IllegalArgumentException("the text is not the JSON of a " + type.toCanonical() + ": "
                    + e.getClass().getSimpleName());
        }
    }
}
