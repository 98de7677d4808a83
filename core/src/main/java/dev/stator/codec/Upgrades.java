package dev.stator.codec;

import dev.stator.error.CodecException;
import dev.stator.value.AttributeValue;
import dev.stator.value.Item;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The functions that make values of older shapes of a class new.
 *
 * @param oldest the number of the oldest shape that there is a function for, or the current one
 * @param steps the functions, from that one on
 * @param keys the attributes that they must leave as they are
 */
record Upgrades(Class<?> type, ShapeNumber shape, int oldest, List<MethodHandle> steps, List<String> keys) {
    Upgrades {
        steps = List.copyOf(steps);
        keys = List.copyOf(keys);
    }

    /**
     * Those of a class; empty if it has no number.
     *
     * @param keys the attributes that are keys of the table
     * @throws IllegalArgumentException if a function is missing, is there twice, or is none
     */
    static Optional<Upgrades> of(Class<?> type, List<String> keys, MethodHandles.@Nullable Lookup access) {
        Map<Integer, MethodHandle> steps = new TreeMap<>();
        for (Method method : type.getDeclaredMethods()) {
            UpgradeFrom said = method.getAnnotation(UpgradeFrom.class);
            if (said != null && steps.put(said.value(), handle(type, method, access)) != null) {
                throw refusal(type, "has two methods with @UpgradeFrom(" + said.value() + "); keep one");
            }
        }
        Shape said = type.getAnnotation(Shape.class);
        if (said == null) {
            if (!steps.isEmpty()) {
                throw refusal(type, "has an @UpgradeFrom, and no @Shape that numbers what it is now");
            }
            return Optional.empty();
        } else if (said.value() < 1 || said.attribute().isEmpty()) {
            throw refusal(
                    type,
                    "has a @Shape of " + said.value() + " in \"" + said.attribute()
                            + "\"; shapes are numbered from 1, in an attribute with a name");
        }
        int oldest = steps.isEmpty() ? said.value() : steps.keySet().iterator().next();
        List<MethodHandle> inOrder = new ArrayList<>();
        for (int number = oldest; number < said.value(); number++) {
            MethodHandle step = steps.remove(number);
            if (step == null) {
                throw refusal(type, "upgrades from shape " + oldest + ", and has no @UpgradeFrom(" + number + ")");
            }
            inOrder.add(step);
        }
        if (!steps.isEmpty() || oldest < 1) {
            throw refusal(
                    type,
                    "is of shape " + said.value() + ", and has an @UpgradeFrom for "
                            + (oldest < 1 ? oldest : steps.keySet().iterator().next())
                            + "; shapes are numbered from 1 to that of the class");
        }
        return Optional.of(new Upgrades(type, new ShapeNumber(said.attribute(), said.value()), oldest, inOrder, keys));
    }

    private static MethodHandle handle(Class<?> type, Method method, MethodHandles.@Nullable Lookup access) {
        if (!Members.isStatic(method)
                || method.getReturnType() != Item.class
                || method.getParameterCount() != 1
                || method.getParameterTypes()[0] != Item.class) {
            throw refusal(
                    type,
                    "has an @UpgradeFrom on " + method.getName() + ", which is no static method that takes and gives an"
                            + " Item");
        }
        return Access.member(type, access, lookup -> lookup.unreflect(method));
    }

    private static IllegalArgumentException refusal(Class<?> type, String problem) {
        return new IllegalArgumentException(type.getName() + " " + problem);
    }

    /**
     * The attributes of a stored value as they would be stored now, without the number of the shape.
     *
     * @throws CodecException if it is of a newer shape, or of one too old, or a function fails or changes a key
     */
    Item upgraded(Item stored) {
        int number = number(stored.get(shape.attribute()).orElse(null));
        Item item = stored.without(shape.attribute());
        for (int from = number; from < shape.current(); from++) {
            item = step(from, item);
        }
        return item;
    }

    /** The number that an attribute holds; 1 if there is none. */
    int number(@Nullable AttributeValue stored) {
        if (stored == null || stored == AttributeValue.Null.NULL) {
            return checked(1);
        }
        try {
            return checked(((AttributeValue.N) stored).value().intValueExact());
        } catch (ArithmeticException | ClassCastException e) {
            throw misfit("found what is no number of a shape", e);
        }
    }

    private int checked(int number) {
        if (number > shape.current()) {
            throw misfit(
                    "found shape " + number + " of a " + type.getSimpleName() + ", and this program knows shapes up to "
                            + shape.current() + "; a newer one has stored it, so update this one",
                    null);
        } else if (number < oldest) {
            throw misfit(
                    "found shape " + number + " of a " + type.getSimpleName() + ", which upgrades from shape " + oldest
                            + " on; add the methods with @UpgradeFrom for what is older",
                    null);
        }
        return number;
    }

    private CodecException misfit(String problem, @Nullable Exception cause) {
        return new CodecException(shape.attribute(), problem, cause);
    }

    private Item step(int from, Item old) {
        Item next;
        try {
            next = (Item) steps.get(from - oldest).invokeExact(old);
        } catch (Error e) {
            throw e;
        } catch (Throwable e) {
            throw new CodecException(
                    "",
                    "the upgrade of a " + type.getSimpleName() + " from shape " + from + " failed: "
                            + e.getClass().getName(),
                    e);
        }
        if (next == null) {
            throw new CodecException(
                    "", "the upgrade of a " + type.getSimpleName() + " from shape " + from + " gave null", null);
        }
        for (String key : keys) {
            if (!next.get(key).equals(old.get(key))) {
                throw new CodecException(
                        key,
                        "the upgrade of a " + type.getSimpleName() + " from shape " + from
                                + " changed the key, and an item keeps its key",
                        null);
            }
        }
        return next;
    }

    /** Checks that what was made new has a key with which it is stored, also one that is made of other attributes. */
    static void checkKey(String key, Item stored, Optional<AttributeValue> now) {
        if (stored.has(key) && !now.equals(stored.get(key))) {
            throw new CodecException(
                    key,
                    "the upgrade from an older shape changed what the key is made of, and an item keeps its key; leave"
                            + " that as it is",
                    null);
        }
    }
}
