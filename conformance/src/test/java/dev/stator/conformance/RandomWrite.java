package dev.stator.conformance;

import static dev.stator.conformance.RandomExpression.ID;

import dev.stator.Call;
import dev.stator.Table;
import dev.stator.Update;
import dev.stator.expression.AnyPath;
import dev.stator.expression.Condition;
import dev.stator.value.Item;
import java.util.Optional;
import java.util.Random;

/** A put, update or delete of one item, mostly under a condition; always the same for a seed. */
final class RandomWrite {
    private final long seed;

    RandomWrite(long seed) {
        this.seed = seed;
    }

    /** The write on a table; empty if the client refuses it before it is sent, for paths that overlap. */
    Optional<Call<Optional<Item>>> on(Table<Item> table) {
        Random random = new Random(seed);
        RandomExpression some = new RandomExpression(random);
        Condition condition = random.nextInt(3) == 0 ? Condition.empty() : some.condition(2);
        int kind = random.nextInt(8);
        if (kind == 0) {
            return Optional.of(table.delete(ID).onlyIf(condition).returningOld());
        } else if (kind < 3) {
            return Optional.of(table.put(some.item()).onlyIf(condition).returningOld());
        }
        try {
            return Optional.of(
                    update(table.update(ID), random, some).onlyIf(condition).returningOld());
        } catch (IllegalArgumentException overlap) {
            return Optional.empty();
        }
    }

    static Update<Item> update(Update<Item> update, Random random, RandomExpression some) {
        Update<Item> result = update;
        boolean creates = false;
        boolean removesWithin = false;
        for (int actions = 1 + random.nextInt(3); actions > 0; actions--) {
            AnyPath path = some.path();
            int kind = random.nextInt(9);
            creates |= kind < 6 || kind == 7;
            removesWithin |= kind == 6 && path.segments().size() > 1;
            result = switch (kind) {
                case 0, 1 -> result.set(path, some.value());
                case 2, 3, 4, 5 -> result.set(path, some.operand());
                case 6 -> result.remove(path);
                case 7 -> result.add(path, random.nextBoolean() ? some.number() : some.set());
                default -> result.delete(path, some.set());
            };
        }
        // DynamoDB Local makes an item of the removal of attributes from none, and refuses that of parts; the service
        // does neither.
        return creates && !removesWithin ? result : result.ifExists();
    }
}
