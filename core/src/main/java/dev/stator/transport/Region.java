package dev.stator.transport;

import java.net.URI;
import java.util.regex.Pattern;

/**
 * An AWS region, which names the endpoint of the service and is part of every signature.
 *
 * @param id the region's id, such as {@code eu-central-1}
 */
public record Region(String id) {
    private static final Pattern ID = Pattern.compile("[a-z0-9]+(-[a-z0-9]+)*");

    /** Checks the form of the id; a region that did not exist when this was written is as good as any. */
    public Region {
        if (!ID.matcher(id).matches()) {
            throw new IllegalArgumentException(
                    "\"" + id + "\" is not a region id; it should look like eu-central-1 or us-east-1");
        }
    }

    /** A region by its id. */
    public static Region of(String id) {
        return new Region(id);
    }

    /** DynamoDB's public endpoint in this region, over TLS. */
    public URI endpoint() {
        String domain = id.startsWith("cn-") ? "amazonaws.com.cn" : "amazonaws.com";
        return URI.create("https://dynamodb." + id + "." + domain);
    }

    @Override
    public String toString() {
        return id;
    }
}
