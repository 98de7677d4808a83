package dev.stator.internal.credentials;

import dev.stator.error.CredentialsException;
import dev.stator.internal.config.Found;
import dev.stator.internal.config.Layers;
import dev.stator.internal.credentials.ProviderChain.Link;
import dev.stator.transport.CredentialsProvider;
import dev.stator.transport.CredentialsSource;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The places where all AWS tools look for credentials, in their order: environment, system properties, what a module adds
 * for web identities and profiles, profile files, container, instance metadata. A profile that the program itself asks for is all
 * there is.
 */
public final class StandardChain {
    private StandardChain() {}

    /**
     * The chain, kept and refreshed.
     *
     * @throws IllegalStateException if a setting of the metadata services cannot be used
     */
    public static CredentialsProvider of(Layers layers, Iterable<CredentialsSource> added, Clock clock) {
        Metadata.check(layers);
        return CredentialsProvider.refreshing(new ProviderChain(links(layers, added)), clock);
    }

    static List<Link> links(Layers layers, Iterable<CredentialsSource> added) {
        Found profile = layers.profile();
        List<Link> links = new ArrayList<>();
        if (!layers.hasExplicitProfile()) {
            links.add(new Link("environment", CredentialsProvider.environment(layers.environment())));
            links.add(new Link("system properties", new PropertyCredentials(layers)));
        }
        CredentialsSource.Profile files = new CredentialsSource.Profile(
                profile.value(),
                Path.of(layers.configFile().value()),
                Path.of(layers.credentialsFile().value()),
                layers::variable,
                layers::property);
        for (CredentialsSource source : added) {
            if (source.isOfProfile() || !layers.hasExplicitProfile()) {
                links.add(new Link(source.name(), source.provider(files)));
            }
        }
        Optional<String> token =
                layers.variable("AWS_WEB_IDENTITY_TOKEN_FILE").or(() -> layers.property("aws.webIdentityTokenFile"));
        if (token.isPresent() && !layers.hasExplicitProfile()) {
            links.add(new Link("web identity", () -> {
                throw new CredentialsException(
                        "AWS_WEB_IDENTITY_TOKEN_FILE is set, for which the module stator-aws-sdk is needed");
            }));
        }
        links.add(new Link("profile " + profile.value(), new ProfileCredentials(layers)));
        if (!layers.hasExplicitProfile()) {
            links.add(new Link("container", new ContainerCredentials(layers)));
            links.add(new Link("instance metadata", new InstanceCredentials(layers)));
        }
        return links;
    }
}
