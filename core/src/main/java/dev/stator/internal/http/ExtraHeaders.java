package dev.stator.internal.http;

import java.util.Collections;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** Which headers users may add. They go out after the signature, which does not cover them: proxies may strip them. */
public final class ExtraHeaders {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9!#$%&'*+.^_`|~-]+");
    private static final Set<String> OURS = Set.of(
            "host",
            "authorization",
            "proxy-authorization",
            "content-type",
            "content-length",
            "content-encoding",
            "transfer-encoding",
            "accept-encoding",
            "connection",
            "expect",
            "upgrade",
            "user-agent",
            "x-amz-date",
            "x-amz-target",
            "x-amz-security-token");

    private ExtraHeaders() {}

    /** The name, if it is one that may be added. */
    public static String checkedName(String name) {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("\"" + name + "\" is not the name of a header");
        } else if (OURS.contains(name.toLowerCase(Locale.ROOT))) {
            throw new IllegalArgumentException("The header " + name + " is set by the client itself");
        }
        return name;
    }

    /** All of these headers; of two with one name, however it is written, the second. */
    public static Map<String, String> together(Map<String, String> headers, Map<String, String> others) {
        Map<String, String> all = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        all.putAll(headers);
        others.forEach((name, value) -> {
            all.remove(name);
            all.put(name, value);
        });
        return Collections.unmodifiableMap(all);
    }

    /** The value, if it can stand in a header; messages do not quote it. */
    public static String checkedValue(String name, String value) {
        if (value.chars().anyMatch(c -> (c < ' ' && c != '\t') || c >= 127)) {
            throw new IllegalArgumentException(
                    "The value of the header " + name + " has characters that no header can hold");
        }
        return value;
    }
}
