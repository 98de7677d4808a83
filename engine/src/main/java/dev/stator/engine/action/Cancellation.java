package dev.stator.engine.action;

import dev.stator.engine.fault.Fault;
import dev.stator.engine.item.StoredItem;
import dev.stator.internal.json.JsonWriter;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A transaction that is not done, with a reason for each of its actions. */
final class Cancellation extends Fault {
    private static final long serialVersionUID = 1;

    private final transient List<@Nullable Fault> reasons;

    /**
     * A cancelled transaction.
     *
     * @param reasons what is wrong with each action in its place, {@code null} for those that are sound
     */
    Cancellation(List<@Nullable Fault> reasons) {
        super(
                "TransactionCanceledException",
                "Transaction cancelled, please refer cancellation reasons for specific reasons "
                        + reasons.stream().map(Cancellation::code).toList());
        this.reasons = reasons;
    }

    private static String code(@Nullable Fault reason) {
        return reason == null ? "None" : reason.shortCode();
    }

    @Override
    protected void writeMembers(JsonWriter out) {
        out.field("CancellationReasons");
        out.startArray();
        for (Fault reason : reasons) {
            out.startObject();
            if (reason instanceof ConditionFailed failed) {
                StoredItem item = failed.item();
                Members.writeItem("Item", item, out);
            }
            out.field("Code");
            out.text(code(reason));
            if (reason != null && reason.getMessage() != null) {
                out.field("Message");
                out.text(reason.getMessage());
            }
            out.endObject();
        }
        out.endArray();
    }
}
