package dev.stator.error;

import org.jspecify.annotations.Nullable;

/** There are no credentials to sign with, or their source failed. Nothing was sent. */
public class CredentialsException extends StatorException {
    private static final long serialVersionUID = 1;

    /** Whether the source is not set up at all. */
    private boolean notSetUp;

    /** Says where credentials were looked for and how to provide them. */
    public CredentialsException(String message) {
        super(message);
    }

    /** The same with the failure of the source. */
    public CredentialsException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }

    /**
     * What a place of the credential chain throws that nobody has set up, so that the next one is asked. Any other failure ends the
     * search: who set the place up means it, and what comes behind could be another identity.
     *
     * @param message what is not set
     */
    public static CredentialsException notSetUp(String message) {
        CredentialsException none = new CredentialsException(message);
        none.notSetUp = true;
        return none;
    }

    /** Whether its source is not set up at all, in contrast to one that is and fails. */
    public boolean isNotSetUp() {
        return notSetUp;
    }

    @Override
    public String code() {
        return "NoCredentials";
    }
}
