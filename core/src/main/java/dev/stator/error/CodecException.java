package dev.stator.error;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A value does not fit: an attribute cannot become its Java component, or a component cannot become an attribute. */
public class CodecException extends StatorException {
    private static final long serialVersionUID = 1;

    private final String before;
    private final String path;
    private final String problem;
    private final boolean mayHaveApplied;

    /**
     * A misfit at a path.
     *
     * @param path the stored path of the attribute from the top of the item, such as {@code address.lines[2]}; empty for
     *     the item itself
     * @param problem what was found there and what to do; no values
     */
    public CodecException(String path, String problem, @Nullable Throwable cause) {
        this("", path, problem, cause, false);
    }

    private CodecException(
            String before, String path, String problem, @Nullable Throwable cause, boolean mayHaveApplied) {
        super(before + (path.isEmpty() ? "" : "Attribute " + path + ": ") + problem, cause);
        this.before = before;
        this.path = path;
        this.problem = problem;
        this.mayHaveApplied = mayHaveApplied;
    }

    /**
     * The same misfit seen from one level further out, with that level in front of the path. A codec that holds others
     * calls this while it unwinds, so that a path costs nothing when all goes well.
     *
     * @param segment the stored name of an attribute or map entry, or the index of an element as {@code [2]}
     */
    public CodecException within(String segment) {
        String separator = path.isEmpty() || path.startsWith("[") ? "" : ".";
        CodecException outer = new CodecException(segment + separator + path, problem, getCause());
        outer.setStackTrace(getStackTrace());
        return outer;
    }

    /**
     * The same misfit with the call that met it in front of the message, and of a call that is a part of it.
     *
     * @param call the action and the table
     * @param applied whether it was met in the reply to a write, which is then done
     */
    public CodecException during(String call, boolean applied) {
        String after = applied ? ". The write was done; only its reply could not be read" : "";
        CodecException outer = new CodecException(call + ": " + before, path, problem + after, getCause(), applied);
        outer.setStackTrace(getStackTrace());
        return outer;
    }

    @Override
    public String code() {
        return "CodecMisfit";
    }

    /** The stored path of the attribute from the top of the item; empty for the item itself. */
    public String path() {
        return path;
    }

    @Override
    protected void describeTo(Map<String, Object> map) {
        map.put("path", path);
    }

    /** Whether the misfit was met in the reply to a write, which was done before. */
    @Override
    public boolean mayHaveApplied() {
        return mayHaveApplied;
    }
}
