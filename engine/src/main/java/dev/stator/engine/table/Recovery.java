package dev.stator.engine.table;

/**
 * That a table can be restored as of a point in time, which in this engine is the present.
 *
 * @param days for how many days back the service would be able to
 */
public record Recovery(int days) {}
