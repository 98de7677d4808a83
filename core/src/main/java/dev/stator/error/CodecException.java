package dev.stator.error;

import org.jspecify.annotations.Nullable;

/** A value does not fit: an attribute cannot become its Java component, or a component cannot become an attribute. */
public class CodecException extends StatorException {
    private static final long serialVersionUID = 1;

    private final String path;

    /**
     * A misfit at a path.
     *
     * @param path the stored path of the attribute from the top of the item, such as {@code address.lines[2]}; empty for
     *     the item itself
     * @param problem what was found there and what to do; no values
     */
    public CodecException(String path, String problem, @Nullable Throwable cause) {
        super((path.isEmpty() ? "" : "Attribute " + path + ": ") + problem, cause);
        this.path = path;
    }

    /** The stored path of the attribute from the top of the item; empty for the item itself. */
    public String path() {
        return path;
    }
}
