package dev.stator.engine.table;

import dev.stator.engine.fault.Fault;
import org.jspecify.annotations.Nullable;

/**
 * A document that says who may do what with a table. It is kept and given back; nobody is refused for its sake.
 *
 * @param document the JSON as it was given
 * @param revision when it was given, in milliseconds, later than the one before it
 */
public record Policy(String document, long revision) {
    /**
     * The policy after a request to set this document: the old one if that says the same.
     *
     * @throws Fault a ValidationException if the document is no policy, or too long
     */
    public static Policy of(String document, @Nullable Policy old, long nowMillis) {
        PolicyDocument.check(document);
        if (old == null) {
            return new Policy(document, nowMillis);
        }
        return old.document.equals(document) ? old : new Policy(document, Math.max(nowMillis, old.revision + 1));
    }
}
