package dev.stator.codec;

import dev.stator.value.*;

public abstract class TreeItemReader implements ItemReader {
    public static TreeItemReader x(Item i) {
        throw new IllegalStateException();
    }
}
