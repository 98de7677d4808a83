package dev.stator.conformance.fault;

import dev.stator.error.StatorException;
import java.util.Optional;

/** How a call ended: with what it gave, which may be null, or with a failure. */
record Ending(Object value, Optional<StatorException> failure) {}
