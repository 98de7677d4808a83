package dev.stator.engine.fault;

import dev.stator.internal.json.JsonWriter;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An error that the service answers: its code, its HTTP status and the message in the service's own words.
 *
 * <p>Thrown from wherever it is found up to the engine, which writes it as the reply. It has no stack trace, because it
 * tells about the request and not about this program, and because a refused condition is an everyday answer.
 */
public class Fault extends RuntimeException {
    private static final long serialVersionUID = 1;
    private static final String DATA_SPACE = "com.amazonaws.dynamodb.v20120810#";
    private static final String CORAL_SPACE = "com.amazon.coral.service#";

    /** The type of a request that breaks a rule. */
    protected static final String VALIDATION = "com.amazon.coral.validate#ValidationException";

    /** The errors whose member for the message begins with a capital in the service's model. */
    private static final Set<String> CAPITAL_MESSAGES = Set.of(
            "AccessDeniedException",
            "SerializationException",
            "TransactionCanceledException",
            "IdempotentParameterMismatchException");

    private final String type;
    private final int status;

    /**
     * A fault.
     *
     * @param type the code with its namespace, as it goes into {@code __type}
     */
    protected Fault(String type, int status, @Nullable String message) {
        super(message, null, false, false);
        this.type = type;
        this.status = status;
    }

    /** A fault of the data model that tells more than its message. */
    protected Fault(String code, String message) {
        this(DATA_SPACE + code, 400, message);
    }

    /** A fault of the data model: a code such as {@code ResourceInUseException}, with status 400. */
    public static Fault of(String code, String message) {
        return new Fault(DATA_SPACE + code, 400, message);
    }

    /** The request breaks a rule. */
    public static Fault validation(String message) {
        return new Fault(VALIDATION, 400, message);
    }

    /** The request breaks a rule of the kind that the service announces with a standing phrase. */
    public static Fault invalidParameter(String message) {
        return validation("One or more parameter values were invalid: " + message);
    }

    /** A value in the body is of the wrong JSON type. */
    public static Fault serialization(String message) {
        return new Fault(CORAL_SPACE + "SerializationException", 400, message);
    }

    /** The body is no JSON at all. */
    public static Fault malformed() {
        return new Fault(CORAL_SPACE + "SerializationException", 400, null);
    }

    /** There is no such action. */
    public static Fault unknownOperation() {
        return new Fault(CORAL_SPACE + "UnknownOperationException", 400, null);
    }

    /** Nobody may do this to a resource that has no sound name. */
    public static Fault accessDenied(String account, String action, String resource) {
        return new Fault(
                CORAL_SPACE + "AccessDeniedException",
                400,
                "User: arn:aws:iam::" + account + ":user/stator is not authorized to perform: dynamodb:" + action
                        + " on resource: " + resource);
    }

    /** Nobody may do this to what belongs to another account. */
    public static Fault accessDenied() {
        return new Fault(CORAL_SPACE + "AccessDeniedException", 400, "Access is denied");
    }

    /** The table of another account, in an action that no policy opens to others. */
    public static Fault ownerOnly() {
        return validation("This action is only supported by accounts that match the resource owner\u2019s account.");
    }

    /** A table that is missing, as the data actions say it. */
    public static Fault resourceNotFound() {
        return of("ResourceNotFoundException", "Requested resource not found");
    }

    /** A table that is missing, as the table actions say it. */
    public static Fault tableNotFound(String table) {
        return of("ResourceNotFoundException", "Requested resource not found: Table: " + table + " not found");
    }

    /** Something is under way with a table, or with what belongs to it, that must be over first. */
    public static Fault inUse(String what) {
        return of("ResourceInUseException", "Attempt to change a resource which is still in use: " + what);
    }

    /** Something failed in here. */
    public static Fault internal() {
        return new Fault(
                DATA_SPACE + "InternalServerError",
                500,
                "The request processing has failed because of an unknown error");
    }

    /** The code with its namespace. */
    public String type() {
        return type;
    }

    /** The code alone. */
    public String code() {
        return type.substring(type.indexOf('#') + 1);
    }

    /** The code as it stands in the reasons of a cancellation and in the errors of single statements. */
    public String shortCode() {
        String code = code();
        return code.equals("ValidationException")
                ? "ValidationError"
                : code.endsWith("Exception") ? code.substring(0, code.length() - "Exception".length()) : code;
    }

    /** The HTTP status. */
    public int status() {
        return status;
    }

    /** Writes the body of the reply. */
    public final void writeTo(JsonWriter out) {
        out.startObject();
        out.field("__type");
        out.text(type);
        writeMembers(out);
        String message = getMessage();
        if (message != null) {
            out.field(CAPITAL_MESSAGES.contains(code()) ? "Message" : "message");
            out.text(message);
        }
        out.endObject();
    }

    /** Writes what this fault tells beside its message. */
    protected void writeMembers(JsonWriter out) {}
}
