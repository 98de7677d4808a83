package dev.stator.engine;

import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The tables of one account in one region, which no other world sees. An engine has as many worlds as are asked for: see {@link
 * Engine#world}.
 *
 * @param account the name of the account, which over HTTP is the access key id of who signs; empty for the engine's own world
 * @param region the region
 */
public record World(String account, String region) {
    private static final String PREFIX = "world/";
    private static final String NO_ACCOUNT = "000000000000";
    private static final Pattern ACCOUNT_NUMBER = Pattern.compile("\\d{12}");

    /**
     * Checks the names.
     *
     * @throws IllegalArgumentException if one has a slash in it
     */
    public World {
        if (Objects.requireNonNull(account, "account").contains("/")
                || Objects.requireNonNull(region, "region").contains("/")) {
            throw new IllegalArgumentException(
                    "The account '" + account + "' and the region '" + region + "' must have no slash in them");
        }
    }

    /** Whether this is the engine's own world, which is there without any account. */
    public boolean isOwn() {
        return account.isEmpty();
    }

    /** What the number of the account is in ARNs: its name if that is a number of 12 digits, zeros otherwise. */
    String accountNumber() {
        return ACCOUNT_NUMBER.matcher(account).matches() ? account : NO_ACCOUNT;
    }

    /** What the names of its maps begin with. */
    String prefix() {
        return isOwn() ? "" : PREFIX + account + "/" + region + "/";
    }

    /** The world that a map belongs to, unless that is the own one. */
    static Optional<World> ofMap(String map) {
        if (!map.startsWith(PREFIX)) {
            return Optional.empty();
        }
        int middle = map.indexOf('/', PREFIX.length());
        int end = map.indexOf('/', middle + 1);
        return Optional.of(new World(map.substring(PREFIX.length(), middle), map.substring(middle + 1, end)));
    }
}
