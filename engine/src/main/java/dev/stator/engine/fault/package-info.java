/**
 * The errors that the service answers, as one exception with the service's codes and words.
 *
 * <p>Imports nothing else of the engine.
 */
package dev.stator.engine.fault;
