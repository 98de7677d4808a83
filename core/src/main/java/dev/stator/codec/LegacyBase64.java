package dev.stator.codec;

import dev.stator.value.Binary;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.nio.charset.StandardCharsets;

/**
 * Stores {@code byte[]} or {@link Binary} as a binary that holds the bytes of their base64 text, which takes a third more.
 * Only for tables that PynamoDB has written with {@code legacy_encoding=True}, as its old versions always did.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.RECORD_COMPONENT, ElementType.FIELD, ElementType.METHOD, ElementType.PARAMETER})
@Convert({LegacyBase64.OfBinary.class, LegacyBase64.OfBytes.class})
public @interface LegacyBase64 {
    /** The converter of binaries. */
    final class OfBinary implements Converter<Binary, Binary> {
        /** The converter. */
        public OfBinary() {}

        @Override
        public Binary toStored(Binary value) {
            return Binary.of(value.toBase64().getBytes(StandardCharsets.US_ASCII));
        }

        @Override
        public Binary fromStored(Binary stored) {
            return Binary.fromBase64(new String(stored.toByteArray(), StandardCharsets.ISO_8859_1));
        }
    }

    /** The converter of arrays. */
    final class OfBytes implements Converter<byte[], Binary> {
        /** The converter. */
        public OfBytes() {}

        @Override
        public Binary toStored(byte[] value) {
            return new OfBinary().toStored(Binary.of(value));
        }

        @Override
        public byte[] fromStored(Binary stored) {
            return new OfBinary().fromStored(stored).toByteArray();
        }
    }
}
