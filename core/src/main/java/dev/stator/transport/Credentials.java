package dev.stator.transport;

import java.util.Objects;
import java.util.Optional;

/**
 * An AWS access key.
 *
 * @param accessKeyId the public part
 * @param secretAccessKey the secret part, never shown
 * @param sessionToken the token that temporary credentials bring with them, never shown
 */
public record Credentials(String accessKeyId, String secretAccessKey, Optional<String> sessionToken) {
    /** Checks that neither part of the key is blank. */
    public Credentials {
        Objects.requireNonNull(sessionToken, "sessionToken");
        if (accessKeyId.isBlank() || secretAccessKey.isBlank()) {
            throw new IllegalArgumentException(
                    "Credentials need an access key id and a secret access key; one is blank");
        }
    }

    /** A long-lived key, without a session token. */
    public static Credentials of(String accessKeyId, String secretAccessKey) {
        return new Credentials(accessKeyId, secretAccessKey, Optional.empty());
    }

    /** Shows the access key id only. */
    @Override
    public String toString() {
        return "Credentials[" + accessKeyId + "]";
    }
}
