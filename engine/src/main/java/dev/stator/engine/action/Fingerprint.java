package dev.stator.engine.action;

import dev.stator.engine.request.RequestJson;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** A hash of sound parameters that does not depend on the order in which maps came, so that a repeated request has the same. */
final class Fingerprint {
    private Fingerprint() {}

    static byte[] of(Object parameters) {
        return sha256().digest(RequestJson.of(parameters));
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JDK has SHA-256", e);
        }
    }
}
