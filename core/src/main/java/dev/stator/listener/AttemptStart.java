package dev.stator.listener;

/**
 * An attempt goes out.
 *
 * @param request its request
 * @param number 1 for the first attempt of the request
 */
public record AttemptStart(RequestStart request, int number) {}
