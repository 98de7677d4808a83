package dev.stator.engine.http;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.http.HttpRequest;

/**
 * For whom and where a request is signed.
 *
 * @param accessKeyId empty if it does not say
 * @param region empty if it does not say
 */
record Scope(String accessKeyId, String region) {
    private static final Scope NONE = new Scope("", "");

    /** The first and the third part, in the header or, with its slashes perhaps escaped, in the query. */
    private static final Pattern CREDENTIAL =
            Pattern.compile("Credential=([^/,%&\\s]+)(?:(?:/|%2[Ff])[^/,%&\\s]*(?:/|%2[Ff])([^/,%&\\s]*))?");

    static Scope of(HttpRequest request) {
        Header authorization = request.getFirstHeader(HttpHeaders.AUTHORIZATION);
        Matcher credential = CREDENTIAL.matcher(authorization == null ? request.getPath() : authorization.getValue());
        if (!credential.find()) {
            return NONE;
        }
        String region = credential.group(2);
        return new Scope(credential.group(1), region == null ? "" : region);
    }
}
