package dev.stator.internal.http;

import java.net.URI;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A service of AWS that the client speaks to; each knows actions of its own, and has at AWS a host of its own. */
@SuppressWarnings("ImmutableEnumChecker") // The lists are those of List.of.
public enum Service {
    /** Tables and items. */
    TABLES("dynamodb", "DynamoDB_20120810.", "1.0", List.of()),
    /** The streams of their changes. */
    STREAMS(
            "dynamodb",
            "DynamoDBStreams_20120810.",
            "1.0",
            List.of("ListStreams", "DescribeStream", "GetShardIterator", "GetRecords")),
    /** The scaling of their capacity. */
    SCALING(
            "application-autoscaling",
            "AnyScaleFrontendService.",
            "1.1",
            List.of(
                    "RegisterScalableTarget",
                    "DeregisterScalableTarget",
                    "DescribeScalableTargets",
                    "PutScalingPolicy",
                    "DeleteScalingPolicy",
                    "DescribeScalingPolicies",
                    "DescribeScalingActivities",
                    "PutScheduledAction",
                    "DeleteScheduledAction",
                    "DescribeScheduledActions",
                    "GetPredictiveScalingForecast"));

    /**
     * A host of the tables at AWS, public, of an account or of an endpoint in a VPC: whether it is one of FIPS, the region, and
     * the domain, which tells dual-stack hosts.
     */
    private static final Pattern AT_AWS =
            Pattern.compile("(?:vpce-[a-z0-9-]+\\.)?(?:dynamodb|\\d{12}\\.ddb)(-fips)?\\.([a-z0-9-]+)\\."
                    + "(?:vpce\\.)?(amazonaws\\..+|api\\.(?:aws|amazonwebservices|cloud-aws).*|c2s\\.ic\\.gov|sc2s\\.sgov\\.gov"
                    + "|cloud\\.adc-e\\.uk|csp\\.hci\\.ic\\.gov)");

    private static final Set<String> DUAL_STACK = Set.of("api.aws", "api.amazonwebservices.com.cn");
    private static final Map<String, Service> BY_ACTION = new HashMap<>();

    static {
        Arrays.stream(values()).forEach(service -> service.actions.forEach(name -> BY_ACTION.put(name, service)));
    }

    /** The name that is signed. */
    final String signingName;
    /** What stands before the action in the header that names it. */
    final String target;

    final String contentType;
    private final List<String> actions;

    Service(String signingName, String target, String jsonVersion, List<String> actions) {
        this.signingName = signingName;
        this.target = target;
        this.contentType = "application/x-amz-json-" + jsonVersion;
        this.actions = actions;
    }

    /** The service that knows an action. */
    public static Service of(String action) {
        return BY_ACTION.getOrDefault(action, TABLES);
    }

    /**
     * Where this service is beside these tables, by the published endpoint rules; empty if it is at the same place, as at all
     * but AWS. What is in a VPC is for the tables alone, so this is the public host.
     */
    public Optional<URI> beside(URI tables) {
        Matcher found = AT_AWS.matcher(String.valueOf(tables.getHost()));
        if (this == TABLES || !found.matches()) {
            return Optional.empty();
        }
        String fips = found.group(1) == null ? "" : found.group(1);
        String domain = found.group(3);
        String name =
                this == SCALING ? signingName : DUAL_STACK.contains(domain) ? "streams-dynamodb" : "streams.dynamodb";
        return Optional.of(URI.create(
                tables.toString().replace(found.group(), name + fips + "." + found.group(2) + "." + domain)));
    }
}
