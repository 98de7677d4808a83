package dev.stator.internal.protocol;

import dev.stator.internal.json.JsonWriter;

/** A change of one item, as it stands alone in its own action and as one of many in a transaction. */
public interface WriteAction {
    /** Which item it is about; a transaction takes one action on each. */
    ItemId id();

    /** What a transaction calls it: {@code Put}, {@code Update}, {@code Delete} or {@code ConditionCheck}. */
    String transactName();

    /** Writes what a lone action and an action of a transaction have in common, condition included. */
    void writeAction(JsonWriter json);

    /** The size of the whole item that this stores, as the service counts it; 0 if it stores none. */
    default long itemBytes() {
        return 0;
    }
}
