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

    /**
     * DynamoDB's public endpoint in this region, over TLS.
     *
     * @param fips whether it has to use validated cryptography (FIPS 140); GovCloud's ordinary endpoint does already
     * @param dualStack whether it has to be reachable over IPv6 too
     */
    public URI endpoint(boolean fips, boolean dualStack) {
        Partition partition = Partition.of(id);
        String service = fips && (dualStack || partition != Partition.GOV) ? "dynamodb-fips." : "dynamodb.";
        return URI.create("https://" + service + id + "." + (dualStack ? partition.dualStackDomain : partition.domain));
    }

    /** A part of AWS with domains of its own; the published endpoint rules name it by the beginning of a region's id. */
    private enum Partition {
        CHINA("cn-", "amazonaws.com.cn", "api.amazonwebservices.com.cn"),
        GOV("us-gov-", "amazonaws.com", "api.aws"),
        ISO("us-iso-", "c2s.ic.gov", "api.aws.ic.gov"),
        ISO_B("us-isob-", "sc2s.sgov.gov", "api.aws.scloud"),
        ISO_E("eu-isoe-", "cloud.adc-e.uk", "api.cloud-aws.adc-e.uk"),
        ISO_F("us-isof-", "csp.hci.ic.gov", "api.aws.hci.ic.gov"),
        EUROPEAN_SOVEREIGN("eusc-", "amazonaws.eu", "api.amazonwebservices.eu"),
        STANDARD("", "amazonaws.com", "api.aws");

        private final String prefix;
        private final String domain;
        private final String dualStackDomain;

        Partition(String prefix, String domain, String dualStackDomain) {
            this.prefix = prefix;
            this.domain = domain;
            this.dualStackDomain = dualStackDomain;
        }

        static Partition of(String region) {
            for (Partition partition : values()) {
                if (region.startsWith(partition.prefix)) {
                    return partition;
                }
            }
            return STANDARD;
        }
    }

    @Override
    public String toString() {
        return id;
    }
}
