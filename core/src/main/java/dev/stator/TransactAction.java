package dev.stator;

/**
 * What {@link Stator#transact} takes: a put, update, upsert, delete, or the check of a condition.
 *
 * @param <T> the table's record
 */
public sealed interface TransactAction<T> permits Put, NumberedPut, Update, Upsert, Delete, Check, UniqueClaim {}
