package dev.stator.engine.store;

/** A change of the maps whose names begin with a prefix. */
final class PartWrite extends PartSnapshot implements Write {
    private final Write write;

    PartWrite(Write write, String prefix) {
        super(write, prefix);
        this.write = write;
    }

    @Override
    public void put(String map, byte[] key, byte[] value) {
        write.put(named(map), key, value);
    }

    @Override
    public void remove(String map, byte[] key) {
        write.remove(named(map), key);
    }

    @Override
    public void createMap(String map) {
        write.createMap(named(map));
    }

    @Override
    public void copyMap(String map, String copy) {
        write.copyMap(named(map), named(copy));
    }

    @Override
    public void dropMap(String map) {
        write.dropMap(named(map));
    }

    @Override
    public void close() {}
}
