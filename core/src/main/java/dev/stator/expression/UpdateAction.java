package dev.stator.expression;

/** One change of an update: what happens at one path. */
public sealed interface UpdateAction {
    /** Where the change happens. */
    Path<?> path();

    /**
     * Assigns what an operand gives, computed from the item as it was before the update.
     *
     * @param path where
     * @param value what
     */
    record Set(Path<?> path, SetOperand value) implements UpdateAction {
        @Override
        public String toString() {
            return "SET " + path + " = " + value;
        }
    }

    /**
     * Removes what is there, if anything is.
     *
     * @param path where
     */
    record Remove(Path<?> path) implements UpdateAction {
        @Override
        public String toString() {
            return "REMOVE " + path;
        }
    }

    /**
     * Adds to a number, which begins at 0, or elements to a set, which begins empty.
     *
     * @param path where
     * @param value a number or a set
     */
    record Add(Path<?> path, Value value) implements UpdateAction {
        @Override
        public String toString() {
            return "ADD " + path + " " + value;
        }
    }

    /**
     * Takes elements out of a set, and the attribute away with the last of them.
     *
     * @param path where
     * @param value a set
     */
    record Delete(Path<?> path, Value value) implements UpdateAction {
        @Override
        public String toString() {
            return "DELETE " + path + " " + value;
        }
    }
}
