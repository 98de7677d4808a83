package dev.stator.conformance;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Something that a server does otherwise than the service. The tests that show it name it, and fail the build when a server
 * that declares it no longer differs.
 */
enum Difference {
    MISSING_TABLE_MESSAGE("answers with a message of its own when a table is missing"),
    EXISTING_TABLE_MESSAGE("answers with a message of its own when a table exists already");

    private final String what;

    Difference(String what) {
        this.what = what;
    }

    static Set<Difference> ofDynamoDbLocal() {
        return EnumSet.of(MISSING_TABLE_MESSAGE, EXISTING_TABLE_MESSAGE);
    }

    /** The differences of these names, which have commas between them. */
    static Set<Difference> named(String names) {
        return Arrays.stream(names.split(","))
                .map(String::strip)
                .filter(name -> !name.isEmpty())
                .map(Difference::valueOf)
                .collect(Collectors.toCollection(() -> EnumSet.noneOf(Difference.class)));
    }

    @Override
    public String toString() {
        return name() + ": it " + what;
    }
}
