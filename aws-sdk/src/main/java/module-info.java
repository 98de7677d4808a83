/** Credentials that the AWS SDK for Java knows how to get: roles, web identities, single sign-on, processes. */
@org.jspecify.annotations.NullMarked
module dev.stator.awssdk {
    requires transitive dev.stator;
    requires transitive software.amazon.awssdk.auth;
    requires software.amazon.awssdk.core;
    requires software.amazon.awssdk.identity.spi;
    requires software.amazon.awssdk.profiles;
    requires software.amazon.awssdk.utils;
    requires static org.jspecify;

    exports dev.stator.awssdk;

    provides dev.stator.transport.CredentialsSource with
            dev.stator.awssdk.WebIdentitySource,
            dev.stator.awssdk.ProfileSource;
}
