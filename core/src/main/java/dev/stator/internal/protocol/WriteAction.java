package dev.stator.internal.protocol;

import dev.stator.expression.Condition;
import dev.stator.internal.json.JsonWriter;
import java.util.Optional;

/** A change of one item, as it stands alone in its own action and as one of many in a transaction. */
public interface WriteAction {
    /** Which item it is about; a transaction takes one action on each. */
    ItemId id();

    /** What a transaction calls it: {@code Put}, {@code Update}, {@code Delete} or {@code ConditionCheck}. */
    String transactName();

    /** Writes what a lone action and an action of a transaction have in common, condition included. */
    void writeAction(JsonWriter json);

    /** The same on one condition more, which is bound. */
    WriteAction onlyIf(Condition more);

    /** The size of the whole item that this stores, as the service counts it; 0 if it stores none. */
    default long itemBytes() {
        return 0;
    }

    /** Both conditions, if there are two. */
    static Optional<Condition> and(Optional<Condition> condition, Condition more) {
        return Optional.of(condition.map(first -> first.and(more)).orElse(more));
    }
}
