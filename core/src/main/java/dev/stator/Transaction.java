package dev.stator;

import dev.stator.internal.protocol.ItemId;
import dev.stator.internal.protocol.TransactWriteItemsOperation;
import dev.stator.internal.protocol.WriteAction;
import dev.stator.internal.run.Attempts;
import dev.stator.internal.run.CallContext;
import dev.stator.internal.run.Exchange;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The call behind {@link Stator#transact}. */
final class Transaction extends Call<Void> {
    static final int MAX_ACTIONS = 100;

    private final List<TransactAction> actions;

    Transaction(Stator db, List<? extends TransactAction> of) {
        super(db);
        if (of.isEmpty() || of.size() > MAX_ACTIONS) {
            throw new IllegalArgumentException("A transaction has 1 to " + MAX_ACTIONS + " actions; this one has "
                    + of.size() + ". Use batchWrite(…) for many writes that need not be all or nothing");
        }
        Set<ItemId> items = new HashSet<>();
        for (TransactAction action : of) {
            ItemId id = action instanceof Check<?> check ? check.action().id() : ((Write<?, ?>) action).id();
            if (!items.add(id)) {
                throw new IllegalArgumentException("A transaction has two actions on one item of table "
                        + id.tableName()
                        + ", and the service takes one on each: make one of them, a check as onlyIf(…) of the write");
            }
        }
        this.actions = List.copyOf(of);
    }

    private static WriteAction wire(TransactAction action, Instant now) {
        return action instanceof Check<?> check ? check.action() : ((Write<?, ?>) action).action(now);
    }

    @Override
    Exchange<Void> exchange(CallContext context) {
        String token = db().newUuid().toString();
        List<WriteAction> writes =
                actions.stream().map(action -> wire(action, context.now())).toList();
        return Write.ignoringResult(new Attempts<>(context, new TransactWriteItemsOperation(writes, token)));
    }
}
