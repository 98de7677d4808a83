package dev.stator.conformance.fault;

import dev.stator.codec.PartitionKey;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/** A record without version. */
record Account(@PartitionKey String id, int points, Set<String> tags, Optional<String> note) {
    Account plus(int more) {
        return new Account(id, points + more, tags, note);
    }

    Account tagged(String tag) {
        Set<String> all = new HashSet<>(tags);
        all.add(tag);
        return new Account(id, points, Set.copyOf(all), note);
    }

    Account noted(String text) {
        return new Account(id, points, tags, Optional.of(text));
    }

    /** What an upsert of this makes of what is there: what this does not have stays. */
    Account over(Account before) {
        return new Account(id, points, tags.isEmpty() ? before.tags : tags, note.or(before::note));
    }
}
