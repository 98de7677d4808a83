package dev.stator;

/** What {@link Stator#batchWrite} takes: a put or a delete, without a condition or a version to check. */
public sealed interface BatchAction permits Put, Delete {}
