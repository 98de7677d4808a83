package dev.stator.internal.credentials;

import dev.stator.error.CredentialsException;
import dev.stator.internal.config.Key;
import dev.stator.internal.config.Layers;
import dev.stator.internal.http.Fetch;
import dev.stator.transport.Credentials;
import dev.stator.transport.CredentialsProvider;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The role of an EC2 instance, from its metadata service: with a session token (IMDSv2). Without one (IMDSv1) only when
 * {@code AWS_EC2_METADATA_V1_DISABLED} is {@code false} in so many words, and the service knows no tokens. Each request is sent up to
 * three times for 1 s, or as {@code AWS_METADATA_SERVICE_NUM_ATTEMPTS} and {@code AWS_METADATA_SERVICE_TIMEOUT} say; but once only,
 * unless told otherwise, to find out that nobody is there, as on all machines that are no instances.
 */
record InstanceCredentials(Layers layers) implements CredentialsProvider {
    private static final String ROLES = "/latest/meta-data/iam/security-credentials/";
    /** What IAM allows as the name of a role; none of it means anything in a URI. */
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_+=,.@-]{1,64}");

    private static final String SIX_HOURS = "21600";
    private static final Duration TIMEOUT = Duration.ofSeconds(1);

    private static final int NOT_FOUND = 404;

    /** What a service answers that has no tokens, or has them switched off. */
    private static final Set<Integer> NO_TOKENS = Set.of(403, 404, 405);

    @Override
    public Credentials credentials() {
        if (layers.isOn(Key.METADATA_DISABLED)) {
            throw CredentialsException.notSetUp("AWS_EC2_METADATA_DISABLED is true");
        }
        String base = endpoint();
        Map<String, String> headers = token(URI.create(base + "/latest/api/token"))
                .map(token -> Map.of("X-aws-ec2-metadata-token", token))
                .orElse(Map.of());
        URI roles = URI.create(base + ROLES);
        String role = get(roles, headers).strip().lines().findFirst().orElse("");
        if (role.isEmpty()) {
            throw CredentialsException.notSetUp("the instance has no role");
        }
        if (!NAME.matcher(role).matches()) {
            // Not quoted: a proxy may have answered with the key itself.
            throw new CredentialsException(roles + " answered with something that is not the name of a role");
        }
        URI uri = URI.create(roles + role);
        return Metadata.credentials(uri, get(uri, headers));
    }

    /** They are fetched anew at each call. */
    @Override
    public boolean invalidate(Credentials refused) {
        return true;
    }

    private String endpoint() {
        boolean six =
                layers.find(Key.METADATA_ENDPOINT_MODE).map(Metadata::isSix).orElse(false);
        String standard = six ? "http://[fd00:ec2::254]" : "http://169.254.169.254";
        String endpoint = layers.find(Key.METADATA_ENDPOINT)
                .map(found -> Metadata.uri(found).toString())
                .orElse(standard);
        return endpoint.endsWith("/") ? endpoint.substring(0, endpoint.length() - 1) : endpoint;
    }

    private Optional<String> token(URI uri) {
        Fetch.Answer answer;
        try {
            answer = Metadata.fetch(
                    "PUT",
                    uri,
                    Map.of("X-aws-ec2-metadata-token-ttl-seconds", SIX_HOURS),
                    Metadata.timeout(layers, TIMEOUT),
                    Metadata.attempts(layers, Metadata.ATTEMPTS),
                    Metadata.attempts(layers, 1));
        } catch (IOException e) {
            throw CredentialsException.notSetUp(Metadata.silence(uri, e));
        }
        if (answer.status() == 200 && !answer.body().isBlank()) {
            return Optional.of(answer.body().strip());
        }
        boolean withoutAllowed = layers.find(Key.METADATA_V1_DISABLED)
                .map(disabled -> !disabled.flag())
                .orElse(false);
        if (NO_TOKENS.contains(answer.status()) && withoutAllowed) {
            return Optional.empty();
        }
        throw new CredentialsException(uri + " answered with status " + answer.status()
                + (withoutAllowed ? "" : "; IMDSv1 is asked only if AWS_EC2_METADATA_V1_DISABLED is false"));
    }

    /** Not found is what an instance without a role answers to the question for its name. */
    private String get(URI uri, Map<String, String> headers) {
        Fetch.Answer answer;
        try {
            int attempts = Metadata.attempts(layers, Metadata.ATTEMPTS);
            answer = Metadata.fetch("GET", uri, headers, Metadata.timeout(layers, TIMEOUT), attempts, attempts);
        } catch (IOException e) {
            throw new CredentialsException(Metadata.silence(uri, e), e);
        }
        if (answer.status() == NOT_FOUND && uri.getPath().endsWith("/")) {
            return "";
        } else if (answer.status() != 200) {
            throw new CredentialsException(uri + " answered with status " + answer.status());
        }
        return answer.body();
    }
}
