package dev.stator.internal.protocol;

import dev.stator.internal.json.JsonWriter;

/**
 * Lets a capacity be scaled, or changes its bounds.
 *
 * @param least the fewest units
 * @param most the most units
 */
public record RegisterScalableTargetOperation(Scalable what, long least, long most) implements ScalingOperation {
    @Override
    public String action() {
        return "RegisterScalableTarget";
    }

    @Override
    public void writeMore(JsonWriter json) {
        json.field("MinCapacity");
        json.number(least);
        json.field("MaxCapacity");
        json.number(most);
    }
}
