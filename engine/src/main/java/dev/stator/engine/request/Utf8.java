package dev.stator.engine.request;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;

/**
 * The encoding of bodies. Jackson does not hold bytes against it: to its parser a character in more bytes than it needs, half a
 * surrogate pair and numbers beyond the last character are as good as any.
 */
final class Utf8 {
    private static final long NOT_ASCII = 0x8080808080808080L;
    private static final int CHARACTERS = 1024;

    private Utf8() {}

    /** Whether these bytes are what they should be. */
    static boolean isSound(byte[] bytes) {
        ByteBuffer rest = ByteBuffer.wrap(bytes);
        while (rest.remaining() >= Long.BYTES && (rest.getLong(rest.position()) & NOT_ASCII) == 0) {
            rest.position(rest.position() + Long.BYTES);
        }
        while (rest.hasRemaining() && rest.get(rest.position()) >= 0) {
            rest.position(rest.position() + 1);
        }
        return !rest.hasRemaining() || isDecoded(rest);
    }

    private static boolean isDecoded(ByteBuffer bytes) {
        CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
        CharBuffer unused = CharBuffer.allocate(CHARACTERS);
        CoderResult result = CoderResult.OVERFLOW;
        while (result.isOverflow()) {
            unused.clear();
            result = decoder.decode(bytes, unused, true);
        }
        return !result.isError();
    }
}
