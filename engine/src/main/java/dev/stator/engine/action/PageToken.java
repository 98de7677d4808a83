package dev.stator.engine.action;

import dev.stator.engine.fault.Fault;
import dev.stator.engine.item.Attributes;
import dev.stator.engine.item.StoredItem;
import dev.stator.engine.request.Field;
import dev.stator.engine.request.Parameters;
import dev.stator.engine.request.RequestBody;
import dev.stator.engine.request.Shape;
import dev.stator.engine.request.Type;
import dev.stator.engine.table.Index;
import dev.stator.engine.table.KeyCheck;
import dev.stator.engine.table.Table;
import dev.stator.internal.json.JsonWriter;
import dev.stator.value.AttributeValue;
import java.util.Base64;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where the next page of a statement begins, in the form of {@code NextToken}, which holds for the same statement only.
 *
 * @param step which of the statement's reads goes on
 * @param key the key behind which it does
 */
record PageToken(int step, Map<String, AttributeValue> key) {
    private static final Field<Integer> STEP =
            Field.of("s", Type.INTEGER).notNull().atLeast(0);
    private static final Field<Attributes> KEY = Field.of("k", Type.ATTRIBUTES).notNull();
    private static final Field<String> FINGERPRINT = Field.of("f", Type.TEXT).notNull();
    private static final Shape SHAPE = Shape.of("NextToken", STEP, KEY, FINGERPRINT);

    /** The text of this token for a statement of this fingerprint. */
    String text(byte[] fingerprint) {
        JsonWriter out = new JsonWriter();
        out.startObject();
        out.field(STEP.name());
        out.number(step);
        out.field(KEY.name());
        StoredItem.write(key, out);
        out.field(FINGERPRINT.name());
        out.text(Base64.getEncoder().encodeToString(fingerprint));
        out.endObject();
        return Base64.getEncoder().encodeToString(out.toByteArray());
    }

    /**
     * The token of a text.
     *
     * @throws Fault a ValidationException if it is none, or belongs to another statement
     */
    static PageToken of(String text, byte[] fingerprint) {
        PageToken token;
        Parameters parts;
        try {
            parts = RequestBody.read(Base64.getDecoder().decode(text), SHAPE);
            token = new PageToken(parts.require(STEP), parts.require(KEY).values());
        } catch (IllegalArgumentException | Fault unreadable) {
            throw invalid();
        }
        if (!parts.require(FINGERPRINT).equals(Base64.getEncoder().encodeToString(fingerprint))) {
            throw Fault.validation("NextToken does not match request");
        }
        return token;
    }

    private static Fault invalid() {
        return Fault.validation("Invalid NextToken");
    }

    /** Refuses a token that does not fit into a plan of so many reads of a table or index. */
    void check(int steps, Table table, @Nullable Index index) {
        try {
            KeyCheck.parts(key, table.key());
            if (index != null) {
                KeyCheck.parts(key, index.key());
            }
        } catch (Fault unfit) {
            throw invalid();
        }
        if (step >= steps || !key.keySet().equals(StartKey.names(table, index))) {
            throw invalid();
        }
    }
}
