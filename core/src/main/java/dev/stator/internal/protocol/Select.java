package dev.stator.internal.protocol;

/** What a query or scan brings, where the service does not choose, and there is no projection to say it. */
public enum Select {
    /** The numbers alone. */
    COUNT,
    /** All attributes, which a local index fetches from its table. */
    ALL_ATTRIBUTES,
    /** All attributes that the index holds. */
    ALL_PROJECTED_ATTRIBUTES
}
