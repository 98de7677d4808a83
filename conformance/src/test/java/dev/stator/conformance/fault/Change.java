package dev.stator.conformance.fault;

import dev.stator.Call;
import dev.stator.TransactAction;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A write of one item, and what it must make of the world.
 *
 * @param key the table and the item
 * @param call how it is sent alone; none for a check
 * @param action how it is a part of a transaction; none for what gives more than the service does there
 * @param allowed whether its conditions hold
 * @param effect what it does, if they do
 * @param result what it gives then; not looked at if empty
 * @param claims the unique value that it gives the item; a transaction takes two of one value for misuse
 */
record Change(
        String what,
        String key,
        @Nullable Call<?> call,
        @Nullable TransactAction<?> action,
        Predicate<World> allowed,
        UnaryOperator<World> effect,
        Function<World, Optional<Object>> result,
        Optional<String> claims) {
    /** This write, of which is known what it gives. */
    Change giving(Function<World, Optional<Object>> told) {
        return new Change(what, key, call, action, allowed, effect, told, claims);
    }

    /** This write, which gives the item a unique value. */
    Change claiming(String value) {
        return new Change(what, key, call, action, allowed, effect, result, Optional.of(value));
    }

    @Override
    public String toString() {
        return what + " on " + key;
    }
}
