package dev.stator.internal.dump;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/** Compression of files whose names end in {@code .gz}, in members that follow each other. */
final class Gzip {
    private Gzip() {}

    private static boolean isMeantBy(Path file) {
        return file.toString().toLowerCase(Locale.ROOT).endsWith(".gz");
    }

    /** What is to be added to the file so that these bytes are. */
    static byte[] packed(Path file, byte[] bytes) throws IOException {
        if (!isMeantBy(file)) {
            return bytes;
        }
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream zip = new GZIPOutputStream(packed)) {
            zip.write(bytes);
        }
        return packed.toByteArray();
    }

    static InputStream open(Path file) throws IOException {
        InputStream raw = Files.newInputStream(file);
        if (!isMeantBy(file)) {
            return raw;
        }
        try {
            return new GZIPInputStream(raw, 1 << 16);
        } catch (IOException | RuntimeException e) {
            raw.close();
            throw e;
        }
    }
}
