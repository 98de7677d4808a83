package dev.stator.engine;

import java.nio.charset.StandardCharsets;
import java.util.concurrent.ThreadLocalRandom;

/** Request ids that look like the service's: 52 random letters and digits. */
final class RequestIds {
    private static final int LENGTH = 52;
    private static final byte[] ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ012345".getBytes(StandardCharsets.US_ASCII);

    private RequestIds() {}

    static String random() {
        byte[] id = new byte[LENGTH];
        long bits = 0;
        for (int i = 0; i < LENGTH; i++) {
            bits = i % 12 == 0 ? ThreadLocalRandom.current().nextLong() : bits >>> 5;
            id[i] = ALPHABET[(int) (bits & 31)];
        }
        return new String(id, StandardCharsets.ISO_8859_1);
    }
}
