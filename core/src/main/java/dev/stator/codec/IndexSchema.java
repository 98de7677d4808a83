package dev.stator.codec;

import java.util.Optional;

public record IndexSchema(String name, boolean local, KeyAttribute partitionKey, Optional<KeyAttribute> sortKey) {}
