/**
 * Where settings come from that the program does not give: the environment, system properties and the profile files that
 * all AWS tools share. {@link dev.stator.internal.config.Layers} asks them in that order and tells which one answered;
 * {@link dev.stator.internal.config.Profiles} reads the files.
 *
 * <p>May import nothing else of Stator.
 */
package dev.stator.internal.config;
