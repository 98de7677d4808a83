package dev.stator;

import dev.stator.internal.protocol.ItemId;
import dev.stator.internal.run.CallContext;
import dev.stator.internal.run.Exchange;
import java.util.Collections;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Several writes and checks, done all together or not at all: {@link Stator#transact}. Gives the records that were stored,
 * by the actions that stored them; fails with {@link TransactionRefusedException}, which has a reason for each action.
 *
 * <p>One request, after a read where counters or {@link dev.stator.codec.Unique} attributes take part; sent with a
 * token that makes it happen once however often it must be sent.
 */
public final class Transaction extends Call<Committed> {
    static final int MAX_ACTIONS = 100;
    private static final int MAX_TOKEN = 36;

    private final List<TransactAction<?>> actions;
    private final Optional<String> token;
    private final int retries;

    private Transaction(Stator db, List<TransactAction<?>> actions, Optional<String> token, int retries) {
        super(db);
        this.actions = actions;
        this.token = token;
        this.retries = retries;
    }

    static Transaction of(Stator db, List<? extends TransactAction<?>> of) {
        if (of.isEmpty() || of.size() > MAX_ACTIONS) {
            throw new IllegalArgumentException("A transaction has 1 to " + MAX_ACTIONS + " actions; this one has "
                    + of.size() + ". Use batchWrite(…) for many writes that need not be all or nothing");
        }
        Set<ItemId> items = new HashSet<>();
        Set<Counter> counters = new HashSet<>();
        Set<NumberedPut<?>> numbered = Collections.newSetFromMap(new IdentityHashMap<>());
        UniqueGuards guards = new UniqueGuards();
        for (TransactAction<?> action : of) {
            idOf(action).filter(id -> !items.add(id)).ifPresent(id -> {
                throw twoOn(id);
            });
            if (action instanceof NumberedPut<?> put) {
                counters.add(put.counter());
                if (!numbered.add(put)) {
                    throw new IllegalArgumentException("A transaction has the same create(…) with a number of "
                            + put.counter() + " twice, and could not tell their items apart; make two");
                }
            } else if (action instanceof Write<?, ?> write && write.keepsGuards()) {
                write.uniques()
                        .forEach((name, after) -> after.ifPresent(value -> guards.claim(
                                write.guard.table(), action, write.id().key(), name, value)));
            }
        }
        refuseTooMany(of.size() + counters.size() + guards.count());
        return new Transaction(db, List.copyOf(of), Optional.empty(), 0);
    }

    /** Which item an action is about; empty for one that takes a number, whose key is known later. */
    static Optional<ItemId> idOf(TransactAction<?> action) {
        if (action instanceof NumberedPut<?>) {
            return Optional.empty();
        }
        return Optional.of(action instanceof Check<?> check ? check.action().id() : ((Write<?, ?>) action).id());
    }

    static IllegalArgumentException twoOn(ItemId id) {
        return new IllegalArgumentException("A transaction has two actions on one item of table " + id.tableName()
                + ", and the service takes one on each: make one of them, a check as onlyIf(…) of the write");
    }

    static void refuseTooMany(int actions) {
        if (actions > MAX_ACTIONS) {
            throw new IllegalArgumentException("The transaction has " + actions
                    + " actions, guards of unique values and counters included, and the service takes " + MAX_ACTIONS
                    + "; make several");
        }
    }

    /**
     * The same with a token of the caller's own, by which the service knows it again for 10 minutes, so that a program that was
     * started anew does not do it twice. Without one, each call of {@link #execute} has a token of its own.
     *
     * <p>The same token with other actions fails with {@link dev.stator.error.IdempotencyMismatchException}; that holds for times
     * and UUIDs that the library fills in, too, so let the records have them.
     *
     * @param own 1 to 36 characters
     * @throws IllegalArgumentException if it is empty or longer
     * @throws IllegalStateException if the transaction takes numbers of counters or changes unique attributes, as it is then
     *     made of what it reads, and never the same again
     */
    public Transaction token(String own) {
        if (!TransactionPlan.reads(actions).isEmpty()) {
            throw new IllegalStateException(
                    "The transaction takes numbers of counters or changes unique attributes, so it is"
                            + " made of what it reads, and a token of your own stands for one that is the same each time: leave"
                            + " token(…) out, as each call has a token, and let a create(…) of the transaction tell whether it was"
                            + " done before");
        }
        if (own.isEmpty() || own.length() > MAX_TOKEN) {
            throw new IllegalArgumentException("The token of a transaction has 1 to " + MAX_TOKEN
                    + " characters, and this one has " + own.length() + "; a UUID fits");
        }
        return new Transaction(db(), actions, Optional.of(own), retries);
    }

    /**
     * The same, begun anew so often at most, after growing pauses, when it was cancelled only because others wrote the same items at that
     * moment, or because the service asked to slow down. A condition that does not hold still ends it at once. Without
     * this, a cancelled transaction is not sent again, unless others moved its counters or changed its unique attributes
     * after they were read: then it is made anew in any case, up to 100 times.
     *
     * @throws IllegalArgumentException if the number is negative
     */
    public Transaction retryingConflicts(int times) {
        if (times < 0) {
            throw new IllegalArgumentException(
                    "A transaction cannot be begun anew " + times + " times; give 0 or more");
        }
        return new Transaction(db(), actions, token, times);
    }

    /** What it does, in this order. */
    public List<TransactAction<?>> actions() {
        return actions;
    }

    @Override
    Exchange<Committed> exchange(CallContext context) {
        return new TransactionRun(db(), context, actions, token, retries, retries, false)
                .exchange()
                .map(TransactionRun.Done::committed);
    }
}
