package dev.stator.codec;

/**
 * The number of a {@link Shape}.
 *
 * @param attribute the stored name of the attribute that holds it
 * @param current that of the class now
 */
public record ShapeNumber(String attribute, int current) {}
