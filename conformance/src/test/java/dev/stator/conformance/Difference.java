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
    MISSING_TABLE_MESSAGE("has a message of its own for a table that is missing"),
    EXISTING_TABLE_MESSAGE("has a message of its own for a table that exists already"),
    KEY_MESSAGES("has messages of its own for keys that do not fit the schema"),
    NUMBER_MESSAGES("has messages of its own for numbers out of range"),
    DUPLICATES_MESSAGE("leaves out the full stop of the message for a set with duplicates"),
    TABLE_MESSAGES("has messages of its own for tables that cannot be created"),
    UNUSED_THROUGHPUT("takes a throughput for a table that is paid by request"),
    EQUAL_NUMBERS_IN_A_BATCH("takes equal numbers of another form for other keys in a batch"),
    INVALID_UPDATE_IN_TRANSACTION("refuses a transaction as invalid where the service gives a reason for each action"),
    BROKEN_JSON("fails inside where the service refuses JSON of a wrong form"),
    PARAMETER_MESSAGES("has messages of its own for parameters that are missing or out of range"),
    REMOVAL_CREATES("makes an item of its key alone for an update that only removes attributes of a missing one"),
    SINGLE_INDEX_KEYS("knows no indexes whose keys are several attributes each"),
    SIZE_AS_NAME("takes the reserved word size as a name"),
    NO_TAGS("has no tags of tables"),
    NO_COLLECTION_SIZES("does not tell how large item collections are"),
    NO_STREAMS("has no streams of changes"),
    LATE_EXPIRY("removes items whose time is over later than a test can wait"),
    WHOLE_ATTRIBUTES_UPDATED("gives whole attributes as updated where the service gives the updated parts"),
    STATEMENT_ERRORS("has codes and messages of its own for statements that fail"),
    OVERLAPPING_STATEMENTS("takes statements whose conditions on keys overlap, or whose order is across partitions"),
    LONG_STATEMENT_PAGES("gives more than ten items in a page of a statement that reads several partitions"),
    NO_STATEMENT_CAPACITY("does not tell what statements consume");

    private final String what;

    Difference(String what) {
        this.what = what;
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
