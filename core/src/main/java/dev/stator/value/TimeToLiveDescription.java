package dev.stator.value;

import java.util.Optional;

/**
 * Whether the service deletes items of a table some time after the second that an attribute of theirs names.
 *
 * @param status the service's word, such as {@code ENABLED}, {@code ENABLING}, {@code DISABLING} or {@code DISABLED}; text,
 *     so that words that did not exist when this was written survive
 * @param attribute the attribute that holds the second; empty if items do not expire
 */
public record TimeToLiveDescription(String status, Optional<String> attribute) {
    /** Whether items expire by that attribute, or will once the service is done with enabling it. */
    public boolean isOnBy(String name) {
        return (status.equals("ENABLED") || status.equals("ENABLING")) && attribute.equals(Optional.of(name));
    }

    /** Whether no item expires, or none will once the service is done with disabling it. */
    public boolean isOff() {
        return status.equals("DISABLED") || status.equals("DISABLING");
    }

    /** Whether the service is not done yet with the last change. */
    public boolean isChanging() {
        return status.equals("ENABLING") || status.equals("DISABLING");
    }
}
