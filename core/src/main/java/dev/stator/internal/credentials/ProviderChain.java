package dev.stator.internal.credentials;

import dev.stator.error.CredentialsException;
import dev.stator.transport.Credentials;
import dev.stator.transport.CredentialsProvider;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks providers in turn, and from then on the one that had credentials; if that one has none any more, all in turn again.
 * When none has any, the failure says of each why. The log {@code dev.stator.credentials} tells where they come from.
 */
public final class ProviderChain implements CredentialsProvider {
    /**
     * A place of the chain.
     *
     * @param name what messages call it
     * @param provider gives its credentials, or throws, saying why it has none
     */
    public record Link(String name, CredentialsProvider provider) {}

    private final List<Link> links;
    private final Logger log;
    private final AtomicReference<@Nullable Link> used = new AtomicReference<>();

    /** A chain in this order. */
    public ProviderChain(List<Link> links) {
        this(links, LoggerFactory.getLogger("dev.stator.credentials"));
    }

    ProviderChain(List<Link> links, Logger log) {
        this.links = List.copyOf(links);
        this.log = log;
    }

    @Override
    public Credentials credentials() {
        Link last = used.get();
        List<CredentialsException> failures = new ArrayList<>();
        if (last != null) {
            try {
                return found(last);
            } catch (CredentialsException e) {
                log.debug("{} has no credentials any more: {}", last.name(), e.getMessage());
                used.compareAndSet(last, null);
            }
        }
        for (Link link : links) {
            try {
                Credentials found = found(link);
                used.set(link);
                if (last != null && !last.equals(link)) {
                    log.warn("Credentials come from {} now, as {} has none any more", link.name(), last.name());
                }
                return found;
            } catch (CredentialsException e) {
                log.debug("{} has no credentials: {}", link.name(), e.getMessage());
                failures.add(new CredentialsException(link.name() + ": " + e.getMessage(), e));
            }
        }
        throw none(failures);
    }

    private Credentials found(Link link) {
        Credentials found = link.provider().credentials();
        log.debug(
                "Credentials come from {}{}",
                link.name(),
                found.expiration().map(end -> ", until " + end).orElse(""));
        return found;
    }

    /** Tells the provider that gave them, and no other. */
    @Override
    public boolean invalidate(Credentials refused) {
        Link last = used.get();
        return last != null && last.provider().invalidate(refused);
    }

    private static CredentialsException none(List<CredentialsException> failures) {
        StringBuilder message = new StringBuilder("No credentials to sign with. Looked at");
        for (CredentialsException failure : failures) {
            message.append("\n  ").append(failure.getMessage());
        }
        message.append("\nSet up one of these, or pass credentials(…) to Stator.builder()");
        CredentialsException none = new CredentialsException(message.toString());
        failures.forEach(none::addSuppressed);
        return none;
    }

    /** The places, in order. */
    @Override
    public String toString() {
        return String.join(", ", links.stream().map(Link::name).toList());
    }
}
