package dev.stator.internal.protocol;

import dev.stator.internal.json.JsonWriter;
import java.time.Duration;

/**
 * Says how a capacity is scaled: so that as much of it is used as wished.
 *
 * @param percent how much of the capacity is to be used
 * @param pauseOut how long to wait after more was provisioned before still more is
 * @param pauseIn how long to wait after less was provisioned before still less is
 */
public record PutScalingPolicyOperation(Scalable what, double percent, Duration pauseOut, Duration pauseIn)
        implements ScalingOperation {
    @Override
    public String action() {
        return "PutScalingPolicy";
    }

    @Override
    public void writeMore(JsonWriter json) {
        Fields.text(json, "PolicyName", what.metric() + ":" + what.resource());
        Fields.text(json, "PolicyType", "TargetTrackingScaling");
        json.field("TargetTrackingScalingPolicyConfiguration");
        json.startObject();
        json.field("TargetValue");
        json.number(percent);
        json.field("PredefinedMetricSpecification");
        json.startObject();
        Fields.text(json, "PredefinedMetricType", what.metric());
        json.endObject();
        json.field("ScaleOutCooldown");
        json.number(pauseOut.toSeconds());
        json.field("ScaleInCooldown");
        json.number(pauseIn.toSeconds());
        json.endObject();
    }
}
