package dev.stator.awssdk;

import dev.stator.error.CredentialsException;
import dev.stator.transport.Credentials;
import dev.stator.transport.CredentialsProvider;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;

/** A provider of the AWS SDK as one of Stator. */
public final class SdkCredentials {
    /**
     * What is said of a session's end that the SDK keeps to itself, as for single sign-on: so soon that the SDK, which keeps its
     * keys and knows, is asked again every half minute.
     */
    private static final Duration UNKNOWN_END = Duration.ofMinutes(15);

    private SdkCredentials() {}

    /**
     * Asks a provider of the SDK, on a thread of its own and ahead of the end of what it gave. The provider stays the
     * caller's to close.
     *
     * <pre>{@code
     * Stator.builder().credentials(SdkCredentials.of(StsAssumeRoleCredentialsProvider.builder()….build())).build();
     * }</pre>
     */
    public static CredentialsProvider of(AwsCredentialsProvider provider) {
        return CredentialsProvider.refreshing(asking(provider), Clock.systemUTC());
    }

    /** The provider itself, asked at each call. */
    static CredentialsProvider asking(AwsCredentialsProvider provider) {
        return new CredentialsProvider() {
            @Override
            public Credentials credentials() {
                return ask(provider);
            }

            /** The SDK's providers keep what they have until it expires, but may be asked again. */
            @Override
            public boolean invalidate(Credentials refused) {
                return true;
            }
        };
    }

    private static Credentials ask(AwsCredentialsProvider provider) {
        try {
            AwsCredentials found = provider.resolveCredentials();
            Credentials key = Credentials.of(found.accessKeyId(), found.secretAccessKey());
            if (found instanceof AwsSessionCredentials session) {
                key = key.withSessionToken(session.sessionToken());
            }
            Optional<Instant> end = found.expirationTime();
            return end.isEmpty() && key.sessionToken().isEmpty()
                    ? key
                    : key.expiringAt(end.orElseGet(() -> Instant.now().plus(UNKNOWN_END)));
        } catch (RuntimeException e) {
            throw new CredentialsException(String.valueOf(e.getMessage()), e);
        }
    }
}
