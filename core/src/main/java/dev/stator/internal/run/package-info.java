/**
 * How a call is carried through to its end. An {@link dev.stator.internal.run.Exchange} is a state machine without I/O:
 * it answers each event with a {@link dev.stator.internal.run.Step}, to send, to pause, to run others side by side or to be
 * done, and never blocks or sees a thread. {@link dev.stator.internal.run.Runner} drives any exchange in one of two ways, blocking or with a
 * future; sleeping and futures appear nowhere else but in transports.
 *
 * <p>{@link dev.stator.internal.run.Attempts} repeats one operation; the others ({@link
 * dev.stator.internal.run.BatchDrain}, {@link dev.stator.internal.run.PageLoop}, {@link
 * dev.stator.internal.run.Waiter}) are {@link dev.stator.internal.run.Nested} exchanges made of attempts.
 * {@link dev.stator.internal.run.Listeners} are told what happens, of whole calls by their drivers, of requests by a {@link
 * dev.stator.internal.run.RequestWatch} beside the attempts.
 *
 * <p>May import {@code internal.protocol}, {@code internal.json} for its exception, {@code listener}, {@code transport},
 * {@code stream}, {@code value} and {@code error}.
 */
package dev.stator.internal.run;
