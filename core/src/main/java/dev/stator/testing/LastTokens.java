package dev.stator.testing;

import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Set;

/** The tokens of the transactions that came last, so that a test that runs for days takes no more memory. Whoever sends one again does so soon. */
final class LastTokens {
    static final int MOST = 10_000;

    private final Set<String> tokens = new LinkedHashSet<>();

    void add(String token) {
        tokens.remove(token);
        tokens.add(token);
        if (tokens.size() > MOST) {
            Iterator<String> oldest = tokens.iterator();
            oldest.next();
            oldest.remove();
        }
    }

    boolean contains(String token) {
        return tokens.contains(token);
    }
}
