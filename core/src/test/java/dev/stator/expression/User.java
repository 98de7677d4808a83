package dev.stator.expression;

import dev.stator.codec.Attribute;
import dev.stator.codec.PartitionKey;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A record with a component of every kind that has a path class of its own; reachable by this package alone. */
record User(
        @PartitionKey String email,
        String name,
        @Attribute("pts") int points,
        Optional<Long> best,
        Set<String> tags,
        List<Instant> visits,
        List<Address> homes,
        Map<String, Integer> settings,
        Optional<Address> address,
        Instant joined) {

    record Address(String city, @Attribute("post.code") String code, Optional<List<String>> lines) {}
}
