package dev.stator.transport;

import dev.stator.error.CredentialsException;
import java.util.Map;
import java.util.Optional;

/** Gives the credentials with which requests are signed; asked before every attempt, so an answer should be quick. */
@FunctionalInterface
public interface CredentialsProvider {
    /**
     * The credentials to sign with now.
     *
     * @throws CredentialsException if there are none
     */
    Credentials credentials();

    /** Always the same credentials. */
    static CredentialsProvider fixed(Credentials credentials) {
        return () -> credentials;
    }

    /**
     * {@code AWS_ACCESS_KEY_ID}, {@code AWS_SECRET_ACCESS_KEY} and, if set, {@code AWS_SESSION_TOKEN} of the
     * environment, read at each call.
     */
    static CredentialsProvider environment() {
        return environment(System.getenv());
    }

    /** The same variables, read at each call from the given map in place of the environment. */
    static CredentialsProvider environment(Map<String, String> variables) {
        return () -> {
            String id = variables.getOrDefault("AWS_ACCESS_KEY_ID", "");
            String secret = variables.getOrDefault("AWS_SECRET_ACCESS_KEY", "");
            if (id.isBlank() || secret.isBlank()) {
                throw new CredentialsException("No credentials: set AWS_ACCESS_KEY_ID and"
                        + " AWS_SECRET_ACCESS_KEY, or pass credentials(…) to Stator.builder()");
            }
            return new Credentials(
                    id,
                    secret,
                    Optional.ofNullable(variables.get("AWS_SESSION_TOKEN")).filter(token -> !token.isBlank()));
        };
    }
}
