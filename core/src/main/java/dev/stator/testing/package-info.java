/**
 * Services to test against, with no other library: {@link dev.stator.testing.ScriptedTransport} answers from a script, {@link
 * dev.stator.testing.FaultTransport} disturbs what stands behind it as a {@link dev.stator.testing.FaultPlan} says, {@link
 * dev.stator.testing.RecordingTransport} and {@link dev.stator.testing.ReplayingTransport} keep real exchanges in a file, and
 * {@link dev.stator.testing.ManualClock} is time that passes when somebody waits. For programs' tests and for our own; nothing of
 * the client knows them.
 *
 * <p>May import {@code dev.stator.transport}, {@code dev.stator.error}, {@code dev.stator.json} and {@code dev.stator.value}.
 */
package dev.stator.testing;
