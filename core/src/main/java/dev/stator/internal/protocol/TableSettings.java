package dev.stator.internal.protocol;

import dev.stator.value.Capacity;
import dev.stator.value.StreamView;
import dev.stator.value.TableClass;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What is wished of a table beside its keys and indexes. What is not wished is left as it is, or as the service makes it.
 *
 * @param billing how it is paid
 * @param indexCapacities what is provisioned for global indexes, where it is not as much as for the table
 * @param stream whether changes are streamed
 * @param deletionProtected whether it cannot be deleted
 * @param tableClass its price list
 * @param encryptionKey the key of the account's to encrypt with
 * @param tags what is written on it for people and bills
 * @param expiry whether items expire
 */
public record TableSettings(
        Optional<Billing> billing,
        Map<String, Capacity> indexCapacities,
        Optional<Streaming> stream,
        Optional<Boolean> deletionProtected,
        Optional<TableClass> tableClass,
        Optional<String> encryptionKey,
        Map<String, String> tags,
        Optional<Expiry> expiry) {
    /** No wishes. */
    public static final TableSettings NONE = new TableSettings(
            Optional.empty(),
            Map.of(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Map.of(),
            Optional.empty());

    /**
     * How a table is paid.
     *
     * @param provisioned the capacity that is paid for; empty if each request is
     */
    public record Billing(Optional<Capacity> provisioned) {
        /** Paid by request. */
        public static final Billing ON_DEMAND = new Billing(Optional.empty());

        /** The service's word. */
        public String mode() {
            return provisioned.isPresent() ? "PROVISIONED" : "PAY_PER_REQUEST";
        }
    }

    /** A stream that tells so much; none if it is empty. */
    public record Streaming(Optional<StreamView> view) {}

    /** Expiry by this attribute; none if it is empty. */
    public record Expiry(Optional<String> attribute) {}

    /** Keeps the order of the maps. */
    public TableSettings {
        indexCapacities = Collections.unmodifiableMap(new LinkedHashMap<>(indexCapacities));
        tags = Collections.unmodifiableMap(new LinkedHashMap<>(tags));
    }

    /** The same, paid so. Who pays on demand provisions nothing, for indexes neither. */
    public TableSettings billing(Billing how) {
        Map<String, Capacity> capacities = how.provisioned().isPresent() ? indexCapacities : Map.of();
        return new TableSettings(
                Optional.of(how), capacities, stream, deletionProtected, tableClass, encryptionKey, tags, expiry);
    }

    /** The same with this capacity of an index. */
    public TableSettings indexCapacity(String index, Capacity capacity) {
        Map<String, Capacity> more = new LinkedHashMap<>(indexCapacities);
        more.put(index, capacity);
        return new TableSettings(billing, more, stream, deletionProtected, tableClass, encryptionKey, tags, expiry);
    }

    /** The same with this stream. */
    public TableSettings stream(Optional<StreamView> view) {
        return new TableSettings(
                billing,
                indexCapacities,
                Optional.of(new Streaming(view)),
                deletionProtected,
                tableClass,
                encryptionKey,
                tags,
                expiry);
    }

    /** The same with or without this protection. */
    public TableSettings deletionProtected(boolean on) {
        return new TableSettings(
                billing, indexCapacities, stream, Optional.of(on), tableClass, encryptionKey, tags, expiry);
    }

    /** The same of this class. */
    public TableSettings tableClass(TableClass word) {
        return new TableSettings(
                billing, indexCapacities, stream, deletionProtected, Optional.of(word), encryptionKey, tags, expiry);
    }

    /** The same with this key. */
    public TableSettings encryptionKey(String key) {
        return new TableSettings(
                billing, indexCapacities, stream, deletionProtected, tableClass, Optional.of(key), tags, expiry);
    }

    /** The same with one tag more. */
    public TableSettings tag(String key, String value) {
        Map<String, String> more = new LinkedHashMap<>(tags);
        more.put(key, value);
        return new TableSettings(
                billing, indexCapacities, stream, deletionProtected, tableClass, encryptionKey, more, expiry);
    }

    /** The same with or without expiry. */
    public TableSettings expiry(Optional<String> attribute) {
        return new TableSettings(
                billing,
                indexCapacities,
                stream,
                deletionProtected,
                tableClass,
                encryptionKey,
                tags,
                Optional.of(new Expiry(attribute)));
    }

    /** What is provisioned for a global index; empty if nothing is, or it is not known what. */
    public Optional<Capacity> capacityOf(String index) {
        return Optional.ofNullable(indexCapacities.get(index)).or(() -> billing.flatMap(Billing::provisioned));
    }
}
