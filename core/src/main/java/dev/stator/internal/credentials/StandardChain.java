package dev.stator.internal.credentials;

import dev.stator.internal.config.Found;
import dev.stator.internal.config.Layers;
import dev.stator.internal.credentials.ProviderChain.Link;
import dev.stator.transport.CredentialsProvider;
import dev.stator.transport.CredentialsSource;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;

/**
 * The places where all AWS tools look for credentials, in their order: environment, system properties, what a module adds
 * for profiles, profile files, container, instance metadata. A profile that the program itself asks for is all there is.
 */
public final class StandardChain {
    private StandardChain() {}

    /** The chain, kept and refreshed. */
    public static CredentialsProvider of(Layers layers, Iterable<CredentialsSource> added, Clock clock) {
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
                Path.of(layers.credentialsFile().value()));
        for (CredentialsSource source : added) {
            links.add(new Link(source.name(), source.provider(files)));
        }
        links.add(new Link("profile " + profile.value(), new ProfileCredentials(layers, profile.value())));
        if (!layers.hasExplicitProfile()) {
            links.add(new Link("container", new ContainerCredentials(layers)));
            links.add(new Link("instance metadata", new InstanceCredentials(layers)));
        }
        return links;
    }
}
