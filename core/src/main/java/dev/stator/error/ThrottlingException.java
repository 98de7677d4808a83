package dev.stator.error;

import java.io.Serializable;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The service asked to slow down, still so after the last attempt: a limit of the table, the account or the partition. */
public class ThrottlingException extends ServiceException {
    private static final long serialVersionUID = 1;

    /**
     * Which limit of what was reached.
     *
     * @param reason the service's word for the limit, such as {@code TableReadProvisionedThroughputExceeded} or {@code
     *     IndexWriteKeyRangeThroughputExceeded}
     * @param resource the ARN of the table or index; empty if the service does not say
     */
    public record Reason(String reason, String resource) implements Serializable {}

    @SuppressWarnings("serial") // Lists of List.copyOf can be serialized.
    private final List<Reason> reasons;

    /** An exception for this failure, with what the service says of the limits that were reached. */
    public ThrottlingException(ServiceFailure failure, List<Reason> reasons) {
        super(failure, failure.describe() + limits(reasons) + failure.outcome());
        this.reasons = List.copyOf(reasons);
    }

    private static String limits(List<Reason> reasons) {
        return reasons.isEmpty()
                ? ""
                : ". What was reached: "
                        + reasons.stream()
                                .map(reason -> reason.reason()
                                        + (reason.resource().isEmpty() ? "" : " of " + reason.resource()))
                                .collect(Collectors.joining(", "));
    }

    /** Which limits were reached; empty if the service does not say. */
    public List<Reason> reasons() {
        return reasons;
    }

    @Override
    protected void describeTo(Map<String, Object> map) {
        super.describeTo(map);
        if (!reasons.isEmpty()) {
            map.put(
                    "reasons",
                    reasons.stream()
                            .map(reason -> Map.of("reason", reason.reason(), "resource", reason.resource()))
                            .toList());
        }
    }
}
