package dev.stator.internal.parse;

import java.util.List;

/** What a text says before anything is looked up. */
sealed interface Syntax {
    /** A document path: names, {@code #} placeholders and indexes as they stand in the text. */
    record Route(List<Token> steps) implements Syntax {}

    /** A placeholder for a constant. */
    record Constant(String placeholder) implements Syntax {}

    /** A function and its arguments. */
    record Call(String function, List<Syntax> arguments) implements Syntax {}

    /** A comparison, {@code BETWEEN}, {@code IN}, a sum, or a logical operation, with its operands. */
    record Operation(String operator, List<Syntax> operands) implements Syntax {}

    /** One item of an update's section. */
    record Change(String section, Route target, List<Syntax> operands) {}

    /** All items of an update, and its sections in order, repeated ones included. */
    record Update(List<Change> changes, List<String> sections) {}
}
