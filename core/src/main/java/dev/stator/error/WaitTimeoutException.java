package dev.stator.error;

import java.util.Map;

/**
 * What was waited for did not come within the call's time; it may still come. Look again, or wait again with a longer
 * {@code within(…)}.
 */
public class WaitTimeoutException extends UnconfirmedException {
    private static final long serialVersionUID = 1;

    private final String lastSeen;
    private final boolean accepted;

    /**
     * Says what was waited for.
     *
     * @param lastSeen the state that was seen last
     * @param accepted whether the service had accepted a change before
     */
    public WaitTimeoutException(String message, String lastSeen, boolean accepted) {
        super(message, null);
        this.lastSeen = lastSeen;
        this.accepted = accepted;
    }

    @Override
    public String code() {
        return "WaitTimedOut";
    }

    /** The state that was seen last, in the service's word; empty if what was looked at was not there. */
    public String lastSeen() {
        return lastSeen;
    }

    @Override
    protected void describeTo(Map<String, Object> map) {
        map.put("lastSeen", lastSeen);
    }

    /** Whether the service had accepted a change; {@code false} for a call that only waited. */
    @Override
    public boolean mayHaveApplied() {
        return accepted;
    }
}
