package dev.stator.expression;

/** Stands in a {@link Value} for a constant that is supplied later. */
record Parameter(String name) {
    Parameter {
        if (name.isEmpty()) {
            throw new IllegalArgumentException("A parameter has an empty name; name it as its values will be named");
        }
    }

    @Override
    public String toString() {
        return ":" + name;
    }
}
