package dev.stator.internal.credentials;

import dev.stator.error.CredentialsException;
import dev.stator.internal.config.Layers;
import dev.stator.transport.Credentials;
import dev.stator.transport.CredentialsProvider;
import java.util.Optional;

/** The system properties {@code aws.accessKeyId}, {@code aws.secretAccessKey} and {@code aws.sessionToken}. */
record PropertyCredentials(Layers layers) implements CredentialsProvider {
    @Override
    public Credentials credentials() {
        Optional<String> id = layers.property("aws.accessKeyId");
        Optional<String> secret = layers.property("aws.secretAccessKey");
        if (id.isEmpty() || secret.isEmpty()) {
            throw CredentialsException.notSetUp("aws.accessKeyId or aws.secretAccessKey is not set");
        }
        return FoundKey.of(
                "the key of aws.accessKeyId",
                id.get(),
                secret.get(),
                layers.property("aws.sessionToken"),
                Optional.empty());
    }
}
