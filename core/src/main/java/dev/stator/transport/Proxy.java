package dev.stator.transport;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * An HTTP proxy between the program and the service: https endpoints are reached through a tunnel that the proxy cannot
 * look into.
 *
 * @param address such as {@code http://proxy:3128}
 * @param user the user's name, if the proxy asks for one (Basic authentication)
 * @param password the password, never shown
 * @param except hosts that are reached without it: names, {@code *.example.com} or {@code .example.com} for all below a
 *     name, {@code *} for all
 */
public record Proxy(URI address, Optional<String> user, Optional<String> password, List<String> except) {
    /**
     * Checks all of it.
     *
     * @throws IllegalArgumentException if the address is not http with a host, has a user in it, which {@link #of} takes apart, or a
     *     path, a query or a fragment, which a proxy does not have; if only one of user and password is given, if they cannot be
     *     sent, or if a host is blank
     */
    public Proxy {
        boolean plain = address.getRawUserInfo() == null
                && address.getRawQuery() == null
                && address.getRawFragment() == null
                && (address.getRawPath().isEmpty() || address.getRawPath().equals("/"));
        if (!"http".equalsIgnoreCase(address.getScheme()) || address.getHost() == null || !plain || !hasPort(address)) {
            throw noProxy();
        }
        if (user.isPresent() != password.isPresent()) {
            throw new IllegalArgumentException("A proxy's user and password are given together, or neither");
        }
        if (user.isPresent() && (user.get().isEmpty() || user.get().contains(":") || isControlled(user.get()))) {
            throw new IllegalArgumentException(
                    "A proxy's user needs a name, without colons and control characters: it is sent by Basic authentication");
        }
        if (password.isPresent() && isControlled(password.get())) {
            throw new IllegalArgumentException(
                    "A proxy's password has a control character in it, such as a line break");
        }
        if (except.stream().anyMatch(String::isBlank)) {
            throw new IllegalArgumentException("One of the hosts that are reached without the proxy is blank");
        }
        except = List.copyOf(except);
        address = URI.create("http://" + address.getHost() + ":" + (address.getPort() < 0 ? 80 : address.getPort()));
    }

    private static boolean hasPort(URI address) {
        return address.getPort() != 0 && address.getPort() <= 65535;
    }

    private static boolean isControlled(String text) {
        return text.chars().anyMatch(Character::isISOControl);
    }

    /** Quotes nothing, as passwords stand in such addresses. */
    private static IllegalArgumentException noProxy() {
        return new IllegalArgumentException("A proxy's address is an http URI of a host and perhaps a port, such as"
                + " http://proxy:3128; Proxy.of also takes http://user:password@proxy:3128. This is none");
    }

    /**
     * The proxy at an address such as {@code http://proxy:3128}, {@code proxy:3128} or {@code http://user:password@proxy:3128}, with
     * user and password percent-encoded.
     *
     * @throws IllegalArgumentException if it is none
     */
    public static Proxy of(String address) {
        URI uri;
        URI plain;
        try {
            uri = new URI(address.contains("://") ? address : "http://" + address);
            String info = uri.getRawUserInfo();
            plain = info == null ? uri : new URI(uri.toString().replace(info + "@", ""));
        } catch (URISyntaxException e) {
            // The message of the JDK would quote a password in it.
            throw noProxy();
        }
        String info = uri.getUserInfo();
        if (info == null) {
            return new Proxy(plain, Optional.empty(), Optional.empty(), List.of());
        }
        int colon = info.indexOf(':');
        String name = colon < 0 ? info : info.substring(0, colon);
        String secret = colon < 0 ? "" : info.substring(colon + 1);
        return new Proxy(plain, Optional.of(name), Optional.of(secret), List.of());
    }

    /** This proxy with a user. */
    public Proxy withUser(String name, String secret) {
        return new Proxy(address, Optional.of(name), Optional.of(secret), except);
    }

    /** This proxy, but not for these hosts. */
    public Proxy except(String... hosts) {
        return new Proxy(address, user, password, List.of(hosts));
    }

    /** Whether a host is to be reached through this proxy. */
    public boolean serves(String host) {
        String name = host.toLowerCase(Locale.ROOT);
        for (String entry : except) {
            String pattern = entry.strip().toLowerCase(Locale.ROOT);
            String suffix = pattern.startsWith("*.") ? pattern.substring(1) : pattern;
            boolean below = suffix.startsWith(".") && (name.endsWith(suffix) || name.equals(suffix.substring(1)));
            if (pattern.equals("*") || pattern.equals(name) || below) {
                return false;
            }
        }
        return true;
    }

    /** Shows the address and the user, never the password. */
    @Override
    public String toString() {
        return address
                + user.map(name -> " as " + name).orElse("")
                + (except.isEmpty() ? "" : " except " + String.join(", ", except));
    }
}
