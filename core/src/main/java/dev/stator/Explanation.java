package dev.stator;

import dev.stator.transport.WireRequest;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What a call would send, without sending it: {@link Call#explain}.
 *
 * @param requests the requests in their order; what follows from replies, such as later pages and repeated attempts, is not among them
 */
public record Explanation(List<Request> requests) {
    /** Copies the list. */
    public Explanation {
        requests = List.copyOf(requests);
    }

    /** How a request finds what it is about. */
    public enum Kind {
        /** By the keys of items: get, batch get, transactional get. */
        GET,
        /** By a partition key, in a table or index. */
        QUERY,
        /** By reading everything. */
        SCAN,
        /** By the keys of items, which it changes: put, update, delete, batches and transactions of them. */
        WRITE,
        /** It is not about items, or its action is none that this library knows. */
        OTHER
    }

    /**
     * One request.
     *
     * @param action the service's name of the action
     * @param kind how it finds what it is about
     * @param tables the tables it names
     * @param index the secondary index that it reads; empty for the table itself
     * @param json the exact body, item values included
     * @param estimate what it costs at least
     */
    public record Request(
            String action, Kind kind, Set<String> tables, Optional<String> index, String json, Estimate estimate) {
        static Request of(WireRequest request) {
            String json = new String(request.body(), StandardCharsets.UTF_8);
            return RequestReader.read(request.action(), request.body()).explained(request.action(), json);
        }

        /** In words, without the body. */
        @Override
        public String toString() {
            return action + " (" + kind + ")"
                    + (tables.isEmpty() ? "" : " on " + String.join(", ", tables))
                    + index.map(name -> ", index " + name).orElse("") + ", " + estimate;
        }
    }

    /**
     * The least that a request costs, by the service's published rules: a read unit for each 4 KB that is read
     * consistently, half of it otherwise, a write unit for each KB that is written, both twice in transactions.
     *
     * @param readUnits read units
     * @param writeUnits write units
     * @param notCounted what comes on top, and cannot be known before
     */
    public record Estimate(double readUnits, double writeUnits, List<String> notCounted) {
        /** Copies the list. */
        public Estimate {
            notCounted = List.copyOf(notCounted);
        }

        /** In words. */
        @Override
        public String toString() {
            return "at least " + readUnits + " read and " + writeUnits + " write units"
                    + (notCounted.isEmpty() ? "" : ", not counting " + String.join("; ", notCounted));
        }
    }

    /** The requests in words, a line each. */
    @Override
    public String toString() {
        return requests.stream().map(Request::toString).collect(Collectors.joining("\n"));
    }
}
