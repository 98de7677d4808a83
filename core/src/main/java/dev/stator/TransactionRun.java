package dev.stator;

import dev.stator.error.StatorException;
import dev.stator.error.TransactionCanceledException;
import dev.stator.internal.protocol.PutItemOperation;
import dev.stator.internal.protocol.TransactWriteItemsOperation;
import dev.stator.internal.protocol.WriteAction;
import dev.stator.internal.run.Attempts;
import dev.stator.internal.run.CallContext;
import dev.stator.internal.run.Exchange;
import dev.stator.internal.run.Repeated;
import java.util.ArrayList;
import java.util.List;

/** One call of a transaction: sends it, and begins it anew when it lost against others. */
final class TransactionRun {
    /**
     * One action as it goes to the wire.
     *
     * @param of what the caller asked for
     */
    private record Part(WriteAction write, TransactAction<?> of) {}

    private final Transaction transaction;
    private final CallContext context;
    private int retriesLeft;

    TransactionRun(Transaction transaction, CallContext context) {
        this.transaction = transaction;
        this.context = context;
        this.retriesLeft = transaction.retries();
    }

    Exchange<Committed> exchange() {
        return new Repeated<>(context, this::attempt, this::again);
    }

    private boolean again(StatorException failure) {
        return failure instanceof TransactionRefusedException refused && refused.mayPass() && retriesLeft-- > 0;
    }

    private Exchange<Committed> attempt() {
        List<Part> parts = new ArrayList<>();
        for (TransactAction<?> action : transaction.actions()) {
            parts.add(new Part(
                    action instanceof Check<?> check ? check.action() : ((Write<?, ?>) action).action(context.now()),
                    action));
        }
        List<WriteAction> writes = parts.stream().map(Part::write).toList();
        return new Attempts<>(context, new TransactWriteItemsOperation(writes, transaction.newToken()))
                .map(done -> committed(parts))
                .orElse(failure -> {
                    throw refusal(failure, parts);
                });
    }

    private static Committed committed(List<Part> parts) {
        Committed.Collector committed = new Committed.Collector();
        for (Part part : parts) {
            if (part.write() instanceof PutItemOperation<?> put) {
                committed.stored(part.of(), put.item());
            }
        }
        return committed.done();
    }

    private static StatorException refusal(StatorException failure, List<Part> parts) {
        if (failure instanceof TransactionCanceledException cancelled
                && cancelled.reasons().size() == parts.size()) {
            List<Refusal<?>> refusals = new ArrayList<>();
            for (int i = 0; i < parts.size(); i++) {
                refusals.add(Refusal.of(parts.get(i).of(), cancelled.reasons().get(i)));
            }
            return new TransactionRefusedException(cancelled, refusals);
        }
        return failure;
    }
}
