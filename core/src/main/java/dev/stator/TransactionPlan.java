package dev.stator;

import dev.stator.TransactionPart.Asked;
import dev.stator.TransactionPart.Count;
import dev.stator.TransactionPart.Verdict;
import dev.stator.expression.Condition;
import dev.stator.expression.Path;
import dev.stator.internal.protocol.ItemId;
import dev.stator.internal.protocol.WriteAction;
import dev.stator.value.AttributeValue;
import dev.stator.value.Item;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * One attempt of a transaction: what it sends, made from what is in place. First what the caller asked for, in the caller's
 * order, then the guards of unique values, then the counters.
 */
final class TransactionPlan {
    /** The numbers that a counter gives. */
    private static final class Numbers {
        private final TransactAction<?> of;
        private final long before;
        private long last;

        Numbers(TransactAction<?> of, long before) {
            this.of = of;
            this.before = before;
            this.last = before;
        }
    }

    private final FoundItems inPlace;
    private final Instant now;
    private final boolean exact;
    private final Set<ItemId> numbered = new HashSet<>();
    private final List<TransactionPart> parts = new ArrayList<>();
    private final UniqueGuards guards = new UniqueGuards();
    private final Map<Counter, Numbers> counters = new LinkedHashMap<>();

    private TransactionPlan(FoundItems inPlace, Instant now, boolean exact) {
        this.inPlace = inPlace;
        this.now = now;
        this.exact = exact;
    }

    /** What must be read before actions can be planned: the items whose unique values change, and the counters. */
    static Set<Get<Item>> reads(Collection<TransactAction<?>> actions) {
        Set<Get<Item>> reads = new LinkedHashSet<>();
        for (TransactAction<?> action : actions) {
            if (action instanceof NumberedPut<?> put) {
                reads.add(put.counter().item());
            } else if (action instanceof Write<?, ?> write && write.keepsGuards()) {
                reads.add(write.inPlace());
            }
        }
        return reads;
    }

    /** What the {@link #reads} would find where no counter of these actions has given a number yet. */
    static FoundItems example(Collection<TransactAction<?>> actions, FoundItems inPlace) {
        FoundItems example = inPlace;
        for (TransactAction<?> action : actions) {
            if (action instanceof NumberedPut<?> put) {
                example = example.with(put.counter().item(), Counter.NEW);
            }
        }
        return example;
    }

    /**
     * The parts of a transaction.
     *
     * @param inPlace what the {@link #reads} found
     * @param known what earlier attempts found of guards of other items than those that the transaction writes
     * @param exact whether items must be as they were read in all that they have, not in what matters to guards alone
     * @throws IllegalArgumentException if they are too many, or two are of one item or give one unique value
     */
    static List<TransactionPart> of(
            Collection<TransactAction<?>> actions, FoundItems inPlace, Instant now, KnownGuards known, boolean exact) {
        TransactionPlan plan = new TransactionPlan(inPlace, now, exact);
        actions.forEach(plan::add);
        plan.refuseNumbersOfOtherActions(actions);
        plan.parts.addAll(plan.guards.parts(known));
        plan.counters.forEach((counter, numbers) -> plan.parts.add(
                new Count(counter.move(numbers.before, numbers.last, now), numbers.of, counter, numbers.last)));
        Transaction.refuseTooMany(plan.parts.size());
        return plan.parts;
    }

    private void add(TransactAction<?> action) {
        if (action instanceof Check<?> check) {
            parts.add(new Asked(check.action(), action, Map.of(), Verdict.REFUSED));
        } else if (action instanceof NumberedPut<?> numbered) {
            Put<?> put = numbered.put(nextOf(numbered));
            if (!this.numbered.add(put.id())) {
                throw Transaction.twoOn(put.id());
            }
            parts.add(new Asked(put.action(now), action, Map.of(), Verdict.REFUSED_AS_READ));
            guard(put, action, Map.of());
        } else {
            Write<?, ?> write = (Write<?, ?>) action;
            Map<String, Optional<AttributeValue>> seen =
                    write.keepsGuards() ? TransactionPart.values(inPlace.of(write.inPlace()), seenOf(write)) : Map.of();
            parts.add(new Asked(unchanged(write.action(now), seen), action, seen, Verdict.REFUSED));
            guard(write, action, seen);
        }
    }

    /** The attributes that must be as they were read. */
    private Set<String> seenOf(Write<?, ?> write) {
        Set<String> names = new LinkedHashSet<>(write.uniques().keySet());
        if (exact) {
            names.add(write.guard.table().schema().partitionKey().name());
            inPlace.of(write.inPlace())
                    .ifPresent(item -> names.addAll(item.asMap().keySet()));
        }
        return names;
    }

    private void refuseNumbersOfOtherActions(Collection<TransactAction<?>> actions) {
        for (TransactAction<?> action : actions) {
            Optional<ItemId> id = Transaction.idOf(action).filter(numbered::contains);
            if (id.isPresent()) {
                throw Transaction.twoOn(id.get());
            }
        }
    }

    private long nextOf(NumberedPut<?> put) {
        Counter counter = put.counter();
        Numbers numbers =
                counters.computeIfAbsent(counter, one -> new Numbers(put, one.valueIn(inPlace.of(one.item()))));
        numbers.last = counter.after(numbers.last);
        return numbers.last;
    }

    private static WriteAction unchanged(WriteAction write, Map<String, Optional<AttributeValue>> seen) {
        WriteAction whole = write;
        for (Map.Entry<String, Optional<AttributeValue>> one : seen.entrySet()) {
            Condition same = one.getValue()
                    .map(value -> Path.attr(one.getKey()).eq((Object) value))
                    .orElseGet(() -> Path.attr(one.getKey()).notExists());
            whole = whole.onlyIf(same);
        }
        return whole;
    }

    private void guard(Write<?, ?> write, TransactAction<?> action, Map<String, Optional<AttributeValue>> before) {
        Table<?> table = write.guard.table();
        Item owner = write.keepsGuards() ? write.id().key() : Item.empty();
        write.uniques().forEach((name, after) -> {
            before.getOrDefault(name, Optional.empty())
                    .filter(value -> value.type().isKeyType() && !after.equals(Optional.of(value)))
                    .ifPresent(value -> guards.release(table, action, owner, name, value));
            after.ifPresent(value -> guards.claim(table, action, owner, name, value));
        });
    }
}
