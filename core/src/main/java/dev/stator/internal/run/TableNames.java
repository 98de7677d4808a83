package dev.stator.internal.run;

import dev.stator.internal.protocol.ListTablesOperation;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Collects the names of all tables, over as many requests as it takes. */
public final class TableNames extends Nested<List<String>> {
    private final CallContext context;
    private final List<String> names = new ArrayList<>();

    /** All names, within this call. */
    public TableNames(CallContext context) {
        this.context = context;
    }

    @Override
    public Step<List<String>> start() {
        return from(Optional.empty());
    }

    private Step<List<String>> from(Optional<String> after) {
        return call(new Attempts<>(context, new ListTablesOperation(after)), this::received);
    }

    private Step<List<String>> received(ListTablesOperation.Names some) {
        context.progressed();
        names.addAll(some.names());
        return some.last().isPresent() ? from(some.last()) : new Step.Done<>(List.copyOf(names));
    }
}
