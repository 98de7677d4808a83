package dev.stator.engine.table;

/**
 * The key under which the service would encrypt a table instead of its own. Nothing is encrypted here.
 *
 * @param keyArn the ARN of the key; empty while it is not known
 * @param changing whether the table is just getting it, or losing it
 */
public record Encryption(String keyArn, boolean changing) {
    /** What is shown of a table that gets a key and had none. */
    public static final Encryption BEGINNING = new Encryption("", true);

    /** This key while it changes. */
    public Encryption inChange() {
        return new Encryption(keyArn, true);
    }
}
