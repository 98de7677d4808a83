package dev.stator.engine.table;

/**
 * The key under which the service would encrypt a table instead of its own. Nothing is encrypted here.
 *
 * @param keyArn the ARN of the key
 * @param changing whether the table is just getting it, or losing it
 */
public record Encryption(String keyArn, boolean changing) {
    /** This key while it changes. */
    public Encryption inChange() {
        return new Encryption(keyArn, true);
    }
}
