/**
 * Tests with JUnit against an engine in memory: {@link dev.stator.junit.StatorTest} gives each test a client and tables of its own,
 * {@link dev.stator.junit.Faults} makes life hard for them, and {@link dev.stator.junit.StatorExtension} is the same for those who need
 * another client. What it is made of, and can be used without JUnit, is in {@code dev.stator.testing}.
 *
 * <p>May import all that is exported of Stator, the engine and JUnit.
 */
package dev.stator.junit;
