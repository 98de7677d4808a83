package dev.stator;

import dev.stator.error.TransactionCanceledException.Reason;
import dev.stator.internal.protocol.WriteAction;
import dev.stator.value.AttributeValue;
import dev.stator.value.Item;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** One action of a transaction as it goes to the wire: what the caller asked for, or what goes with it. */
sealed interface TransactionPart {
    /** What a part's reason means for the whole, the weightier ones last. */
    enum Verdict {
        /** It was not at fault. */
        FINE,
        /** It lost against others, and may go through as it is. */
        PASSING,
        /** The service asks to slow down, and then it may go through as it is. */
        SLOWED,
        /** It was refused, unless what was read before is no longer so. */
        REFUSED_AS_READ,
        /** It was made from what is no longer so, and must be made anew. */
        ANEW,
        /** It was refused. */
        REFUSED
    }

    /** What is sent. */
    WriteAction write();

    /** The caller's action that it belongs to. */
    TransactAction<?> of();

    /** What it means if it was at fault. */
    Verdict fault(Reason reason);

    /** What a reason means. */
    default Verdict verdict(Reason reason) {
        return reason.isFailure() ? fault(reason) : Verdict.FINE;
    }

    private static Verdict lost(Reason reason, Verdict conflict) {
        if (reason.isConflict()) {
            return conflict;
        }
        return reason.isThrottled() ? Verdict.SLOWED : Verdict.REFUSED;
    }

    /**
     * What the caller asked for.
     *
     * @param seen the unique attributes of the item in place on which this is built; empty if it is on none
     * @param refused what it means if the condition does not hold for an item that has them
     */
    record Asked(WriteAction write, TransactAction<?> of, Map<String, Optional<AttributeValue>> seen, Verdict refused)
            implements TransactionPart {
        @Override
        public Verdict fault(Reason reason) {
            if (!reason.isConditionFailed()) {
                return lost(reason, Verdict.PASSING);
            }
            return seen.equals(values(reason.existing(), seen.keySet())) ? refused : Verdict.ANEW;
        }
    }

    /** The values of attributes of an item. */
    static Map<String, Optional<AttributeValue>> values(Optional<Item> item, Set<String> names) {
        Map<String, Optional<AttributeValue>> values = new HashMap<>();
        names.forEach(name -> values.put(name, item.flatMap(found -> found.get(name))));
        return values;
    }

    /** The move of a counter. */
    record Count(WriteAction write, TransactAction<?> of, Counter counter, long last) implements TransactionPart {
        @Override
        public Verdict fault(Reason reason) {
            return reason.isConditionFailed() ? Verdict.ANEW : lost(reason, Verdict.ANEW);
        }
    }

    /**
     * The guard of a value that an item gets.
     *
     * @param attribute the name of the unique attribute
     */
    record Claim(WriteAction write, TransactAction<?> of, Table<?> table, String attribute, AttributeValue value)
            implements TransactionPart {
        @Override
        public Verdict fault(Reason reason) {
            return reason.isConditionFailed() ? Verdict.REFUSED_AS_READ : lost(reason, Verdict.ANEW);
        }
    }

    /** The guard of a value that an item had. */
    record Release(WriteAction write, TransactAction<?> of) implements TransactionPart {
        @Override
        public Verdict fault(Reason reason) {
            return reason.isConditionFailed() ? Verdict.ANEW : lost(reason, Verdict.ANEW);
        }
    }
}
