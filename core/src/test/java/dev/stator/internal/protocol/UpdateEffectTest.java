package dev.stator.internal.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stator.codec.KeyAttribute;
import dev.stator.codec.TableSchema;
import dev.stator.expression.AnyPath;
import dev.stator.expression.Path;
import dev.stator.expression.UpdateExpression;
import dev.stator.internal.protocol.Operation.Effect;
import dev.stator.internal.protocol.UpdateItemOperation.Returned;
import dev.stator.value.Item;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Which updates may be sent again when nobody knows whether they were done. */
class UpdateEffectTest {
    private static final AnyPath A = Path.attr("a");
    private static final UpdateExpression NOTHING = UpdateExpression.empty();

    private static Effect effect(UpdateExpression update, Returned returned) {
        UpdateExpression bound =
                update.bind(TableSchema.items(KeyAttribute.string("id")).codec());
        return new UpdateItemOperation<>("t", Item.of("id", "x"), bound, Optional.empty(), returned, Item::readFrom)
                .effect();
    }

    private static Effect effect(UpdateExpression update) {
        return effect(update, Returned.NONE);
    }

    @Test
    void whatLeavesTheSameWhenDoneTwiceIsIdempotent() {
        assertThat(effect(NOTHING.set(A, (Object) 5))).isEqualTo(Effect.IDEMPOTENT_WRITE);
        assertThat(effect(NOTHING.remove(A))).isEqualTo(Effect.IDEMPOTENT_WRITE);
        assertThat(effect(NOTHING.add(A, Set.of("x")))).isEqualTo(Effect.IDEMPOTENT_WRITE);
        assertThat(effect(NOTHING.delete(A, Set.of("x")))).isEqualTo(Effect.IDEMPOTENT_WRITE);
        assertThat(effect(NOTHING.set(A, (Object) 5), Returned.ALL_NEW)).isEqualTo(Effect.IDEMPOTENT_WRITE);
    }

    @Test
    void whatCountsMovesOrTellsTheOldIsNot() {
        assertThat(effect(NOTHING.add(A, 1))).isEqualTo(Effect.WRITE);
        assertThat(effect(NOTHING.set(A, A.plus(1)))).isEqualTo(Effect.WRITE);
        assertThat(effect(NOTHING.append(A, List.of(1)))).isEqualTo(Effect.WRITE);
        assertThat(effect(NOTHING.remove(A.at(0)))).isEqualTo(Effect.WRITE);
        assertThat(effect(NOTHING.set(A.at(7), (Object) 5))).isEqualTo(Effect.WRITE);
        assertThat(effect(NOTHING.set(A, (Object) 5), Returned.ALL_OLD)).isEqualTo(Effect.WRITE);
        assertThat(effect(NOTHING.set(A, (Object) 5).add(Path.attr("b"), 1))).isEqualTo(Effect.WRITE);
    }
}
