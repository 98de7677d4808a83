package dev.stator.error;

import org.jspecify.annotations.Nullable;

/**
 * The service accepted a change that takes it a while, such as the creation of a table, but it was not seen to be done: the
 * deadline came first, looking failed, or what was seen does not become it by itself. It may still be done. Or a write was done, but the item as it is afterwards, which the
 * call was to give, could not be read, as the message says.
 */
public class UnconfirmedException extends StatorException {
    private static final long serialVersionUID = 1;

    /** Says what was waited for. */
    public UnconfirmedException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }

    @Override
    public String code() {
        return "Unconfirmed";
    }

    /** {@code true}; for a {@link WaitTimeoutException} only if the service accepted a change before. */
    @Override
    public boolean mayHaveApplied() {
        return true;
    }
}
