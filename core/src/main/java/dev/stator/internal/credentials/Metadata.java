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
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Map;
import java.util.Optional;

/** A server near the program that gives credentials as JSON. */
final class Metadata {
    private Metadata() {}

    /** How long a request may take; a setting that is no time is a reason to have no credentials. */
    static Duration timeout(Layers layers, Duration standard) {
        try {
            return layers.find(Key.METADATA_TIMEOUT).map(Found::seconds).orElse(standard);
        } catch (IllegalStateException e) {
            throw new CredentialsException(String.valueOf(e.getMessage()), e);
        }
    }

    static Fetch.Answer fetch(String method, URI uri, Map<String, String> headers, Duration timeout) {
        try {
            return Fetch.send(method, uri, headers, timeout);
        } catch (IOException e) {
            throw new CredentialsException(uri + " did not answer (" + e.getMessage() + ")", e);
        }
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
        return new Credentials(
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
