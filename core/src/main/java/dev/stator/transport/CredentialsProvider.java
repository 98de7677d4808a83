package dev.stator.transport;

import dev.stator.error.CredentialsException;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * Gives the credentials with which requests are signed. Asked before every attempt, so an answer should be quick; what
 * fetches its credentials from somewhere is made quick by {@link #refreshing}. Safe for use by many threads.
 */
@FunctionalInterface
public interface CredentialsProvider {
    /**
     * The credentials to sign with now, never null.
     *
     * @throws CredentialsException if there are none
     */
    Credentials credentials();

    /**
     * The same for those who must not wait. What may take its time gives a future that is done later; the default asks
     * {@link #credentials} at once.
     */
    default CompletableFuture<Credentials> credentialsAsync() {
        try {
            return CompletableFuture.completedFuture(credentials());
        } catch (CredentialsException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    /**
     * Forgets these credentials if it holds them, because the service says that they have expired or the user that they
     * have changed. Says whether it can give others when it is asked again, as by default: with false, as of what is {@link
     * #fixed}, the service's refusal is the call's failure.
     */
    default boolean invalidate(Credentials refused) {
        return true;
    }

    /** Invalidates what it would give now, so that the next request gets what the source has then. */
    default boolean renew() {
        CompletableFuture<Credentials> current = credentialsAsync();
        // What is not there yet is on its way from the source, and what has failed is asked for anew anyway.
        return !current.isDone() || current.isCompletedExceptionally() || invalidate(current.join());
    }

    /** Always the same credentials. */
    static CredentialsProvider fixed(Credentials credentials) {
        return new FixedCredentials(() -> credentials);
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
        return new FixedCredentials(() -> {
            String id = variables.getOrDefault("AWS_ACCESS_KEY_ID", "").strip();
            String secret = variables.getOrDefault("AWS_SECRET_ACCESS_KEY", "").strip();
            if (id.isEmpty() || secret.isEmpty()) {
                throw CredentialsException.notSetUp("the environment lacks AWS_ACCESS_KEY_ID or AWS_SECRET_ACCESS_KEY");
            }
            try {
                return new Credentials(
                        id,
                        secret,
                        Optional.ofNullable(variables.get("AWS_SESSION_TOKEN"))
                                .map(String::strip)
                                .filter(token -> !token.isEmpty()),
                        Optional.empty());
            } catch (IllegalArgumentException e) {
                throw new CredentialsException("the key of AWS_ACCESS_KEY_ID cannot be used: " + e.getMessage(), e);
            }
        });
    }

    /**
     * Keeps what a source gives, so that the source is asked rarely and by one thread at a time, on a thread of its own.
     *
     * <p>Credentials without an {@link Credentials#expiration} are kept until they are invalidated. Others are used as
     * they are while they are valid for 15 minutes or longer; then a refresh begins in the background while they go on
     * being used; from 10 minutes on callers wait for that refresh, all for the same one, though no longer than a second: those
     * that are still valid serve then. If it fails, the old ones are used for as long as they are valid, with another try every
     * 30 seconds. Credentials that have ended when they come, as from a metadata service that cannot renew them, are used all the
     * same, as only the service can tell; with a warning, and with another try every 30 seconds.
     *
     * @param source asked for new credentials; it may block
     * @param clock tells when credentials expire
     */
    static CredentialsProvider refreshing(CredentialsProvider source, Clock clock) {
        return new RefreshingCredentials(source, clock);
    }
}
