package dev.stator.listener;

/**
 * A call begins.
 *
 * @param correlationId stands for the call in all of its events and in the logs; no two calls of a client share one
 */
public record CallStart(String correlationId) {}
