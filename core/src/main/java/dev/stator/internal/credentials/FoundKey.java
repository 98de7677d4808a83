package dev.stator.internal.credentials;

import dev.stator.error.CredentialsException;
import dev.stator.transport.Credentials;
import java.time.Instant;
import java.util.Optional;

/** The key that a place of the chain has, if it is one that can be sent. */
final class FoundKey {
    private FoundKey() {}

    /**
     * The key.
     *
     * @param owner whose key it is, for the failure, which does not show it
     */
    static Credentials of(
            String owner, String id, String secret, Optional<String> sessionToken, Optional<Instant> expiration) {
        try {
            return new Credentials(id, secret, sessionToken, expiration);
        } catch (IllegalArgumentException e) {
            throw new CredentialsException(owner + " cannot be used: " + e.getMessage(), e);
        }
    }
}
