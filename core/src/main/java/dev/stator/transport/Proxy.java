package dev.stator.transport;

import java.net.URI;
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
    /** Checks the address. */
    public Proxy {
        if (!"http".equalsIgnoreCase(address.getScheme()) || address.getHost() == null) {
            throw new IllegalArgumentException(
                    "\"" + withoutUser(address) + "\" is not a proxy; it should look like http://proxy:3128");
        }
        if (user.isPresent() != password.isPresent()) {
            throw new IllegalArgumentException("A proxy's user and password are given together, or neither");
        }
        except = List.copyOf(except);
        address = URI.create("http://" + address.getHost() + ":" + (address.getPort() < 0 ? 80 : address.getPort()));
    }

    /** The proxy at an address such as {@code http://proxy:3128} or {@code http://user:password@proxy:3128}. */
    public static Proxy of(String address) {
        URI uri;
        try {
            uri = URI.create(address.contains("://") ? address : "http://" + address);
        } catch (IllegalArgumentException e) {
            // The message of the JDK would quote a password in it.
            throw new IllegalArgumentException("A proxy's address is not a URI; it should look like http://proxy:3128");
        }
        String info = uri.getUserInfo();
        if (info == null) {
            return new Proxy(uri, Optional.empty(), Optional.empty(), List.of());
        }
        int colon = info.indexOf(':');
        String name = colon < 0 ? info : info.substring(0, colon);
        String secret = colon < 0 ? "" : info.substring(colon + 1);
        return new Proxy(uri, Optional.of(name), Optional.of(secret), List.of());
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

    private static String withoutUser(URI uri) {
        return uri.getScheme() + "://" + uri.getHost();
    }

    /** Shows the address and the user, never the password. */
    @Override
    public String toString() {
        return address
                + user.map(name -> " as " + name).orElse("")
                + (except.isEmpty() ? "" : " except " + String.join(", ", except));
    }
}
