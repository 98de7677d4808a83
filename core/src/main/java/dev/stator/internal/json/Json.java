package dev.stator.internal.json;

import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.TokenStreamFactory;
import tools.jackson.core.json.JsonFactory;

/** The one factory of parsers. */
final class Json {
    /**
     * Each level of a DynamoDB value takes two of JSON. The service's 32 levels and the deepest envelope fit in 80; what
     * lies above is let through so that the engine can answer as the service does, and ends long before the stack.
     */
    private static final int MAX_NESTING = 200;

    /**
     * Names of attributes reach 65,535 bytes. The parser compares this with the size of its buffer, which may be more than
     * twice the name.
     */
    private static final int MAX_NAME = 1 << 18;

    /** The largest request of the service is a batch of 16 MB, and a single text is smaller. */
    private static final int MAX_TEXT = 20_000_000;

    static final JsonFactory FACTORY = JsonFactory.builder()
            // Without detection the bytes are UTF-8, which is all that the service speaks.
            .disable(TokenStreamFactory.Feature.CHARSET_DETECTION)
            .disable(TokenStreamFactory.Feature.INTERN_PROPERTY_NAMES)
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(MAX_NESTING)
                    .maxNameLength(MAX_NAME)
                    .maxStringLength(MAX_TEXT)
                    .build())
            .build();

    private Json() {}
}
