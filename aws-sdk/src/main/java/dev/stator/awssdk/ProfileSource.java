package dev.stator.awssdk;

import dev.stator.error.CredentialsException;
import dev.stator.transport.Credentials;
import dev.stator.transport.CredentialsProvider;
import dev.stator.transport.CredentialsSource;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.ProfileCredentialsProvider;
import software.amazon.awssdk.profiles.ProfileFile;

/** What the SDK makes of a profile: its keys, a role to assume, single sign-on, or a process to call. */
public final class ProfileSource implements CredentialsSource {
    /** For {@link java.util.ServiceLoader}. */
    public ProfileSource() {}

    @Override
    public String name() {
        return "profile with the AWS SDK";
    }

    @Override
    public CredentialsProvider provider(Profile profile) {
        return new OfProfile(profile);
    }

    private static final class OfProfile implements CredentialsProvider {
        private final Profile profile;
        private @Nullable ProfileCredentialsProvider provider;

        OfProfile(Profile profile) {
            this.profile = profile;
        }

        @Override
        public synchronized Credentials credentials() {
            ProfileCredentialsProvider known = provider;
            if (known == null) {
                known = read();
                provider = known;
            }
            return SdkCredentials.asking(known).credentials();
        }

        /** Reads the files anew as well. */
        @Override
        public synchronized boolean invalidate(Credentials refused) {
            if (provider != null) {
                provider.close();
                provider = null;
            }
            return true;
        }

        private ProfileCredentialsProvider read() {
            ProfileFile.Aggregator files = ProfileFile.aggregator();
            add(files, profile.configFile(), ProfileFile.Type.CONFIGURATION);
            add(files, profile.credentialsFile(), ProfileFile.Type.CREDENTIALS);
            ProfileFile both = files.build();
            if (both.profile(profile.name()).isEmpty()) {
                throw new CredentialsException("there is no profile " + profile.name() + " in " + profile.configFile()
                        + " and " + profile.credentialsFile());
            }
            return ProfileCredentialsProvider.builder()
                    .profileFile(both)
                    .profileName(profile.name())
                    .build();
        }

        private static void add(ProfileFile.Aggregator files, Path file, ProfileFile.Type type) {
            if (Files.isReadable(file)) {
                try {
                    files.addFile(ProfileFile.builder().content(file).type(type).build());
                } catch (IllegalArgumentException e) {
                    throw new CredentialsException(file + " is not understood: " + e.getMessage(), e);
                }
            }
        }
    }
}
