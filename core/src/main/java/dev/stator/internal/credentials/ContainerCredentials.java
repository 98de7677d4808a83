package dev.stator.internal.credentials;

import dev.stator.error.CredentialsException;
import dev.stator.internal.config.Layers;
import dev.stator.internal.http.Fetch;
import dev.stator.transport.Credentials;
import dev.stator.transport.CredentialsProvider;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The role of a container on ECS or EKS. {@code AWS_CONTAINER_CREDENTIALS_RELATIVE_URI} goes before {@code …_FULL_URI},
 * the token's file before the token. A full URI with http must lead to this machine or to one of the platforms' fixed
 * addresses, so that a token is not sent to strangers in the clear. Three attempts of 2 s each, or what {@code
 * AWS_METADATA_SERVICE_NUM_ATTEMPTS} and {@code AWS_METADATA_SERVICE_TIMEOUT} say.
 */
record ContainerCredentials(Layers layers, URI ecs) implements CredentialsProvider {
    private static final String RELATIVE = "AWS_CONTAINER_CREDENTIALS_RELATIVE_URI";
    private static final String FULL = "AWS_CONTAINER_CREDENTIALS_FULL_URI";
    private static final String TOKEN = "AWS_CONTAINER_AUTHORIZATION_TOKEN";
    private static final String TOKEN_FILE = "AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE";
    private static final Set<String> PLATFORMS = Set.of("169.254.170.2", "169.254.170.23", "[fd00:ec2::23]");
    private static final Duration TIMEOUT = Duration.ofSeconds(2);

    ContainerCredentials(Layers layers) {
        this(layers, URI.create("http://169.254.170.2"));
    }

    @Override
    public Credentials credentials() {
        URI uri = uri();
        Map<String, String> headers =
                token().map(token -> Map.of("Authorization", token)).orElse(Map.of());
        Fetch.Answer answer;
        try {
            int attempts = Metadata.attempts(layers, Metadata.ATTEMPTS);
            answer = Metadata.fetch("GET", uri, headers, Metadata.timeout(layers, TIMEOUT), attempts, attempts);
        } catch (IOException e) {
            throw new CredentialsException(Metadata.silence(uri, e), e);
        }
        if (answer.status() != 200) {
            throw new CredentialsException(uri + " answered with status " + answer.status());
        }
        return Metadata.credentials(uri, answer.body());
    }

    /** They are fetched anew at each call. */
    @Override
    public boolean invalidate(Credentials refused) {
        return true;
    }

    private URI uri() {
        Optional<String> relative = layers.variable(RELATIVE);
        if (relative.isPresent()) {
            if (!relative.get().startsWith("/")) {
                throw new CredentialsException(RELATIVE + " does not begin with /");
            }
            // Not resolved against it: what begins with // would lead to another host.
            return parsed(RELATIVE, ecs + relative.get());
        }
        URI full = parsed(
                FULL,
                layers.variable(FULL)
                        .orElseThrow(() -> CredentialsException.notSetUp(RELATIVE + " and " + FULL + " are not set")));
        String host = full.getHost();
        boolean web = "http".equalsIgnoreCase(full.getScheme()) || "https".equalsIgnoreCase(full.getScheme());
        if (!web || host == null) {
            throw new CredentialsException(FULL + " is not an http or https URI");
        } else if ("http".equalsIgnoreCase(full.getScheme()) && !PLATFORMS.contains(host) && !isHere(host)) {
            throw new CredentialsException(FULL + " leads to " + host + "; with http it may lead to this machine or to "
                    + PLATFORMS + " only. Use https");
        }
        return full;
    }

    private static URI parsed(String variable, String uri) {
        try {
            return URI.create(uri);
        } catch (IllegalArgumentException e) {
            throw new CredentialsException(variable + " is not a URI");
        }
    }

    private static boolean isHere(String host) {
        try {
            for (InetAddress address : InetAddress.getAllByName(host)) {
                if (!address.isLoopbackAddress()) {
                    return false;
                }
            }
            return true;
        } catch (UnknownHostException e) {
            return false;
        }
    }

    private Optional<String> token() {
        Optional<String> token =
                layers.variable(TOKEN_FILE).map(ContainerCredentials::read).or(() -> layers.variable(TOKEN));
        if (token.filter(text -> text.chars().anyMatch(c -> c == '\r' || c == '\n'))
                .isPresent()) {
            throw new CredentialsException("the authorization token of the container has a line break in it");
        }
        return token;
    }

    private static String read(String file) {
        try {
            return Files.readString(Path.of(file)).strip();
        } catch (IOException e) {
            throw new CredentialsException(TOKEN_FILE + " names " + file + ", which cannot be read", e);
        }
    }
}
