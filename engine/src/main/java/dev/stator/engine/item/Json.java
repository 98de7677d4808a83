package dev.stator.engine.item;

import tools.jackson.core.JsonParser;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;

/** The engine's JSON parser: strict, and bounded so that no body can exhaust the stack or the memory. */
public final class Json {
    /** Each level of an item is two objects. What nests far deeper than an item may should get the service's error. */
    private static final int MAX_DEPTH = 500;

    /**
     * Attribute names reach 64 KB, and what is longer should get the service's error. The parser compares this with the
     * size of its buffer, which may be more than twice the name.
     */
    private static final int MAX_NAME = 1 << 18;

    private static final int MAX_STRING = 17 << 20;

    private static final JsonFactory FACTORY = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(MAX_DEPTH)
                    .maxNameLength(MAX_NAME)
                    .maxStringLength(MAX_STRING)
                    .build())
            .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
            .build();

    private Json() {}

    /** A parser over a whole body. */
    public static JsonParser parser(byte[] body) {
        return parser(body, 0, body.length);
    }

    /** A parser over a part of an array. */
    static JsonParser parser(byte[] bytes, int offset, int length) {
        return FACTORY.createParser(ObjectReadContext.empty(), bytes, offset, length);
    }
}
