package dev.stator.internal.credentials;

import dev.stator.error.CredentialsException;
import dev.stator.internal.config.Found;
import dev.stator.internal.config.Layers;
import dev.stator.internal.config.Profiles;
import dev.stator.transport.Credentials;
import dev.stator.transport.CredentialsProvider;
import java.util.List;
import java.util.Optional;

/** The keys of a profile, read from the files at each call. */
record ProfileCredentials(Layers layers) implements CredentialsProvider {
    /** What a profile can say instead of keys, for which the AWS SDK is needed. */
    private static final List<String> OF_THE_SDK = List.of(
            "role_arn",
            "credential_source",
            "credential_process",
            "sso_session",
            "sso_start_url",
            "web_identity_token_file",
            "login_session");

    @Override
    public Credentials credentials() {
        Profiles files = layers.readProfiles();
        String profile = layers.profile().value();
        Optional<String> id = files.value(profile, "aws_access_key_id");
        Optional<String> secret = files.value(profile, "aws_secret_access_key");
        if (id.isPresent() && secret.isPresent()) {
            return FoundKey.of(
                    "its key in " + files.describe(),
                    id.get(),
                    secret.get(),
                    files.value(profile, "aws_session_token"),
                    Optional.empty());
        }
        for (String key : OF_THE_SDK) {
            if (files.value(profile, key).isPresent()) {
                throw new CredentialsException(
                        "it uses " + key + ", for which the module stator-aws-sdk is needed, in " + files.describe());
            }
        }
        String why = (files.has(profile)
                        ? "it has no aws_access_key_id or no aws_secret_access_key in "
                        : "there is no such profile in ")
                + files.describe();
        boolean meant = files.hasMalformedCredentials()
                || (!files.has(profile) && isNamed(layers.profile()))
                || (files.hasUnreadableCredentials() && isNamed(layers.credentialsFile()));
        throw meant ? new CredentialsException(why) : CredentialsException.notSetUp(why);
    }

    private static boolean isNamed(Found found) {
        return !found.source().equals("default");
    }

    /** The files may hold newer ones. */
    @Override
    public boolean invalidate(Credentials refused) {
        return true;
    }
}
