package dev.stator.internal.json;

import dev.stator.error.StatorException;

/** Bytes that are not the JSON that was expected. The message says where and what, and never shows content. */
public final class MalformedJsonException extends StatorException {
    private static final long serialVersionUID = 1;

    private final long offset;

    MalformedJsonException(String problem, long offset) {
        super("Malformed JSON at byte " + offset + ": " + problem);
        this.offset = offset;
    }

    /** How many bytes into the text the trouble was noticed. */
    public long offset() {
        return offset;
    }
}
