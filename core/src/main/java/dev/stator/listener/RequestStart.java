package dev.stator.listener;

import java.util.Optional;

/**
 * A request begins.
 *
 * @param correlationId the call's
 * @param number 1 for the first request of the call
 * @param action the service's name of the action, such as {@code PutItem}
 * @param table the table, if the request is about a single one
 */
public record RequestStart(String correlationId, int number, String action, Optional<String> table) {
    /** The action, and the table if there is a single one, in words. */
    public String describe() {
        return action + table.map(name -> " on table " + name).orElse("");
    }
}
