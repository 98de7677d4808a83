package dev.stator.engine.http;

import dev.stator.transport.Transport;

/** What stands behind the front for each account and region: {@code engine::world} for worlds apart. */
@FunctionalInterface
public interface Worlds {
    /**
     * Who answers a request. Called for each one, so it must be quick.
     *
     * @param accessKeyId the access key id in the request's signature; empty if it has none
     * @param region the region in the request's signature; empty if it has none
     */
    Transport of(String accessKeyId, String region);
}
