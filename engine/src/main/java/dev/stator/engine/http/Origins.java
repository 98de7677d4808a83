package dev.stator.engine.http;

/**
 * Which web pages a browser lets use the front. Signatures are not verified, so a page that may use it can read and change
 * everything.
 */
public enum Origins {
    /** None: no CORS headers are sent. */
    NONE,
    /** Those of every origin, as the service has it. */
    ALL
}
