package dev.stator.value;

/** A plain Java value that has no DynamoDB type, or breaks a rule of DynamoDB; the message says where and why. */
public final class UnstorableException extends IllegalArgumentException {
    private static final long serialVersionUID = 1;

    private final String path;
    private final String problem;

    UnstorableException(String path, String problem) {
        super(path.isEmpty() ? problem : "Attribute " + path + ": " + problem);
        this.path = path;
        this.problem = problem;
    }

    /** The same misfit seen from one level further out. */
    UnstorableException within(String segment) {
        String separator = path.isEmpty() || path.startsWith("[") ? "" : ".";
        UnstorableException outer = new UnstorableException(segment + separator + path, problem);
        outer.setStackTrace(getStackTrace());
        return outer;
    }

    /** Where the value stands in the whole, such as {@code address.lines[2]}; empty if it is the whole. */
    public String path() {
        return path;
    }

    /** What is wrong with it, without where. */
    public String problem() {
        return problem;
    }
}
