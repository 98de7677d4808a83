/**
 * PartiQL: statements as text become the trees of {@code dev.stator.expression}, which the actions run as they run those of
 * expressions. {@link dev.stator.engine.partiql.StatementReader} is the way in.
 *
 * <p>A statement goes through the stages of the service, because the first one that objects decides which message the caller
 * gets: {@code Lexer} cuts the text into tokens, {@code Grammar} and {@code StatementGrammar} make a {@code Syntax} tree of
 * them, {@code StatementReader} with {@code ConditionReader}, {@code AssignmentReader}, {@code Constants} and {@code Paths} puts
 * parameters in and asks whether the service does such a thing. What comes of it is a
 * {@link dev.stator.engine.partiql.Statement}. {@link dev.stator.engine.partiql.KeyedCondition} and
 * {@link dev.stator.engine.partiql.KeyReads} then tell the conditions on keys from the others, once the table is known.
 *
 * <p>Imports {@code fault}, {@code item} and {@code table}, and nothing that reads or writes items.
 */
package dev.stator.engine.partiql;
