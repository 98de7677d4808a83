package dev.stator.transport;

import java.util.function.Supplier;

/** Credentials that do not change while the program runs, so that asking again brings no others. */
record FixedCredentials(Supplier<Credentials> source) implements CredentialsProvider {
    @Override
    public Credentials credentials() {
        return source.get();
    }

    @Override
    public boolean invalidate(Credentials refused) {
        return false;
    }

    @Override
    public String toString() {
        return "FixedCredentials";
    }
}
