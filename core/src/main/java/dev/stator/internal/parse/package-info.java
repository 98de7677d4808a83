/**
 * Reads the service's expression texts into the trees of {@code dev.stator.expression}, and refuses what the service
 * refuses in the service's words.
 *
 * <p>{@link dev.stator.internal.parse.ExpressionParser} is the way in. A text goes through the same stages as in the
 * service, because the first stage that objects decides which message the caller gets: size, syntax, redundant
 * parentheses, words (functions and reserved words, in the order of the text), sections, then operands. The grammars make
 * a raw {@code Syntax} tree; {@code WordCheck} walks it; {@code OperandReader} and its two users resolve placeholders and
 * give the trees.
 *
 * <p>{@code ConditionNodes} and {@code UpdateNodes} make the nodes of those trees and refuse operands that do not fit; they
 * are public because the engine's PartiQL makes the same trees of another grammar.
 *
 * <p>Exported to the engine alone. May import {@code dev.stator.expression}, {@code dev.stator.error} and {@code
 * dev.stator.value}.
 */
package dev.stator.internal.parse;
