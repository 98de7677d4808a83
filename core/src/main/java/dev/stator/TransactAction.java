package dev.stator;

/** What {@link Stator#transact} takes: a put, update, upsert, delete, or the check of a condition. */
public sealed interface TransactAction permits Put, Update, Upsert, Delete, Check {}
