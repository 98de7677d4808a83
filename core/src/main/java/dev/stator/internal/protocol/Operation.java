package dev.stator.internal.protocol;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * One call of one action: an immutable value that can write its request and read its reply.
 *
 * @param <R> what the reply becomes
 */
public interface Operation<R> {
    /** What the action does to data, which decides when it may be sent again. */
    enum Effect {
        /** Changes nothing. */
        READ,
        /** Changes data, and to the same end however often it is done. */
        IDEMPOTENT_WRITE,
        /** Changes data, and a second time changes it further or answers otherwise. */
        WRITE
    }

    /** The service's name of the action. */
    String action();

    /** The table that the call is about, if it is about a single one. */
    Optional<String> table();

    /** All tables that the call is about, as far as they are known. */
    default List<String> tables() {
        return table().map(List::of).orElse(List.of());
    }

    /** The secondary index that it reads, if it does. */
    default Optional<String> index() {
        return Optional.empty();
    }

    /** How many reads or writes it does at once. */
    default int batchSize() {
        return 1;
    }

    /** What the action does to data. */
    Effect effect();

    /** How long after its first attempt a write can be sent again without harm, if that ends at some time. */
    default Optional<Duration> harmlessFor() {
        return Optional.empty();
    }

    /** The items that it changes, as far as it names them. */
    default List<ItemId> changes() {
        return List.of();
    }

    /** The body of the request. */
    byte[] encode(Meter meter);

    /** What the body of a reply with status 200 says. */
    R decode(byte[] body, Meter meter);
}
