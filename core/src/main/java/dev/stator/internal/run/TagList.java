package dev.stator.internal.run;

import dev.stator.internal.protocol.ListTagsOfResourceOperation;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Collects the tags of a table, over as many requests as it takes. */
public final class TagList extends Nested<Map<String, String>> {
    private final CallContext context;
    private final String table;
    private final String arn;
    private final Map<String, String> tags = new LinkedHashMap<>();

    /** All tags of the table with this ARN. */
    public TagList(CallContext context, String table, String arn) {
        this.context = context;
        this.table = table;
        this.arn = arn;
    }

    @Override
    public Step<Map<String, String>> start() {
        return from(Optional.empty());
    }

    private Step<Map<String, String>> from(Optional<String> after) {
        return call(new Attempts<>(context, new ListTagsOfResourceOperation(table, arn, after)), some -> {
            context.progressed();
            tags.putAll(some.tags());
            return some.next().isPresent() ? from(some.next()) : new Step.Done<>(Map.copyOf(tags));
        });
    }
}
