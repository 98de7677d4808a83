package dev.stator.codec;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/**
 * What a schema does to items that are written: make them normal, refuse bad ones, fill in stamps, keep them apart.
 *
 * @param normaliser gives the form in which a value is stored
 * @param validator throws if a value must not be stored
 * @param stamps the attributes that the library fills, each of another name
 * @param uniques the attributes whose values no two items share
 * @param counters whether the table has counters among its items
 */
record WriteRules<T>(
        UnaryOperator<T> normaliser,
        Consumer<T> validator,
        List<Stamp> stamps,
        List<String> uniques,
        boolean counters) {
    WriteRules {
        stamps = List.copyOf(stamps);
        uniques = List.copyOf(uniques);
    }

    static <T> WriteRules<T> none() {
        return new WriteRules<>(UnaryOperator.identity(), value -> {}, List.of(), List.of(), false);
    }

    WriteRules<T> normalising(UnaryOperator<T> more) {
        return new WriteRules<>(value -> more.apply(normaliser.apply(value)), validator, stamps, uniques, counters);
    }

    WriteRules<T> validating(Consumer<T> more) {
        return new WriteRules<>(normaliser, validator.andThen(more), stamps, uniques, counters);
    }

    WriteRules<T> withStamp(Stamp stamp) {
        List<Stamp> more = new ArrayList<>(stamps);
        more.add(stamp);
        return stampedAs(more);
    }

    WriteRules<T> stampedAs(List<Stamp> others) {
        return new WriteRules<>(normaliser, validator, others, uniques, counters);
    }

    WriteRules<T> withoutStamp(String name) {
        return stampedAs(
                stamps.stream().filter(stamp -> !stamp.name().equals(name)).toList());
    }

    WriteRules<T> withUnique(String name) {
        List<String> more = new ArrayList<>(uniques);
        more.add(name);
        return new WriteRules<>(normaliser, validator, stamps, more, counters);
    }

    WriteRules<T> holdingCounters() {
        return new WriteRules<>(normaliser, validator, stamps, uniques, true);
    }
}
