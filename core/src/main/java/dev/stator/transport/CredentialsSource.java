package dev.stator.transport;

import java.nio.file.Path;

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
     */
    record Profile(String name, Path configFile, Path credentialsFile) {}

    /** What messages call this place. */
    String name();

    /**
     * The provider for a profile. It may block; the client refreshes it on a thread of its own. It throws {@link
     * dev.stator.error.CredentialsException}, saying why, when it has no credentials.
     */
    CredentialsProvider provider(Profile profile);
}
