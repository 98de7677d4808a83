package dev.stator.engine.store;

import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A view of the maps whose names begin with a prefix. */
class PartSnapshot implements Snapshot {
    private final Snapshot whole;
    private final String prefix;

    PartSnapshot(Snapshot whole, String prefix) {
        this.whole = whole;
        this.prefix = prefix;
    }

    final String named(String map) {
        return prefix.concat(map);
    }

    @Override
    public byte @Nullable [] get(String map, byte[] key) {
        return whole.get(named(map), key);
    }

    @Override
    public Cursor scan(String map, Range range, boolean forward) {
        return whole.scan(named(map), range, forward);
    }

    @Override
    public Set<String> maps() {
        return whole.maps().stream()
                .filter(map -> map.startsWith(prefix))
                .map(map -> map.substring(prefix.length()))
                .collect(Collectors.toSet());
    }

    @Override
    public void close() {
        whole.close();
    }
}
