package dev.stator.engine.table;

import java.util.List;

/**
 * How the service would store a table, which changes what that costs and nothing else.
 *
 * @param name the name of the class
 * @param changedMillis when the table got it; 0 if it was created with it
 */
public record TableClass(String name, long changedMillis) {
    /** The class of a table that has asked for none. */
    public static final String STANDARD = "STANDARD";

    /** The classes that there are. */
    public static final List<String> ALL = List.of(STANDARD, "STANDARD_INFREQUENT_ACCESS");
}
