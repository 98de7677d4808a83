package dev.stator.conformance;

import static dev.stator.conformance.RandomExpression.ID;

import dev.stator.Table;
import dev.stator.expression.Condition;
import dev.stator.expression.Path;
import dev.stator.value.Item;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/** A get, query or scan with a projection, a filter or both; always the same for a seed. */
final class RandomRead {
    private final long seed;

    RandomRead(long seed) {
        this.seed = seed;
    }

    /** What it finds; empty if the client refuses it before it is sent, for paths that overlap. */
    Optional<List<Item>> from(Table<Item> table) {
        Random random = new Random(seed);
        RandomExpression some = new RandomExpression(random);
        Path<?>[] paths = new Path<?>[1 + random.nextInt(3)];
        for (int i = 0; i < paths.length; i++) {
            paths[i] = some.path();
        }
        Condition filter = some.condition(2);
        try {
            return Optional.of(
                    switch (random.nextInt(4)) {
                        case 0 ->
                            table.get(ID).consistent().select(paths).execute().stream()
                                    .toList();
                        case 1 -> table.query(ID).consistent().where(filter).execute();
                        case 2 ->
                            table.scan()
                                    .consistent()
                                    .where(filter)
                                    .select(paths)
                                    .execute();
                        default ->
                            table.query(ID)
                                    .consistent()
                                    .where(filter)
                                    .select(paths)
                                    .limit(1)
                                    .execute();
                    });
        } catch (IllegalArgumentException overlap) {
            return Optional.empty();
        }
    }
}
