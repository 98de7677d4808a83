package dev.stator.engine.partiql;

/** What a statement that writes gives back of the item. */
public enum Returning {
    /** The whole item as it was. */
    ALL_OLD,
    /** The whole item as it is now. */
    ALL_NEW,
    /** The parts that were written, as they were. */
    MODIFIED_OLD,
    /** The parts that were written, as they are now. */
    MODIFIED_NEW;

    /** The clause in the language. */
    String text() {
        return "RETURNING " + name().replace('_', ' ') + " *";
    }
}
