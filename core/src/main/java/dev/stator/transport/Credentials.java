package dev.stator.transport;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * An AWS access key.
 *
 * @param accessKeyId the public part
 * @param secretAccessKey the secret part, never shown
 * @param sessionToken the token that temporary credentials bring with them, never shown
 * @param expiration when the key ends to be valid, if its source said so
 */
public record Credentials(
        String accessKeyId, String secretAccessKey, Optional<String> sessionToken, Optional<Instant> expiration) {
    /** Checks that neither part of the key is blank. */
    public Credentials {
        Objects.requireNonNull(sessionToken, "sessionToken");
        Objects.requireNonNull(expiration, "expiration");
        if (accessKeyId.isBlank() || secretAccessKey.isBlank()) {
            throw new IllegalArgumentException(
                    "Credentials need an access key id and a secret access key; one is blank");
        }
    }

    /** A long-lived key, without a session token. */
    public static Credentials of(String accessKeyId, String secretAccessKey) {
        return new Credentials(accessKeyId, secretAccessKey, Optional.empty(), Optional.empty());
    }

    /** This key with the token of its session. */
    public Credentials withSessionToken(String token) {
        return new Credentials(accessKeyId, secretAccessKey, Optional.of(token), expiration);
    }

    /** This key with the time at which it ends to be valid. */
    public Credentials expiringAt(Instant time) {
        return new Credentials(accessKeyId, secretAccessKey, sessionToken, Optional.of(time));
    }

    /** Shows the access key id only. */
    @Override
    public String toString() {
        return "Credentials[" + accessKeyId + "]";
    }
}
