/**
 * The command line {@code stator}. {@link dev.stator.cli.Main} puts the commands together and decides how errors look;
 * every other command is a class of its own, such as {@code Serve}. Commands get what they act on through their
 * constructors ({@code EngineSource}), so that tests run them on scripted transports.
 *
 * <p>Nothing imports this package.
 */
package dev.stator.cli;
