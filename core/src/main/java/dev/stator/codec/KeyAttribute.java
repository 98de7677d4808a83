package dev.stator.codec;

import dev.stator.value.AttributeType;

public record KeyAttribute(String name, AttributeType type, Codec<?> codec) {}
