package dev.stator;

/** What {@link Stator#transact} takes: a put, update, delete, or the check of a condition. */
public sealed interface TransactAction permits Put, Update, Delete, Check {}
