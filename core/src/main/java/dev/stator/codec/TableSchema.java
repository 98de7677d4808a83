package dev.stator.codec;

import dev.stator.value.*;
import java.lang.invoke.MethodHandles;
import java.util.*;

public abstract class TableSchema<T> {
    public static <R> TableSchema<R> of(Class<R> type) {
        throw new IllegalStateException();
    }

    public static <R> TableSchema<R> of(Class<R> type, MethodHandles.Lookup l) {
        throw new IllegalStateException();
    }

    public abstract Class<T> type();

    public abstract Codec<T> codec();

    public abstract void writeItem(T value, ItemWriter out);

    public abstract T readItem(ItemReader in);

    public abstract Item toItem(T value);

    public abstract T fromItem(Item item);

    public abstract KeyAttribute partitionKey();

    public abstract Optional<KeyAttribute> sortKey();

    public abstract List<IndexSchema> indexes();

    public abstract IndexSchema index(String name);

    public abstract Item key(Object partitionKey);

    public abstract Item key(Object partitionKey, Object sortKey);

    public abstract Item keyOf(T value);
}
