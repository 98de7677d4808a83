package dev.stator;

import dev.stator.internal.protocol.ItemId;
import dev.stator.internal.protocol.TransactWriteItemsOperation;
import dev.stator.internal.protocol.WriteAction;
import dev.stator.internal.run.Attempts;
import dev.stator.internal.run.CallContext;
import dev.stator.internal.run.Exchange;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/** The call behind {@link Stator#transact}. */
final class Transaction extends Call<Void> {
    static final int MAX_ACTIONS = 100;

    private final List<WriteAction> actions = new ArrayList<>();

    Transaction(Stator db, List<? extends TransactAction> of) {
        super(db);
        if (of.isEmpty() || of.size() > MAX_ACTIONS) {
            throw new IllegalArgumentException("A transaction has 1 to " + MAX_ACTIONS + " actions; this one has "
                    + of.size() + ". Use batchWrite(…) for many writes that need not be all or nothing");
        }
        for (TransactAction action : of) {
            actions.add(action instanceof Check<?> check ? check.action() : ((Write<?, ?>) action).action());
        }
        Set<ItemId> items = new HashSet<>();
        for (WriteAction action : actions) {
            if (!items.add(action.id())) {
                throw new IllegalArgumentException("A transaction has two actions on one item of table "
                        + action.id().tableName()
                        + ", and the service takes one on each: make one of them, a check as onlyIf(…) of the write");
            }
        }
    }

    @Override
    Exchange<Void> exchange(CallContext context) {
        String token = UUID.randomUUID().toString();
        return Write.ignoringResult(new Attempts<>(context, new TransactWriteItemsOperation(actions, token)));
    }
}
