package dev.stator.transport;

import dev.stator.error.CredentialsException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps credentials and refreshes them ahead of their end, with one refresh at a time for all callers. */
final class RefreshingCredentials implements CredentialsProvider {
    private static final Duration EARLY = Duration.ofMinutes(15);
    private static final Duration LATE = Duration.ofMinutes(10);
    /** Between two refreshes while the credentials are valid, so that a source that fails is not asked without end. */
    private static final Duration PAUSE = Duration.ofSeconds(30);

    /** What the last refresh brought; a plain class, so that nothing prints it. */
    private static final class Held {
        final Credentials credentials;
        final CompletableFuture<Credentials> future;
        final @Nullable Instant expiration;
        volatile Instant refreshAgain;

        Held(Credentials credentials, Instant refreshAgain) {
            this.credentials = credentials;
            this.future = CompletableFuture.completedFuture(credentials);
            this.expiration = credentials.expiration().orElse(null);
            this.refreshAgain = refreshAgain;
        }
    }

    private final CredentialsProvider source;
    private final Clock clock;
    private final Logger log;
    private final AtomicReference<@Nullable Held> held = new AtomicReference<>();
    private final AtomicReference<@Nullable CompletableFuture<Credentials>> refresh = new AtomicReference<>();

    RefreshingCredentials(CredentialsProvider source, Clock clock) {
        this(source, clock, LoggerFactory.getLogger("dev.stator.credentials"));
    }

    RefreshingCredentials(CredentialsProvider source, Clock clock, Logger log) {
        this.source = source;
        this.clock = clock;
        this.log = log;
    }

    @Override
    public Credentials credentials() {
        CompletableFuture<Credentials> future = credentialsAsync();
        try {
            return future.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CredentialsException("Interrupted while waiting for credentials", e);
        } catch (ExecutionException e) {
            throw failure(e.getCause() == null ? e : e.getCause());
        }
    }

    @Override
    public CompletableFuture<Credentials> credentialsAsync() {
        Held now = held.get();
        if (now == null) {
            return refresh(null).copy();
        }
        if (now.expiration == null) {
            return now.future;
        }
        Instant time = clock.instant();
        Duration left = Duration.between(time, now.expiration);
        boolean expired = left.isNegative() || left.isZero();
        if (left.compareTo(EARLY) >= 0 || (!expired && time.isBefore(now.refreshAgain))) {
            return now.future;
        } else if (left.compareTo(LATE) > 0) {
            CompletableFuture<Credentials> background = refresh(now);
            return background.isDone() && !background.isCompletedExceptionally() ? background : now.future;
        }
        CompletableFuture<Credentials> refreshed = refresh(now);
        return expired
                ? refreshed.copy()
                : refreshed.handle((fresh, failure) -> fresh == null ? now.credentials : fresh);
    }

    @Override
    public boolean invalidate(Credentials refused) {
        Held now = held.get();
        if (now != null && now.credentials.equals(refused)) {
            held.compareAndSet(now, null);
        }
        boolean unused = source.invalidate(refused);
        return true;
    }

    /** The refresh under way, or else a new one, of what the caller has seen. */
    private CompletableFuture<Credentials> refresh(@Nullable Held seen) {
        CompletableFuture<Credentials> mine = new CompletableFuture<>();
        CompletableFuture<Credentials> running = refresh.compareAndExchange(null, mine);
        if (running != null) {
            return running;
        }
        Held now = held.get();
        if (now != null && now != seen) {
            // Another refresh has ended between the look and the begin.
            refresh.set(null);
            mine.complete(now.credentials);
            return mine;
        }
        try {
            Thread thread = new Thread(() -> fetch(mine), "stator-credentials");
            thread.setDaemon(true);
            thread.start();
        } catch (Throwable e) {
            refresh.set(null);
            mine.completeExceptionally(failure(e));
        }
        return mine;
    }

    private void fetch(CompletableFuture<Credentials> mine) {
        Instant again = clock.instant().plus(PAUSE);
        try {
            Credentials fresh = source.credentials();
            held.set(new Held(fresh, again));
            refresh.set(null);
            mine.complete(fresh);
        } catch (Throwable e) {
            Held old = held.get();
            if (old != null) {
                old.refreshAgain = again;
            }
            if (old != null && old.expiration != null && clock.instant().isBefore(old.expiration)) {
                log.warn(
                        "Credentials could not be refreshed; until {} those at hand go on being used: {}",
                        old.expiration,
                        failure(e).getMessage());
            }
            refresh.set(null);
            mine.completeExceptionally(failure(e));
        }
    }

    private static CredentialsException failure(Throwable cause) {
        return cause instanceof CredentialsException known
                ? known
                : new CredentialsException("The source of credentials failed: " + cause, cause);
    }

    @Override
    public String toString() {
        return source.toString();
    }
}
