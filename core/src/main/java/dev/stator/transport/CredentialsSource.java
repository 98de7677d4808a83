package dev.stator.transport;

import dev.stator.error.CredentialsException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Function;

/**
 * Another place to look for credentials, added by a module on the class path: found with {@link java.util.ServiceLoader},
 * and asked after environment and system properties, before the keys of the profile files. The module {@code
 * stator-aws-sdk} adds what the AWS SDK knows of profiles: roles to assume, single sign-on, processes, web identities.
 */
public interface CredentialsSource {
    /**
     * The profile in use.
     *
     * @param name its name, such as {@code default}; it need not exist
     * @param configFile the file {@code config}
     * @param credentialsFile the file {@code credentials}
     * @param environment gives a variable of the environment that the client reads, by its name
     * @param properties gives a system property, likewise
     */
    record Profile(
            String name,
            Path configFile,
            Path credentialsFile,
            Function<String, Optional<String>> environment,
            Function<String, Optional<String>> properties) {}

    /**
     * Whether it is about the profile, as by default. One that is not, such as that of the environment's web identity, is not asked
     * when the program itself names a profile, which then is the only place.
     */
    default boolean isOfProfile() {
        return true;
    }

    /** What messages call this place. */
    String name();

    /**
     * The provider for a profile. It may block; the client refreshes it on a thread of its own. When nobody has set this place up it
     * throws {@link CredentialsException#notSetUp}, saying what is not set, and the next place is asked; whatever else it throws ends
     * the search.
     */
    CredentialsProvider provider(Profile profile);
}
