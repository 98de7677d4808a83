package dev.stator.listener;

import dev.stator.error.StatorException;
import java.util.Optional;

/** How events name what something failed with. */
final class Failures {
    private Failures() {}

    static Optional<String> code(Optional<? extends Throwable> failure) {
        return failure.map(thrown -> thrown instanceof StatorException known
                ? known.code()
                : thrown.getClass().getName());
    }
}
