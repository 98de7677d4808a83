package dev.stator.engine.store;

/** The maps of another store whose names begin with a prefix, under what is left of their names. */
final class PartStore implements Store {
    private final Store whole;
    private final String prefix;

    PartStore(Store whole, String prefix) {
        this.whole = whole;
        this.prefix = prefix;
    }

    @Override
    public Snapshot snapshot() {
        return new PartSnapshot(whole.snapshot(), prefix);
    }

    @Override
    public <R> R write(Change<R> change) {
        return whole.write(write -> change.apply(new PartWrite(write, prefix)));
    }

    @Override
    public void close() {}
}
