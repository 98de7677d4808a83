package dev.stator.internal.protocol;

import dev.stator.internal.json.JsonWriter;

/** Lets a capacity be scaled no longer; its policy goes with that. */
public record DeregisterScalableTargetOperation(Scalable what) implements ScalingOperation {
    @Override
    public String action() {
        return "DeregisterScalableTarget";
    }

    @Override
    public void writeMore(JsonWriter json) {}
}
