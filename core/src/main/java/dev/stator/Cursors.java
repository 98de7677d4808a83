package dev.stator;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.stator.internal.json.JsonReader;
import dev.stator.internal.json.JsonWriter;
import dev.stator.internal.json.MalformedJsonException;
import dev.stator.value.Item;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * The text form of places in queries and scans, in URL-safe base64: one byte for the form, and then
 *
 * <ul>
 *   <li>open: eight bytes of the hash of what the place belongs to, and the place as JSON. That keeps mistakes away, not
 *       attackers
 *   <li>sealed: a nonce, and the place as JSON under AES-GCM, whose tag also covers what the place belongs to. The nonce is
 *       an HMAC of both, so it is never used for two texts, needs no randomness, and gives a place the same cursor each time
 * </ul>
 */
final class Cursors {
    private static final byte OPEN = 1;
    private static final byte SEALED = 2;
    private static final int HASH_BYTES = 8;
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;
    private static final int LEAST_SECRET = 16;

    /** With the first cursors are sealed; all of them open. Empty if cursors stand open. */
    private final List<Keys> keys;

    private record Keys(SecretKeySpec encryption, SecretKeySpec nonces) {}

    private Cursors(List<Keys> keys) {
        this.keys = keys;
    }

    static Cursors open() {
        return new Cursors(List.of());
    }

    static Cursors sealedWith(byte[] secret, byte[]... former) {
        return new Cursors(Stream.concat(Stream.of(secret), Arrays.stream(former))
                .map(Cursors::keysOf)
                .toList());
    }

    private static Keys keysOf(byte[] secret) {
        if (secret.length < LEAST_SECRET) {
            throw new IllegalArgumentException("cursorSecret(…) has " + secret.length + " bytes; it needs "
                    + LEAST_SECRET + " or more that nobody can guess");
        }
        SecretKeySpec root = new SecretKeySpec(secret, "HmacSHA256");
        return new Keys(
                new SecretKeySpec(mac(root, "stator cursor: encryption".getBytes(UTF_8)), "AES"),
                new SecretKeySpec(mac(root, "stator cursor: nonces".getBytes(UTF_8)), "HmacSHA256"));
    }

    /**
     * The cursor of a place.
     *
     * @param identity what it belongs to
     */
    String write(Item place, String identity) {
        byte[] json = JsonWriter.textOf(place).getBytes(UTF_8);
        byte[] hash = hash(identity);
        byte[] bytes;
        if (keys.isEmpty()) {
            bytes = join(new byte[] {OPEN}, Arrays.copyOf(hash, HASH_BYTES), json);
        } else {
            Keys newest = keys.get(0);
            byte[] nonce = Arrays.copyOf(mac(newest.nonces, hash, json), NONCE_BYTES);
            bytes = join(new byte[] {SEALED}, nonce, crypt(Cipher.ENCRYPT_MODE, newest, nonce, hash, json));
        }
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /**
     * The place of a cursor.
     *
     * @param identity what it must belong to
     * @param where the same for a message
     * @throws IllegalArgumentException if it is damaged, belongs to something else, or was not sealed with the secret
     */
    Item read(String cursor, String identity, String where) {
        if (cursor == null) {
            throw new IllegalArgumentException(
                    "The cursor for " + where + " is null; leave after(…) out to begin at the beginning");
        }
        try {
            byte[] bytes = Base64.getUrlDecoder().decode(cursor);
            byte[] json = keys.isEmpty() ? checked(bytes, identity) : opened(bytes, identity);
            return Item.readFrom(new JsonReader(json).items());
        } catch (GeneralSecurityException
                | IndexOutOfBoundsException
                | IllegalArgumentException
                | IllegalStateException
                | MalformedJsonException e) {
            throw new IllegalArgumentException(
                    "The cursor for " + where + " is damaged, or of another query or scan"
                            + (!keys.isEmpty() ? ", or was made without this client's secret" : "")
                            + ": pass what cursor() gave for the same one, unchanged",
                    e);
        }
    }

    private static byte[] checked(byte[] bytes, String identity) {
        byte[] head = join(new byte[] {OPEN}, Arrays.copyOf(hash(identity), HASH_BYTES));
        if (!Arrays.equals(head, Arrays.copyOf(bytes, head.length))) {
            throw new IllegalArgumentException("It belongs to something else, or is sealed and there is no secret");
        }
        return Arrays.copyOfRange(bytes, head.length, bytes.length);
    }

    private byte[] opened(byte[] bytes, String identity) throws GeneralSecurityException {
        if (bytes.length <= NONCE_BYTES || bytes[0] != SEALED) {
            throw new IllegalArgumentException("It is not sealed");
        }
        byte[] nonce = Arrays.copyOfRange(bytes, 1, 1 + NONCE_BYTES);
        byte[] rest = Arrays.copyOfRange(bytes, 1 + NONCE_BYTES, bytes.length);
        for (Keys one : keys) {
            try {
                return cipher(Cipher.DECRYPT_MODE, one, nonce, hash(identity)).doFinal(rest);
            } catch (AEADBadTagException e) {
                // Sealed with another; the last word is below.
            }
        }
        throw new AEADBadTagException("It was sealed with none of the secrets, or was changed");
    }

    private static byte[] crypt(int mode, Keys keys, byte[] nonce, byte[] context, byte[] text) {
        try {
            return cipher(mode, keys, nonce, context).doFinal(text);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("This Java has no AES-GCM, which every Java has", e);
        }
    }

    private static Cipher cipher(int mode, Keys keys, byte[] nonce, byte[] context) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, keys.encryption, new GCMParameterSpec(TAG_BITS, nonce));
        cipher.updateAAD(context);
        return cipher;
    }

    private static byte[] mac(SecretKeySpec key, byte[]... parts) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(key);
            for (byte[] part : parts) {
                mac.update(part);
            }
            return mac.doFinal();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("This Java has no HMAC-SHA256, which every Java has", e);
        }
    }

    private static byte[] hash(String identity) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(identity.getBytes(UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("This Java has no SHA-256, which every Java has", e);
        }
    }

    private static byte[] join(byte[]... parts) {
        byte[] all = new byte[Arrays.stream(parts).mapToInt(part -> part.length).sum()];
        int at = 0;
        for (byte[] part : parts) {
            System.arraycopy(part, 0, all, at, part.length);
            at += part.length;
        }
        return all;
    }
}
