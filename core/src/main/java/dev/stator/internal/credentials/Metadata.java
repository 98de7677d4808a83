package dev.stator.internal.credentials;

import dev.stator.error.CodecException;
import dev.stator.error.CredentialsException;
import dev.stator.internal.config.Found;
import dev.stator.internal.config.Key;
import dev.stator.internal.config.Layers;
import dev.stator.internal.http.Fetch;
import dev.stator.internal.json.JsonReader;
import dev.stator.internal.json.MalformedJsonException;
import dev.stator.transport.Credentials;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A server near the program that gives credentials as JSON. */
final class Metadata {
    /** How often a request is sent at most, unless told otherwise. */
    static final int ATTEMPTS = 3;

    private static final int TOO_MANY = 429;
    private static final long FIRST_PAUSE = 100;
    private static final long LONGEST_PAUSE = 1000;

    private Metadata() {}

    /** Refuses settings that cannot be used, when a client is made rather than when it first signs. */
    static void check(Layers layers) {
        for (Key flag : List.of(Key.METADATA_DISABLED, Key.METADATA_V1_DISABLED)) {
            boolean unused = layers.isOn(flag);
        }
        timeout(layers, Duration.ZERO);
        attempts(layers, ATTEMPTS);
        layers.find(Key.METADATA_ENDPOINT).ifPresent(Metadata::uri);
        layers.find(Key.METADATA_ENDPOINT_MODE).ifPresent(Metadata::isSix);
    }

    /** Whether a mode is that of IPv6. */
    static boolean isSix(Found mode) {
        if (!mode.value().equalsIgnoreCase("IPv4") && !mode.value().equalsIgnoreCase("IPv6")) {
            throw mode.misfit("IPv4 or IPv6");
        }
        return mode.value().equalsIgnoreCase("IPv6");
    }

    /** How long a request may take. */
    static Duration timeout(Layers layers, Duration standard) {
        return layers.find(Key.METADATA_TIMEOUT).map(Found::seconds).orElse(standard);
    }

    /** How often a request is sent at most. */
    static int attempts(Layers layers, int standard) {
        return layers.find(Key.METADATA_ATTEMPTS).map(Found::count).orElse(standard);
    }

    /** The address that a setting gives. */
    static URI uri(Found found) {
        try {
            URI uri = new URI(found.value());
            if (uri.getHost() != null && ("http".equals(uri.getScheme()) || "https".equals(uri.getScheme()))) {
                return uri;
            }
        } catch (URISyntaxException e) {
            // The same is wrong with it.
        }
        throw found.misfit("an address such as http://169.254.169.254");
    }

    /**
     * Asks, and again while the answer is one that may pass: none at all, or that the server is overloaded or broken; after a pause
     * of 100 ms at first, which doubles up to a second.
     *
     * @param attempts how often at most
     * @param inSilence how often while there is no answer
     * @throws IOException if the last attempt got no answer
     */
    static Fetch.Answer fetch(
            String method, URI uri, Map<String, String> headers, Duration timeout, int attempts, int inSilence)
            throws IOException {
        long pause = FIRST_PAUSE;
        for (int sent = 1; ; sent++) {
            try {
                Fetch.Answer answer = Fetch.send(method, uri, headers, timeout);
                boolean passes = answer.status() >= 500 || answer.status() == TOO_MANY;
                if (!passes || sent >= attempts || !Fetch.pause(pause)) {
                    return answer;
                }
            } catch (IOException e) {
                if (sent >= inSilence || !Fetch.pause(pause)) {
                    throw e;
                }
            }
            pause = Math.min(pause * 2, LONGEST_PAUSE);
        }
    }

    static String silence(URI uri, IOException failure) {
        return uri + " did not answer (" + failure.getMessage() + ")";
    }

    /** The credentials of an answer; the failure never quotes it. */
    static Credentials credentials(URI uri, String json) {
        String id = "";
        String secret = "";
        String token = "";
        String expiration = "";
        String code = "";
        try {
            JsonReader in = new JsonReader(json.getBytes(StandardCharsets.UTF_8));
            in.startObject();
            for (String field = in.nextField(); field != null; field = in.nextField()) {
                switch (field) {
                    case "AccessKeyId" -> id = text(in);
                    case "SecretAccessKey" -> secret = text(in);
                    case "Token" -> token = text(in);
                    case "Expiration" -> expiration = text(in);
                    case "Code", "code" -> code = text(in);
                    default -> in.skip();
                }
            }
        } catch (MalformedJsonException | CodecException e) {
            throw new CredentialsException(uri + " answered with something that is not the JSON of credentials");
        }
        if (!code.isEmpty() && !code.equals("Success")) {
            throw new CredentialsException(uri + " answered with the error " + code);
        } else if (id.isBlank() || secret.isBlank()) {
            throw new CredentialsException(uri + " answered without an AccessKeyId or a SecretAccessKey");
        }
        return FoundKey.of(
                "the key of " + uri,
                id,
                secret,
                Optional.of(token).filter(some -> !some.isBlank()),
                Optional.of(expiration).filter(some -> !some.isBlank()).map(some -> instant(uri, some)));
    }

    private static String text(JsonReader in) {
        if (in.isNull()) {
            return "";
        }
        return in.text();
    }

    private static Instant instant(URI uri, String time) {
        try {
            return OffsetDateTime.parse(time).toInstant();
        } catch (DateTimeException e) {
            throw new CredentialsException(uri + " answered with the Expiration \"" + time + "\", which is not a time");
        }
    }
}
