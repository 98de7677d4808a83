package dev.stator.internal.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.stator.transport.Credentials;
import dev.stator.transport.Region;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicReferenceArray;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * AWS Signature Version 4 for requests of one method to one path, without a query.
 *
 * <p>A signature takes three hashes that cannot be avoided: of the body, of the canonical request, and the keyed one of
 * the string to sign. All else is kept from one request to the next: the key, which four more keyed hashes derive from
 * the credentials, the day, the region and the service, and the digests and buffers. The latter wait in a few slots
 * rather than in thread locals, because virtual threads would make new ones for every request.
 */
final class SigV4 {
    private static final String ALGORITHM = "AWS4-HMAC-SHA256";
    private static final String HMAC = "HmacSHA256";
    private static final byte[] HEX = "0123456789abcdef".getBytes(ISO_8859_1);
    private static final String UNRESERVED = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~/";
    private static final int SLOTS = 16;

    private final String firstLines;
    private final String region;
    private final String service;
    private final AtomicReferenceArray<@Nullable Workbench> benches = new AtomicReferenceArray<>(SLOTS);
    private volatile @Nullable Key key;

    /** A signer; {@code path} is the path as it is sent, that is, already percent-encoded. */
    SigV4(String method, String path, Region region, String service) {
        this.firstLines = method + "\n" + encoded(path) + "\n\n";
        this.region = region.id();
        this.service = service;
    }

    /**
     * The value of the Authorization header.
     *
     * @param headers the headers to sign, x-amz-date among them: names in lower case and values in turn, sorted by name
     */
    String authorization(String[] headers, byte[] body, Credentials credentials, SigningTime time) {
        Key current = key(credentials, time);
        int slot = Long.hashCode(Thread.currentThread().getId() * 0x9E3779B97F4A7C15L) >>> 28;
        Workbench waiting = benches.getAndSet(slot, null);
        Workbench bench = waiting == null ? new Workbench() : waiting;
        String authorization = bench.authorization(firstLines, headers, body, current, time);
        benches.set(slot, bench);
        return authorization;
    }

    private Key key(Credentials credentials, SigningTime time) {
        Key known = key;
        if (known != null && known.fits(credentials, time)) {
            return known;
        }
        Key derived = derive(credentials, time);
        key = derived;
        return derived;
    }

    private Key derive(Credentials credentials, SigningTime time) {
        try {
            byte[] bytes = ("AWS4" + credentials.secretAccessKey()).getBytes(UTF_8);
            Mac mac = Mac.getInstance(HMAC);
            for (String part : new String[] {time.date(), region, service, "aws4_request"}) {
                mac.init(new SecretKeySpec(bytes, HMAC));
                bytes = mac.doFinal(part.getBytes(UTF_8));
            }
            String scope = time.date() + "/" + region + "/" + service + "/aws4_request";
            return new Key(credentials, time.date(), scope, new SecretKeySpec(bytes, HMAC));
        } catch (GeneralSecurityException e) {
            throw unusable(e);
        }
    }

    /** Encodes once more what is encoded already, as every service but S3 does. */
    private static String encoded(String path) {
        StringBuilder encoded = new StringBuilder();
        for (byte b : path.getBytes(UTF_8)) {
            if (UNRESERVED.indexOf(b) >= 0) {
                encoded.append((char) b);
            } else {
                encoded.append('%')
                        .append(Character.toUpperCase((char) HEX[b >> 4 & 15]))
                        .append(Character.toUpperCase((char) HEX[b & 15]));
            }
        }
        return encoded.toString();
    }

    private static IllegalStateException unusable(GeneralSecurityException e) {
        return new IllegalStateException("This Java runtime cannot sign requests: it lacks SHA-256 or " + HMAC, e);
    }

    /** A derived key and what it was derived from; a plain class, so that nothing prints it. */
    private static final class Key {
        private final Credentials credentials;
        private final String date;
        final String scope;
        final SecretKeySpec bytes;

        Key(Credentials credentials, String date, String scope, SecretKeySpec bytes) {
            this.credentials = credentials;
            this.date = date;
            this.scope = scope;
            this.bytes = bytes;
        }

        boolean fits(Credentials others, SigningTime time) {
            return date.equals(time.date()) && credentials.equals(others);
        }
    }

    /** Digests and a buffer, used by one thread at a time. */
    private static final class Workbench {
        private final MessageDigest sha256;
        private final Mac mac;
        private final byte[] hash = new byte[32];
        private byte[] buffer = new byte[2048];
        private int size;
        private @Nullable Key loaded;

        Workbench() {
            try {
                sha256 = MessageDigest.getInstance("SHA-256");
                mac = Mac.getInstance(HMAC);
            } catch (GeneralSecurityException e) {
                throw unusable(e);
            }
        }

        String authorization(String firstLines, String[] headers, byte[] body, Key key, SigningTime time) {
            try {
                size = 0;
                put(firstLines);
                for (int i = 0; i < headers.length; i += 2) {
                    put(headers[i]);
                    put(':');
                    put(headers[i + 1]);
                    put('\n');
                }
                put('\n');
                int names = size;
                for (int i = 0; i < headers.length; i += 2) {
                    put(headers[i]);
                    put(i + 2 < headers.length ? ';' : '\n');
                }
                int namesEnd = size - 1;
                sha256.update(body, 0, body.length);
                sha256.digest(hash, 0, hash.length);
                putHash();

                sha256.update(buffer, 0, size);
                sha256.digest(hash, 0, hash.length);
                int toSign = size;
                put(ALGORITHM);
                put('\n');
                put(time.timestamp());
                put('\n');
                put(key.scope);
                put('\n');
                putHash();
                if (loaded != key) {
                    mac.init(key.bytes);
                    loaded = key;
                }
                mac.update(buffer, toSign, size - toSign);
                mac.doFinal(hash, 0);

                int answer = size;
                put(ALGORITHM);
                put(" Credential=");
                put(key.credentials.accessKeyId());
                put('/');
                put(key.scope);
                put(", SignedHeaders=");
                reserve(namesEnd - names);
                System.arraycopy(buffer, names, buffer, size, namesEnd - names);
                size += namesEnd - names;
                put(", Signature=");
                putHash();
                return new String(buffer, answer, size - answer, ISO_8859_1);
            } catch (GeneralSecurityException e) {
                throw unusable(e);
            }
        }

        private void put(char ascii) {
            reserve(1);
            buffer[size++] = (byte) ascii;
        }

        // Header fields are ASCII. The method is deprecated because it looks at the low bytes only; it is the one that
        // copies into an array that is already there.
        @SuppressWarnings("deprecation")
        private void put(String ascii) {
            int length = ascii.length();
            reserve(length);
            ascii.getBytes(0, length, buffer, size);
            size += length;
        }

        private void putHash() {
            reserve(2 * hash.length);
            for (byte b : hash) {
                buffer[size++] = HEX[b >> 4 & 15];
                buffer[size++] = HEX[b & 15];
            }
        }

        private void reserve(int more) {
            if (size + more > buffer.length) {
                buffer = Arrays.copyOf(buffer, Math.max(2 * buffer.length, size + more));
            }
        }
    }
}
