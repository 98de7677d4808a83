package dev.stator.internal.http;

import dev.stator.error.CredentialsException;
import dev.stator.error.StatorException;
import dev.stator.transport.Credentials;
import dev.stator.transport.CredentialsProvider;
import dev.stator.transport.WireReply;
import dev.stator.transport.WireRequest;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * Signs requests with the credentials of a provider, waiting for them if they are not at hand, within the request's
 * timeout. Asynchronous requests wait without a thread.
 */
final class Keys {
    private final CredentialsProvider provider;
    private final SignedHead head;
    private final Failures failures;
    private final InFlight inFlight;

    Keys(CredentialsProvider provider, SignedHead head, Failures failures, InFlight inFlight) {
        this.provider = provider;
        this.head = head;
        this.failures = failures;
        this.inFlight = inFlight;
    }

    WireReply send(WireRequest request, BiFunction<WireRequest, Signed, WireReply> client) {
        CompletableFuture<Credentials> key = asked();
        if (isThere(key)) {
            return client.apply(request, signed(request, key.join()));
        }
        long began = System.nanoTime();
        Credentials late = awaited(request, key);
        WireRequest rest = rest(request, began);
        return client.apply(rest, signed(rest, late));
    }

    CompletableFuture<WireReply> sendAsync(
            WireRequest request, BiFunction<WireRequest, Signed, CompletableFuture<WireReply>> client) {
        CompletableFuture<Credentials> key = asked();
        return isThere(key) ? client.apply(request, signed(request, key.join())) : new Waiting(request, client).on(key);
    }

    /** A program's own source may throw whatever it likes. */
    private CompletableFuture<Credentials> asked() {
        try {
            CompletableFuture<Credentials> key = provider.credentialsAsync();
            return key == null ? CompletableFuture.failedFuture(none()) : key;
        } catch (RuntimeException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    private static boolean isThere(CompletableFuture<Credentials> key) {
        return key.isDone() && !key.isCompletedExceptionally();
    }

    private Signed signed(WireRequest request, Credentials key) {
        if (key == null) {
            throw none();
        }
        return head.sign(request, provider, key);
    }

    private static CredentialsException none() {
        return new CredentialsException("The source of credentials gave none (null)");
    }

    private Credentials awaited(WireRequest request, CompletableFuture<Credentials> key) {
        CompletableFuture<Credentials> late = key.copy();
        Runnable ending = () -> late.completeExceptionally(failures.closed(request.action()));
        inFlight.add(ending);
        try {
            return late.get(Attempt.nanos(request), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            throw failures.withoutCredentials(request);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CredentialsException(
                    request.action() + " was not sent: interrupted while waiting for credentials", e);
        } catch (ExecutionException e) {
            throw explained(e);
        } finally {
            inFlight.remove(ending);
        }
    }

    /** The request with what is left of its time, at least a millisecond, which then ends as any other timeout. */
    private static WireRequest rest(WireRequest request, long began) {
        long left = Attempt.nanos(request) - (System.nanoTime() - began);
        return request.within(Duration.ofNanos(Math.max(left, 1_000_000)));
    }

    private static StatorException explained(Throwable failure) {
        Throwable cause = failure.getCause() == null ? failure : failure.getCause();
        return cause instanceof StatorException known
                ? known
                : new CredentialsException("The source of credentials failed: " + cause, cause);
    }

    /** A request that is sent once its credentials are there. */
    private final class Waiting extends CompletableFuture<WireReply> {
        private final WireRequest request;
        private final BiFunction<WireRequest, Signed, CompletableFuture<WireReply>> client;
        private final long began = System.nanoTime();
        private final Runnable ending;
        private volatile @Nullable CompletableFuture<WireReply> sent;

        Waiting(WireRequest request, BiFunction<WireRequest, Signed, CompletableFuture<WireReply>> client) {
            this.request = request;
            this.client = client;
            this.ending = () -> completeExceptionally(failures.closed(request.action()));
        }

        Waiting on(CompletableFuture<Credentials> key) {
            inFlight.add(ending);
            CompletableFuture<WireReply> unusedEnd = whenComplete((reply, failure) -> inFlight.remove(ending));
            CompletableFuture<Credentials> unused = key.copy()
                    .orTimeout(Attempt.nanos(request), TimeUnit.NANOSECONDS)
                    .whenComplete((found, failure) -> {
                        if (failure instanceof TimeoutException) {
                            // The JDK's timer thread is for all the process; what the caller hangs on this must not
                            // hold it up.
                            inFlight.apart(() -> completeExceptionally(failures.withoutCredentials(request)));
                        } else if (failure != null) {
                            completeExceptionally(explained(failure));
                        } else {
                            go(found);
                        }
                    });
            return this;
        }

        private void go(Credentials key) {
            // From here on the client ends it.
            inFlight.remove(ending);
            if (isDone()) {
                return;
            }
            try {
                WireRequest rest = rest(request, began);
                CompletableFuture<WireReply> reply = client.apply(rest, signed(rest, key));
                sent = reply;
                if (isDone()) {
                    reply.cancel(true);
                }
                CompletableFuture<WireReply> unused = reply.whenComplete((value, failure) -> {
                    if (failure == null) {
                        complete(value);
                    } else {
                        completeExceptionally(
                                failure instanceof CompletionException wrapped && wrapped.getCause() != null
                                        ? wrapped.getCause()
                                        : failure);
                    }
                });
            } catch (RuntimeException e) {
                completeExceptionally(e);
            }
        }

        @Override
        public boolean cancel(boolean mayInterruptIfRunning) {
            boolean cancelled = super.cancel(mayInterruptIfRunning);
            CompletableFuture<WireReply> reply = sent;
            if (reply != null) {
                reply.cancel(mayInterruptIfRunning);
            }
            return cancelled;
        }
    }
}
