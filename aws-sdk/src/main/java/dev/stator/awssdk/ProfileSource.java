package dev.stator.awssdk;

import dev.stator.error.CredentialsException;
import dev.stator.transport.Credentials;
import dev.stator.transport.CredentialsProvider;
import dev.stator.transport.CredentialsSource;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;
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

    /** What a profile says that has credentials of some kind. */
    private static final List<String> KEYS = List.of(
            "aws_access_key_id", "role_arn", "credential_process", "sso_session", "sso_start_url", "login_session");

    private static final class OfProfile implements CredentialsProvider {
        private final Profile profile;
        private final AtomicBoolean outdated = new AtomicBoolean();
        private final ReentrantLock asking = new ReentrantLock();
        private @Nullable ProfileCredentialsProvider provider;

        OfProfile(Profile profile) {
            this.profile = profile;
        }

        @Override
        public Credentials credentials() {
            asking.lock();
            try {
                ProfileCredentialsProvider known = provider;
                if (outdated.getAndSet(false) && known != null) {
                    known.close();
                    known = null;
                }
                provider = known == null ? read() : known;
                return SdkCredentials.asking(provider).credentials();
            } finally {
                asking.unlock();
            }
        }

        /** Reads the files anew as well, when it is asked next; until then it holds nobody up, and ends nothing that is under way. */
        @Override
        public boolean invalidate(Credentials refused) {
            outdated.set(true);
            return true;
        }

        private ProfileCredentialsProvider read() {
            ProfileFile.Aggregator files = ProfileFile.aggregator();
            add(files, profile.configFile(), ProfileFile.Type.CONFIGURATION);
            add(files, profile.credentialsFile(), ProfileFile.Type.CREDENTIALS);
            ProfileFile both = files.build();
            String where = " in " + profile.configFile() + " and " + profile.credentialsFile();
            Map<String, String> keys = both.profile(profile.name())
                    .orElseThrow(() -> CredentialsException.notSetUp("there is no profile " + profile.name() + where))
                    .properties();
            if (KEYS.stream().noneMatch(keys::containsKey)) {
                throw CredentialsException.notSetUp(
                        "profile " + profile.name() + " says nothing of credentials" + where);
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
