package dev.stator.engine.http;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.StringTokenizer;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import java.util.zip.InflaterInputStream;

/** The compressions of bodies that the service knows, in the order in which it prefers them. */
enum ContentCoding {
    GZIP {
        @Override
        InputStream decoding(InputStream in) throws IOException {
            return new GZIPInputStream(in);
        }

        @Override
        OutputStream encoding(OutputStream out) throws IOException {
            return new GZIPOutputStream(out, BUFFER);
        }
    },
    DEFLATE {
        @Override
        InputStream decoding(InputStream in) {
            return new InflaterInputStream(in);
        }

        @Override
        OutputStream encoding(OutputStream out) {
            return new DeflaterOutputStream(out);
        }
    };

    /** The service compresses no reply that is not longer. */
    static final int THRESHOLD = 4096;

    private static final int BUFFER = 8192;

    /** What stands in headers. */
    final String token() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * Reads what was sent in this coding.
     *
     * @throws IOException later or now, if it is something else or not whole
     */
    abstract InputStream decoding(InputStream in) throws IOException;

    abstract OutputStream encoding(OutputStream out) throws IOException;

    final byte[] encode(byte[] body) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(body.length / 2);
        try (OutputStream out = encoding(bytes)) {
            out.write(body);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return bytes.toByteArray();
    }

    /** The coding of that name; empty for one that the service does not know. */
    static Optional<ContentCoding> named(String token) {
        for (ContentCoding coding : values()) {
            if (coding.token().equalsIgnoreCase(token)) {
                return Optional.of(coding);
            }
        }
        return Optional.empty();
    }

    /**
     * The coding for the reply by the header {@code Accept-Encoding}, which the service reads in a way of its own: the
     * greatest weight wins, and the first of those that have it, named ones before {@code *}; {@code identity} counts for
     * nothing, and a weight is what stands behind the first {@code q=}, 1 if that is no number.
     *
     * @param header the value; empty if there is none
     */
    static Optional<ContentCoding> accepted(String header) {
        Set<ContentCoding> weighed = EnumSet.noneOf(ContentCoding.class);
        Optional<ContentCoding> best = Optional.empty();
        double greatest = 0;
        double others = 0;
        StringTokenizer entries = new StringTokenizer(header, ",");
        while (entries.hasMoreTokens()) {
            String entry = entries.nextToken().strip();
            int semicolon = entry.indexOf(';');
            String name = semicolon < 0 ? entry : entry.substring(0, semicolon).strip();
            double weight = semicolon < 0 ? 1 : weight(entry.substring(semicolon));
            Optional<ContentCoding> coding = named(name);
            if (coding.isPresent()) {
                weighed.add(coding.get());
                if (weight > greatest) {
                    greatest = weight;
                    best = coding;
                }
            } else if (name.equals("*")) {
                others = weight;
            }
        }
        for (ContentCoding coding : values()) {
            if (others > greatest && !weighed.contains(coding)) {
                return Optional.of(coding);
            }
        }
        return best;
    }

    private static double weight(String parameters) {
        int begin = parameters.indexOf("q=");
        if (begin < 0) {
            return 1;
        }
        int end = parameters.indexOf(';', begin);
        String text = parameters.substring(begin + 2, end < 0 ? parameters.length() : end);
        try {
            return Math.max(0, Math.min(1, Double.parseDouble(text.strip())));
        } catch (NumberFormatException none) {
            return 1;
        }
    }
}
