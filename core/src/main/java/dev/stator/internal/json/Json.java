package dev.stator.internal.json;

import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamWriteConstraints;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.core.TokenStreamFactory;
import tools.jackson.core.io.SerializedString;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.json.JsonWriteFeature;

/** The one factory of parsers and generators, and the type descriptors as bytes. */
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
            // An unbalanced document must not be repaired in silence.
            .disable(StreamWriteFeature.AUTO_CLOSE_CONTENT)
            .enable(JsonWriteFeature.COMBINE_UNICODE_SURROGATES_IN_UTF8)
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(MAX_NESTING)
                    .maxNameLength(MAX_NAME)
                    .maxStringLength(MAX_TEXT)
                    .build())
            .streamWriteConstraints(StreamWriteConstraints.builder()
                    .maxNestingDepth(MAX_NESTING)
                    .build())
            .build();

    static final SerializedString S = new SerializedString("S");
    static final SerializedString N = new SerializedString("N");
    static final SerializedString B = new SerializedString("B");
    static final SerializedString BOOL = new SerializedString("BOOL");
    static final SerializedString NULL = new SerializedString("NULL");
    static final SerializedString L = new SerializedString("L");
    static final SerializedString M = new SerializedString("M");
    static final SerializedString SS = new SerializedString("SS");
    static final SerializedString NS = new SerializedString("NS");
    static final SerializedString BS = new SerializedString("BS");

    private Json() {}
}
