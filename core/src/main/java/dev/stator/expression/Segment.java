package dev.stator.expression;

import java.util.Objects;

/** One step of a document path. A bound path has only {@link Name} and {@link Index}. */
public sealed interface Segment {
    /**
     * The component of a record, whose stored name is not known before binding.
     *
     * @param owner the class that declares the accessor
     * @param accessor the accessor's name
     */
    record Component(Class<?> owner, String accessor) implements Segment {
        @Override
        public String toString() {
            return accessor;
        }
    }

    /** An attribute, or an entry of a map, by its name as stored; dots and brackets have no meaning in it. */
    record Name(String name) implements Segment {
        public Name {
            Objects.requireNonNull(name, "name");
            if (name.isEmpty()) {
                throw new IllegalArgumentException("A document path has an empty name; DynamoDB has no such attribute");
            }
        }

        @Override
        public String toString() {
            return name;
        }
    }

    /** An element of a list, counted from 0. */
    record Index(int index) implements Segment {
        public Index {
            if (index < 0) {
                throw new IllegalArgumentException(
                        "A document path has the index " + index + "; lists are counted from 0");
            }
        }

        @Override
        public String toString() {
            return "[" + index + "]";
        }
    }
}
