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
    /**
     * Checks that they can be sent.
     *
     * @throws IllegalArgumentException if a part of the key or the token is blank, or has something in it that none has: line breaks and
     *     other control characters, blanks around it, or in id and token blanks and what is not ASCII. The message does not show it
     */
    public Credentials {
        Objects.requireNonNull(sessionToken, "sessionToken");
        Objects.requireNonNull(expiration, "expiration");
        if (accessKeyId.isBlank() || secretAccessKey.isBlank()) {
            throw new IllegalArgumentException(
                    "Credentials need an access key id and a secret access key; one is blank");
        }
        if (!isWord(accessKeyId)) {
            throw misfit("access key id");
        } else if (!secretAccessKey.equals(secretAccessKey.strip())
                || secretAccessKey.chars().anyMatch(Character::isISOControl)) {
            throw misfit("secret access key");
        } else if (sessionToken.isPresent() && (sessionToken.get().isEmpty() || !isWord(sessionToken.get()))) {
            throw misfit("session token");
        }
    }

    private static boolean isWord(String text) {
        return text.chars().allMatch(c -> c > ' ' && c < 127);
    }

    private static IllegalArgumentException misfit(String what) {
        return new IllegalArgumentException(
                "The " + what
                        + " is empty, or has a line break, a blank or another character in it that none has; see how it was copied");
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
