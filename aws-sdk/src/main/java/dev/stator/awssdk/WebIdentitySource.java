package dev.stator.awssdk;

import dev.stator.error.CredentialsException;
import dev.stator.transport.CredentialsProvider;
import dev.stator.transport.CredentialsSource;
import java.nio.file.Path;
import java.util.Optional;
import software.amazon.awssdk.auth.credentials.WebIdentityTokenFileCredentialsProvider;

/** The web identity of {@code AWS_WEB_IDENTITY_TOKEN_FILE} and {@code AWS_ROLE_ARN}, as Kubernetes on AWS sets them. */
public final class WebIdentitySource implements CredentialsSource {
    /** For {@link java.util.ServiceLoader}. */
    public WebIdentitySource() {}

    @Override
    public String name() {
        return "web identity with the AWS SDK";
    }

    @Override
    public boolean isOfProfile() {
        return false;
    }

    @Override
    public CredentialsProvider provider(Profile profile) {
        Optional<String> token = setting(profile, "AWS_WEB_IDENTITY_TOKEN_FILE", "aws.webIdentityTokenFile");
        Optional<String> role = setting(profile, "AWS_ROLE_ARN", "aws.roleArn");
        if (token.isEmpty()) {
            return () -> {
                throw CredentialsException.notSetUp("AWS_WEB_IDENTITY_TOKEN_FILE is not set");
            };
        } else if (role.isEmpty()) {
            return () -> {
                throw new CredentialsException("AWS_WEB_IDENTITY_TOKEN_FILE is set and AWS_ROLE_ARN is not");
            };
        }
        WebIdentityTokenFileCredentialsProvider.Builder identity = WebIdentityTokenFileCredentialsProvider.builder()
                .webIdentityTokenFile(Path.of(token.get()))
                .roleArn(role.get());
        setting(profile, "AWS_ROLE_SESSION_NAME", "aws.roleSessionName").ifPresent(identity::roleSessionName);
        return new RenewedProvider<>(identity::build);
    }

    private static Optional<String> setting(Profile profile, String variable, String property) {
        return profile.environment()
                .apply(variable)
                .or(() -> profile.properties().apply(property));
    }
}
