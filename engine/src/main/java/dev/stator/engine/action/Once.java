package dev.stator.engine.action;

import dev.stator.engine.request.Field;
import dev.stator.engine.request.Parameters;
import dev.stator.engine.request.Type;
import dev.stator.engine.table.Changes;
import dev.stator.engine.table.Consumed;
import dev.stator.engine.table.Database;
import dev.stator.engine.table.Tokens;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A transaction of writes that, if it has a token, is done once only. */
final class Once {
    static final Field<String> TOKEN = Field.of("ClientRequestToken", Type.TEXT).length(1, 36);

    /**
     * What came of it.
     *
     * @param consumed what it consumed
     * @param kind whether that was for writes or, if it had been done before, for reads
     */
    record Result(Collection<Consumed> consumed, String kind) {}

    private final String action;
    private final @Nullable String token;
    private final byte[] fingerprint;

    /**
     * The transaction of a request.
     *
     * @param action the action, each of which has tokens of its own
     * @param members what must be the same in a request that is sent again
     */
    Once(String action, Parameters in, List<Parameters> members) {
        this.action = action;
        this.token = in.get(TOKEN);
        this.fingerprint = token == null ? new byte[0] : Fingerprint.of(members);
    }

    /** Does the writes, unless they are done already. */
    Result perform(Database database, CollectionMetrics metrics, Function<Changes, List<ItemWrite>> writes) {
        return database.change(changes -> {
            Tokens tokens = new Tokens(changes.write(), database.clock());
            List<Integer> done = token == null ? null : tokens.find(action, token, fingerprint);
            if (done != null) {
                return new Result(Transaction.replayed(writes.apply(changes), done, changes), "Read");
            }
            List<TransactStep> steps = Transaction.commit(writes.apply(changes), changes, metrics);
            if (token != null) {
                List<Integer> sizes = steps.stream().map(TransactStep::size).toList();
                tokens.add(action, token, fingerprint, sizes);
            }
            return new Result(Transaction.consumed(steps), "Write");
        });
    }
}
