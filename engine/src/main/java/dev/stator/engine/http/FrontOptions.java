package dev.stator.engine.http;

import java.util.Objects;

/**
 * How an {@link HttpFront} serves.
 *
 * @param authentication what is asked of a request's signature; that there is one by default
 * @param origins which web pages may use the front; none by default
 */
public record FrontOptions(Authentication authentication, Origins origins) {
    private static final FrontOptions STANDARD = new FrontOptions(Authentication.REQUIRED, Origins.NONE);

    /** Checks that nothing is missing. */
    public FrontOptions {
        Objects.requireNonNull(authentication, "authentication");
        Objects.requireNonNull(origins, "origins");
    }

    /** The defaults. */
    public static FrontOptions standard() {
        return STANDARD;
    }

    /** These options with another demand of signatures. */
    public FrontOptions withAuthentication(Authentication other) {
        return new FrontOptions(other, origins);
    }

    /** These options with other web pages. */
    public FrontOptions withOrigins(Origins other) {
        return new FrontOptions(authentication, other);
    }
}
