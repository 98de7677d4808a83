package dev.stator.awssdk;

import dev.stator.error.CredentialsException;
import dev.stator.transport.CredentialsProvider;
import dev.stator.transport.CredentialsSource;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
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

    /** Reads the files when it is asked first, and anew after a refusal. */
    @Override
    public CredentialsProvider provider(Profile profile) {
        return new RenewedProvider<>(() -> read(profile));
    }

    /** What a profile says that has credentials of another kind than a key. */
    private static final List<String> OTHERS =
            List.of("role_arn", "credential_process", "sso_session", "sso_start_url", "login_session");

    /** Of which neither is worth anything alone. */
    private static final String ID = "aws_access_key_id";

    private static final String SECRET = "aws_secret_access_key";

    private static ProfileCredentialsProvider read(Profile profile) {
        ProfileFile.Aggregator files = ProfileFile.aggregator();
        add(files, profile.configFile(), ProfileFile.Type.CONFIGURATION);
        add(files, profile.credentialsFile(), ProfileFile.Type.CREDENTIALS);
        ProfileFile both = files.build();
        String where = " in " + profile.configFile() + " and " + profile.credentialsFile();
        Map<String, String> keys = both.profile(profile.name())
                .orElseThrow(() -> CredentialsException.notSetUp("there is no profile " + profile.name() + where))
                .properties();
        if (OTHERS.stream().noneMatch(keys::containsKey) && !(keys.containsKey(ID) && keys.containsKey(SECRET))) {
            throw CredentialsException.notSetUp("profile " + profile.name()
                    + (keys.containsKey(ID) || keys.containsKey(SECRET)
                            ? " has no " + ID + " or no " + SECRET
                            : " says nothing of credentials")
                    + where);
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
