package dev.stator.stream;

import java.nio.file.Path;
import java.util.Map;

/**
 * Remembers up to where the shards of a stream were handled, so that a consumer goes on there when it starts again. One
 * consumer at a time uses one of these. Both methods may block.
 */
public interface Checkpoints {
    /** What was saved last: a place by shard; empty if nothing was. */
    Map<String, String> load();

    /** Saves all places, in place of those saved before: all of them or, when it fails, none. */
    void save(Map<String, String> places);

    /** Forgets all when the process ends. */
    static Checkpoints inMemory() {
        return new MemoryCheckpoints();
    }

    /** In a file, which is written anew each time and put in place of the old one in one step. */
    static Checkpoints file(Path file) {
        return new FileCheckpoints(file);
    }
}
