package dev.stator.codec;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/**
 * What a schema does to items that are written: make them normal, refuse bad ones, fill in stamps.
 *
 * @param normaliser gives the form in which a value is stored
 * @param validator throws if a value must not be stored
 * @param stamps the attributes that the library fills, each of another name
 */
record WriteRules<T>(UnaryOperator<T> normaliser, Consumer<T> validator, List<Stamp> stamps) {
    WriteRules {
        stamps = List.copyOf(stamps);
    }

    static <T> WriteRules<T> none() {
        return new WriteRules<>(UnaryOperator.identity(), value -> {}, List.of());
    }

    WriteRules<T> normalising(UnaryOperator<T> more) {
        return new WriteRules<>(value -> more.apply(normaliser.apply(value)), validator, stamps);
    }

    WriteRules<T> validating(Consumer<T> more) {
        return new WriteRules<>(normaliser, validator.andThen(more), stamps);
    }

    WriteRules<T> withStamp(Stamp stamp) {
        List<Stamp> more = new ArrayList<>(stamps);
        more.add(stamp);
        return new WriteRules<>(normaliser, validator, more);
    }

    WriteRules<T> stampedAs(List<Stamp> others) {
        return new WriteRules<>(normaliser, validator, others);
    }

    WriteRules<T> withoutStamp(String name) {
        return new WriteRules<>(
                normaliser,
                validator,
                stamps.stream().filter(stamp -> !stamp.name().equals(name)).toList());
    }
}
