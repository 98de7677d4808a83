package dev.stator.error;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The root of all exceptions of Stator. Whatever went wrong, it can be asked for a stable {@link #code}, for the call that
 * failed, whether a write {@link #mayHaveApplied}, and for all of that as a map or as JSON. Stator's own words hold no values
 * of items. The service's words and those of a program's own classes stand in messages as they are, and may quote one:
 * where that must not get into a log, take {@link #code} and what else {@link #toMap} holds, without {@code message}.
 */
public class StatorException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private volatile @Nullable FailedCall call;

    /** An exception with a message that says what was attempted, what was found and what to do. */
    public StatorException(String message) {
        super(message);
    }

    /** The same with the exception that led to it. */
    public StatorException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }

    /** One of which the call is known. */
    StatorException(String message, FailedCall call) {
        super(message);
        this.call = call;
    }

    /** Says in which call this happened, once: who comes later knows less, so that only the first to say so is heard. */
    public final void happenedIn(FailedCall failed) {
        if (call == null) {
            call = failed;
        }
    }

    private <T> Optional<T> ofCall(Function<FailedCall, T> part) {
        FailedCall known = call;
        if (known != null) {
            return Optional.of(part.apply(known));
        }
        return getCause() instanceof StatorException cause ? cause.ofCall(part) : Optional.empty();
    }

    /**
     * What went wrong, as a word that stays the same from version to version: the service's own code where the service
     * answered with one, such as {@code ValidationException}; else a code of Stator, such as {@code TimedOut}. The {@link
     * #helpPage} tells of it.
     */
    public String code() {
        return "StatorFailure";
    }

    /** The action that failed, such as {@code PutItem}; empty if this was not about a request. */
    public Optional<String> action() {
        return ofCall(FailedCall::action);
    }

    /** The table that the failed request was about, if it was about a single one. */
    public Optional<String> table() {
        return ofCall(FailedCall::table).flatMap(Function.identity());
    }

    /** How often the failed request was sent; 0 if it never was. */
    public int attempts() {
        return ofCall(FailedCall::attempts).orElse(0);
    }

    /** The service's id of the failed request, to quote in a support case; empty if no reply came. */
    public Optional<String> requestId() {
        return ofCall(FailedCall::requestId).flatMap(Function.identity());
    }

    /**
     * Whether a write may have taken effect although this was thrown: its outcome is not known, so read before you
     * repeat it. Always {@code false} for reads, and for writes that the service refused.
     */
    public boolean mayHaveApplied() {
        return false;
    }

    /**
     * Whether a write lost against others: its condition does not hold for the item as it is, or another transaction holds the
     * item. Read again, and decide anew.
     */
    public boolean isConflict() {
        return false;
    }

    /** The page that says what this means and what to do, within the project's repository. */
    public final String helpPage() {
        return pageOf(getClass());
    }

    /** The page of a type, or of its nearest parent that users can name. */
    static String pageOf(Class<?> leaf) {
        Class<?> type = leaf;
        while (!type.getPackageName().matches("dev\\.stator(\\.\\w+)?")) {
            type = type.getSuperclass();
        }
        String words = type.getSimpleName().replaceAll("Exception$", "").replaceAll("(?<=[a-z])(?=[A-Z])", "-");
        return "docs/errors/" + words.toLowerCase(Locale.ROOT) + ".md";
    }

    /**
     * This failure as data, for logs and for programs: {@code type}, {@code code}, {@code message}, {@code action}, {@code
     * table}, {@code attempts}, {@code requestId}, {@code mayHaveApplied} and {@code conflict}, and what the type itself
     * knows; what is not known is left out. The values are strings, numbers, booleans, and lists and maps of these.
     */
    public final Map<String, Object> toMap() {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("type", getClass().getSimpleName());
        map.put("code", code());
        map.put("message", String.valueOf(getMessage()));
        action().ifPresent(action -> map.put("action", action));
        table().ifPresent(table -> map.put("table", table));
        map.put("attempts", attempts());
        requestId().ifPresent(id -> map.put("requestId", id));
        map.put("mayHaveApplied", mayHaveApplied());
        map.put("conflict", isConflict());
        describeTo(map);
        return map;
    }

    /** Adds what this type knows beyond its parent; never values of items. */
    protected void describeTo(Map<String, Object> map) {}

    /** {@link #toMap} as a JSON object. */
    public final String toJson() {
        return FailureJson.of(toMap());
    }
}
