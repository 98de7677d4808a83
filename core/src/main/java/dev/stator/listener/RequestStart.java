package dev.stator.listener;

import java.net.URI;
import java.util.List;
import java.util.Optional;

/**
 * A request begins.
 *
 * @param correlationId the call's
 * @param number 1 for the first request of the call
 * @param action the service's name of the action, such as {@code PutItem}
 * @param tables the tables that the request is about, each once; empty if it is about none, or its JSON does not say
 * @param index the secondary index that is read, if one is
 * @param batchSize how many reads or writes the request does at once: 1, unless it is a batch or a transaction
 * @param endpoint where it is sent, as far as the client knows: empty with a transport of one's own
 * @param region the region that it is signed for, such as {@code eu-central-1}; empty with a transport of one's own
 */
public record RequestStart(
        String correlationId,
        int number,
        String action,
        List<String> tables,
        Optional<String> index,
        int batchSize,
        Optional<URI> endpoint,
        Optional<String> region) {
    /** Copies the list. */
    public RequestStart {
        tables = List.copyOf(tables);
    }

    /** The table, if the request is about a single one. */
    public Optional<String> table() {
        return tables.size() == 1 ? Optional.of(tables.get(0)) : Optional.empty();
    }

    /** The host that it is sent to, by name or by address, as far as the client knows. */
    public Optional<String> serverAddress() {
        return endpoint.map(uri -> {
            String host = uri.getHost();
            return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
        });
    }

    /** The action, and the table if there is a single one, in words. */
    public String describe() {
        return action + table().map(name -> " on table " + name).orElse("");
    }
}
