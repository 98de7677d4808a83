package dev.stator.error;

import org.jspecify.annotations.Nullable;

/** There are no credentials to sign with, or their source failed. Nothing was sent. */
public class CredentialsException extends StatorException {
    private static final long serialVersionUID = 1;

    /** Says where credentials were looked for and how to provide them. */
    public CredentialsException(String message) {
        super(message);
    }

    /** The same with the failure of the source. */
    public CredentialsException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }

    @Override
    public String code() {
        return "NoCredentials";
    }
}
