package dev.stator.transport;

import dev.stator.error.CredentialsException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps credentials and refreshes them ahead of their end, with one refresh at a time for all callers. */
final class RefreshingCredentials implements CredentialsProvider {
    private static final Duration EARLY = Duration.ofMinutes(15);
    private static final Duration LATE = Duration.ofMinutes(10);
    /** Between two refreshes while the credentials are valid, so that a source that fails is not asked without end. */
    private static final Duration PAUSE = Duration.ofSeconds(30);
    /** For how long callers wait for a refresh while there are credentials that are still valid. */
    private static final Duration PATIENCE = Duration.ofSeconds(1);

    /** What the last refresh brought; a plain class, so that nothing prints it. */
    private static final class Held {
        final Credentials credentials;
        final CompletableFuture<Credentials> future;
        final @Nullable Instant expiration;
        /** Whether they had ended when they came; there is nothing better to use then. */
        final boolean cameExpired;

        volatile Instant refreshAgain;

        Held(Credentials credentials, Instant time, Instant refreshAgain) {
            this.credentials = credentials;
            this.future = CompletableFuture.completedFuture(credentials);
            this.expiration = credentials.expiration().orElse(null);
            this.cameExpired = !isValid(time);
            this.refreshAgain = refreshAgain;
        }

        final boolean isValid(Instant time) {
            return expiration == null || time.isBefore(expiration);
        }
    }

    /** A refresh under way. */
    private static final class Refresh extends CompletableFuture<Credentials> {
        final long began = System.nanoTime();
    }

    private final CredentialsProvider source;
    private final Clock clock;
    private final Logger log;
    private final AtomicReference<@Nullable Held> held = new AtomicReference<>();
    private final AtomicReference<@Nullable Refresh> refresh = new AtomicReference<>();
    private final Duration patience;

    RefreshingCredentials(CredentialsProvider source, Clock clock) {
        this(source, clock, LoggerFactory.getLogger("dev.stator.credentials"), PATIENCE);
    }

    RefreshingCredentials(CredentialsProvider source, Clock clock, Logger log, Duration patience) {
        this.source = source;
        this.clock = clock;
        this.log = log;
        this.patience = patience;
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
        boolean usable = now.isValid(time) || now.cameExpired;
        if (left.compareTo(EARLY) >= 0 || (usable && time.isBefore(now.refreshAgain))) {
            return now.future;
        } else if (left.compareTo(LATE) > 0 || now.cameExpired) {
            CompletableFuture<Credentials> background = refresh(now);
            return background.isDone() && !background.isCompletedExceptionally() ? background : now.future;
        }
        Refresh refreshed = refresh(now);
        return usable ? waitedFor(refreshed, now) : refreshed.copy();
    }

    /** What a refresh brings, or those at hand if it fails or takes its time. */
    private CompletableFuture<Credentials> waitedFor(Refresh refreshed, Held now) {
        long left = patience.toNanos() - (System.nanoTime() - refreshed.began);
        if (left <= 0 && !refreshed.isDone()) {
            return now.future;
        }
        CompletableFuture<Credentials> brought =
                refreshed.handle((fresh, failure) -> fresh == null ? now.credentials : fresh);
        // The JDK's timer thread is for all the process; what callers hang on this must not hold it up.
        return brought.isDone()
                ? brought
                : brought.completeOnTimeout(now.credentials, left, TimeUnit.NANOSECONDS)
                        .thenApplyAsync(Function.identity());
    }

    /** Others than those that are held are on their way; of those that are, only the source knows. */
    @Override
    public boolean invalidate(Credentials refused) {
        Held now = held.get();
        boolean ours = now != null && now.credentials.equals(refused);
        if (ours) {
            held.compareAndSet(now, null);
        }
        boolean others = source.invalidate(refused);
        return others || !ours;
    }

    /** The refresh under way, or else a new one, of what the caller has seen. */
    private Refresh refresh(@Nullable Held seen) {
        Refresh mine = new Refresh();
        Refresh running = refresh.compareAndExchange(null, mine);
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

    private void fetch(Refresh mine) {
        Instant again = clock.instant().plus(PAUSE);
        try {
            Credentials fresh = source.credentials();
            if (fresh == null) {
                throw new CredentialsException("The source of credentials gave none (null)");
            }
            Held now = new Held(fresh, clock.instant(), again);
            if (now.cameExpired) {
                now = better(now);
            }
            held.set(now);
            refresh.set(null);
            mine.complete(now.credentials);
        } catch (Throwable e) {
            Held old = held.get();
            if (old != null) {
                old.refreshAgain = again;
            }
            if (old != null && old.expiration != null && old.isValid(clock.instant())) {
                log.warn(
                        "Credentials could not be refreshed; until {} those at hand go on being used: {}",
                        old.expiration,
                        failure(e).getMessage());
            }
            refresh.set(null);
            mine.completeExceptionally(failure(e));
        }
    }

    /** Those at hand if they are valid, which these have ended to be. */
    private Held better(Held ended) {
        Held old = held.get();
        boolean oldServes = old != null && old.isValid(clock.instant());
        log.warn(
                "Credentials came that had ended at {}; {}, and others are asked for again in {} s",
                ended.expiration,
                oldServes ? "those at hand go on being used" : "they are used all the same, as none are better",
                PAUSE.toSeconds());
        if (old == null || !oldServes) {
            return ended;
        }
        old.refreshAgain = ended.refreshAgain;
        return old;
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
