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
 * Asks providers in turn, and from then on the one that had credentials; if that one is not set up any more, all in turn again.
 * One that is set up and fails ends the search, as what comes behind it could be another identity. The failure says of each that
 * was asked why. The log {@code dev.stator.credentials} tells where credentials come from.
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
    private final AtomicReference<@Nullable Used> used = new AtomicReference<>();

    /** Who gave the credentials of last; a plain class, so that nothing prints them. */
    private static final class Used {
        private final Link link;
        private final Credentials given;

        Used(Link link, Credentials given) {
            this.link = link;
            this.given = given;
        }
    }

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
        Used last = used.get();
        List<CredentialsException> failures = new ArrayList<>();
        if (last != null) {
            try {
                return found(last.link);
            } catch (CredentialsException e) {
                log.debug("{} has no credentials any more: {}", last.link.name(), e.getMessage());
                if (!e.isNotSetUp()) {
                    throw none(List.of(named(last.link, e)), true);
                }
                used.compareAndSet(last, null);
            }
        }
        for (Link link : links) {
            try {
                Credentials found = found(link);
                if (last != null && !last.link.equals(link)) {
                    log.warn("Credentials come from {} now, as {} has none any more", link.name(), last.link.name());
                }
                return found;
            } catch (CredentialsException e) {
                log.debug("{} has no credentials: {}", link.name(), e.getMessage());
                failures.add(named(link, e));
                if (!e.isNotSetUp()) {
                    throw none(failures, true);
                }
            }
        }
        throw none(failures, false);
    }

    private static CredentialsException named(Link link, CredentialsException failure) {
        return new CredentialsException(link.name() + ": " + failure.getMessage(), failure);
    }

    private Credentials found(Link link) {
        Credentials found = asked(link);
        used.set(new Used(link, found));
        log.debug(
                "Credentials come from {}{}",
                link.name(),
                found.expiration().map(end -> ", until " + end).orElse(""));
        return found;
    }

    /** What other exceptions say is not told, as it may quote what was read. */
    private static Credentials asked(Link link) {
        Credentials given;
        try {
            given = link.provider().credentials();
        } catch (CredentialsException e) {
            throw e;
        } catch (RuntimeException e) {
            throw new CredentialsException("it failed with " + e.getClass().getName(), e);
        }
        if (given == null) {
            throw new CredentialsException("it gave none (null)");
        }
        return given;
    }

    /** Tells the provider that gave them, and no other. Of any others the next to ask is another one already. */
    @Override
    public boolean invalidate(Credentials refused) {
        Used last = used.get();
        return last == null
                || !last.given.equals(refused)
                || last.link.provider().invalidate(refused);
    }

    private static CredentialsException none(List<CredentialsException> failures, boolean broken) {
        StringBuilder message = new StringBuilder("No credentials to sign with. Looked at");
        for (CredentialsException failure : failures) {
            message.append("\n  ").append(failure.getMessage());
        }
        message.append(
                broken
                        ? "\nThat place is set up, so none behind it is asked, which could give another identity: mend it, or"
                                + " take it away"
                        : "\nSet up one of these, or pass credentials(…) to Stator.builder()");
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
