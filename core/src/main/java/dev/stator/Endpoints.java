package dev.stator;

import dev.stator.internal.config.Found;
import dev.stator.internal.config.Key;
import dev.stator.internal.config.Layers;
import dev.stator.internal.http.HttpTransport;
import dev.stator.internal.http.Service;
import dev.stator.transport.Region;
import java.net.URI;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Decides where each service is: where the program says, where the layers say, or at AWS. What the program says of the tables
 * holds for the services beside them too, unless it says something of these.
 */
final class Endpoints {
    private static final String FIPS = "FIPS endpoint";
    private static final String DUAL_STACK = "dual-stack endpoint";
    private final Resolution settled;
    private final Layers layers;
    private final Map<Service, URI> explicit;

    Endpoints(Resolution settled, Layers layers, Map<Service, URI> explicit) {
        this.settled = settled;
        this.layers = layers;
        this.explicit = explicit;
    }

    /** The endpoint of each service, all of them noted. */
    Map<Service, URI> of(Region region, @Nullable Boolean fips, @Nullable Boolean dualStack) {
        boolean withFips = settled.decide(FIPS, fips, Key.FIPS, Found::flag, false);
        boolean withDualStack = settled.decide(DUAL_STACK, dualStack, Key.DUAL_STACK, Found::flag, false);
        settled.decide("ignore configured endpoints", null, Key.IGNORE_ENDPOINTS, Found::flag, false);
        Map<Service, URI> all = new EnumMap<>(Service.class);
        String name = name(Service.TABLES);
        URI tables = set(Service.TABLES)
                .orElseGet(() -> settled.note(name, region.endpoint(withFips, withDualStack), Resolution.DEFAULT));
        boolean everything = explicit.containsKey(Service.TABLES);
        for (Service service : Service.values()) {
            Optional<URI> own = everything && !explicit.containsKey(service) ? Optional.empty() : set(service);
            all.put(service, own.orElseGet(() -> with(tables, service)));
        }
        return all;
    }

    private static String name(Service service) {
        return switch (service) {
            case TABLES -> "endpoint";
            case STREAMS -> "streams endpoint";
            case SCALING -> "scaling endpoint";
        };
    }

    private static Key key(Service service) {
        return switch (service) {
            case TABLES -> Key.ENDPOINT;
            case STREAMS -> Key.STREAMS_ENDPOINT;
            case SCALING -> Key.SCALING_ENDPOINT;
        };
    }

    /** What is said of a service, which may be said of all services; the tables' host at AWS is for tables only. */
    private Optional<URI> set(Service service) {
        URI given = explicit.get(service);
        return given != null
                ? Optional.of(own(service, given, Resolution.EXPLICIT))
                : layers.endpoint(key(service)).map(found -> {
                    URI uri = uriOf(found);
                    return own(service, service.beside(uri).orElse(uri), found.source());
                });
    }

    private URI with(URI tables, Service service) {
        if (service == Service.TABLES) {
            return tables;
        }
        boolean atAws = settled.source(name(Service.TABLES)).equals(Resolution.DEFAULT);
        return settled.note(
                name(service), service.beside(tables).orElse(tables), atAws ? Resolution.DEFAULT : "with the endpoint");
    }

    /** Notes an endpoint that does not come from the region; what it is to be besides would be lost without a word. */
    private URI own(Service service, URI uri, String source) {
        settled.note(name(service), uri, source);
        for (String variant : List.of(FIPS, DUAL_STACK)) {
            settled.configuration()
                    .setting(variant)
                    .filter(asked -> asked.value().equals("true"))
                    .ifPresent(asked -> {
                        throw new IllegalStateException("The " + variant + " is asked for (" + asked.source()
                                + "), and the " + name(service) + " " + uri + " as well (" + source
                                + "), of which nobody knows whether it is one. Leave one of the two out");
                    });
        }
        return uri;
    }

    private static URI uriOf(Found found) {
        try {
            return HttpTransport.checked(found.value());
        } catch (IllegalArgumentException e) {
            throw new IllegalStateException(found.source() + ": " + e.getMessage(), e);
        }
    }
}
