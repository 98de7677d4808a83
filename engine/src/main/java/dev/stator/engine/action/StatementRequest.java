package dev.stator.engine.action;

import dev.stator.engine.item.Attribute;
import dev.stator.engine.partiql.Statement;
import dev.stator.engine.partiql.StatementReader;
import dev.stator.engine.request.Field;
import dev.stator.engine.request.Parameters;
import dev.stator.engine.request.Type;
import dev.stator.value.AttributeValue;
import java.util.List;

/**
 * A statement as a request brought it.
 *
 * @param text the statement
 * @param parameters the sound values for its question marks
 */
record StatementRequest(String text, List<AttributeValue> parameters) {
    static final Field<String> STATEMENT =
            Field.of("Statement", Type.TEXT).notNull().length(1, 8192);
    static final Field<List<Attribute>> PARAMETERS =
            Field.of("Parameters", Type.longListOf(Type.PARAMETER)).minLength(1);

    /**
     * The statement among these parameters of a request.
     *
     * @throws dev.stator.engine.fault.Fault a ValidationException if a value is not sound, whatever the statement
     */
    static StatementRequest of(Parameters in) {
        List<Attribute> given = in.get(PARAMETERS);
        return new StatementRequest(
                in.require(STATEMENT),
                given == null ? List.of() : given.stream().map(Attribute::value).toList());
    }

    Statement read() {
        return StatementReader.read(text, parameters);
    }

    /** Tells statements with other parameters apart. */
    byte[] fingerprint() {
        return Fingerprint.of(List.of(text, parameters));
    }
}
