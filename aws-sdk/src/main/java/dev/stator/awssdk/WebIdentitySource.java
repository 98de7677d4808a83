package dev.stator.awssdk;

import dev.stator.transport.CredentialsProvider;
import dev.stator.transport.CredentialsSource;
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
    public CredentialsProvider provider(Profile profile) {
        return SdkCredentials.asking(WebIdentityTokenFileCredentialsProvider.create());
    }
}
