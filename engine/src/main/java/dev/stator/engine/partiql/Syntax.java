package dev.stator.engine.partiql;

import dev.stator.engine.fault.Fault;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a statement says before its parameters are known, and before anybody asks whether the service does such a thing. */
sealed interface Syntax {
    /** The error for something that expressions cannot hold. */
    static Fault unsupported(Syntax syntax) {
        String what = syntax instanceof Moment ? "UNKNOWN" : syntax.at().text();
        return Fault.validation(
                "Unsupported token in expression: " + what + syntax.at().position());
    }

    /** Where it stands; of an operation where its operator does. */
    Token at();

    /** A string. */
    record Text(Token at) implements Syntax {}

    /** A number, which may have been given signs. */
    record Numeral(Token at, boolean negative) implements Syntax {
        String text() {
            return negative ? "-" + at.text() : at.text();
        }
    }

    /** {@code true}, {@code false} or {@code null}. */
    record Constant(Token at) implements Syntax {}

    /** {@code MISSING}, which is no value. */
    record Missing(Token at) implements Syntax {}

    /** A value of a kind that the service does not have. */
    record Ion(Token at) implements Syntax {}

    /** A literal of a date or time, which the service does not have. */
    record Moment(Token at, String type) implements Syntax {}

    /** A {@code ?}: which of the parameters, counted from 0. */
    record Parameter(Token at, int position) implements Syntax {}

    /** A {@code *} within a path. */
    record Star(Token at) implements Syntax {}

    /** Something that PartiQL has and the service does not, by the name in its messages. */
    record Unsupported(Token at, String operation) implements Syntax {}

    /** The name of an attribute. */
    record Name(Token at) implements Syntax {}

    /** A path: what it begins with, and its steps. */
    record Path(Syntax root, List<Step> steps) implements Syntax {
        @Override
        public Token at() {
            return root.at();
        }
    }

    /** One step of a path: a name behind a dot, or something in brackets. */
    record Step(Syntax syntax, boolean bracketed) {}

    /** A function and its arguments. */
    record Call(Token at, List<Syntax> arguments) implements Syntax {
        String name() {
            return at.lowerCase();
        }
    }

    /** An operation, its operator in small letters and its operands. */
    record Operation(Token at, String operator, List<Syntax> operands) implements Syntax {}

    /** {@code IS} with the name of a type. */
    record Typed(Token at, Syntax operand, String type) implements Syntax {}

    /** A map. */
    record Struct(Token at, List<Field> fields) implements Syntax {}

    /** One entry of a map. */
    record Field(Syntax key, Syntax value) {}

    /** A list. */
    record Sequence(Token at, List<Syntax> elements) implements Syntax {}

    /** A bag, which is a set. */
    record Bag(Token at, List<Syntax> elements) implements Syntax {}

    /** {@code SELECT}. */
    record Select(
            Token at,
            @Nullable List<Syntax> projection,
            Source source,
            @Nullable Syntax where,
            List<Order> orders) implements Syntax {}

    /** One part of {@code ORDER BY}. */
    record Order(Syntax key, boolean descending) {}

    /** Where a statement reads or writes: a table, or a table and an index. */
    record Source(Syntax path) {}

    /** {@code INSERT}. */
    record Insert(Token at, Syntax target, Syntax item) implements Syntax {}

    /** {@code UPDATE}, and the same with {@code FROM} in front. */
    record Update(
            Token at,
            Source source,
            List<Change> changes,
            @Nullable Syntax where,
            @Nullable Returning returning) implements Syntax {}

    /** One assignment or removal; of a removal the value is absent. */
    record Change(Syntax target, @Nullable Syntax value) {}

    /** {@code DELETE}. */
    record Delete(
            Token at,
            Source source,
            @Nullable Syntax where,
            @Nullable Returning returning) implements Syntax {}
}
