package dev.stator.internal.credentials;

import dev.stator.error.CredentialsException;
import dev.stator.transport.Credentials;
import dev.stator.transport.CredentialsProvider;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Asks providers in turn, and from then on the one that had credentials; if that one has none any more, all in turn again.
 * When none has any, the failure says of each why.
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
    private final AtomicReference<@Nullable Link> used = new AtomicReference<>();

    /** A chain in this order. */
    public ProviderChain(List<Link> links) {
        this.links = List.copyOf(links);
    }

    @Override
    public Credentials credentials() {
        Link last = used.get();
        List<CredentialsException> failures = new ArrayList<>();
        if (last != null) {
            try {
                return last.provider().credentials();
            } catch (CredentialsException e) {
                used.compareAndSet(last, null);
            }
        }
        for (Link link : links) {
            try {
                Credentials found = link.provider().credentials();
                used.set(link);
                return found;
            } catch (CredentialsException e) {
                failures.add(new CredentialsException(link.name() + ": " + e.getMessage(), e));
            }
        }
        throw none(failures);
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
